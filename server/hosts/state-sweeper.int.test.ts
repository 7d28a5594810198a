import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { waitUntil } from '../../e2e/hosts/commands.ts';
import { scriptOperations } from '../plugins/script/operations.ts';
import { MemoryContext } from './testing/memory-context.ts';
import { aim, makeHosts, type TestHost } from './testing/rig.ts';

const folder = mkdtempSync(join(tmpdir(), 'gantry-sweep-'));
const stateFolder = join(folder, 'state', 'run');
const nowhere: TestHost = { address: '127.0.0.1', port: 1, user: 'x', privateKey: '', fingerprint: '' };
const finished = new Set<string>();
const hosts = makeHosts({
  local: { environment: { PATH: '/usr/bin:/bin', HOME: folder }, stateFolder },
  finished: (ids) => Promise.resolve(ids.filter((id) => finished.has(id))),
});
const operation = scriptOperations(hosts).get('script.script_runner.tasks.run')!;

afterAll(async () => {
  await hosts.close();
  rmSync(folder, { recursive: true });
});

function here(script: string): MemoryContext {
  const context = aim(new MemoryContext(), nowhere, `#!/bin/sh\n${script}\n`);
  context.executor = 'central_deployment_agent';
  return context;
}

const kept = (context: MemoryContext) =>
  readdirSync(stateFolder).some((name) => name.startsWith(context.key.executionId));

test('a later execution removes what finished ones left, and only that', async () => {
  const [over, open, last] = [here('echo 1'), here('echo 2'), here('echo 3')];
  await operation(over);
  await operation(open);
  finished.add(over.key.executionId);
  await operation(last);
  await waitUntil(() => !kept(over), { text: 'the finished one is gone' });
  expect([kept(open), kept(last)]).toEqual([true, true]);
});

test('a command that outlives its execution keeps its folder until it has ended', async () => {
  const running = here('echo begun; while [ ! -f "$HOME/go" ]; do sleep 0.05; done; touch "$HOME/done"');
  const operated = operation(running);
  operated.catch(() => undefined);
  await waitUntil(() => running.lines.length > 0, { text: 'the command has begun' });
  running.letGo.abort();
  await expect(operated).rejects.toMatchObject({ name: 'Detached' });
  await hosts.forget(running.key.executionId);
  expect(kept(running)).toBe(true);
  const touch = here('touch "$HOME/go"');
  await operation(touch);
  await waitUntil(() => existsSync(join(folder, 'done')), { text: 'the command has ended' });
});

test('the last one takes the state folder with it', async () => {
  const context = here('echo');
  await operation(context);
  const ids = readdirSync(stateFolder).map((name) => name.slice(0, 36));
  ids.forEach((id) => void finished.add(id));
  const other = here('echo');
  await operation(other);
  await waitUntil(() => readdirSync(stateFolder).length === 1, { text: 'only the current one is left' });
  await hosts.forget(other.key.executionId);
  expect(existsSync(join(folder, 'state'))).toBe(false);
});
