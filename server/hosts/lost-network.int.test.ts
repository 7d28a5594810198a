import { afterAll, beforeAll, expect, test } from 'vitest';
import { waitUntil } from '../../e2e/hosts/commands.ts';
import type { SshHosts } from '../../e2e/hosts/host.ts';
import { startSshHosts } from '../../e2e/hosts/ssh-hosts.ts';
import { scriptOperations } from '../plugins/script/operations.ts';
import { MemoryContext } from './testing/memory-context.ts';
import { aim, makeHosts } from './testing/rig.ts';

let machines: SshHosts;
const hosts = makeHosts();
const operation = scriptOperations(hosts).get('script.script_runner.tasks.run')!;

beforeAll(async () => {
  machines = await startSshHosts(1);
});
afterAll(async () => {
  await hosts.close();
  await machines.close();
});

test('a network that drops everything is noticed, and the command is found again', {
  timeout: 150_000,
}, async ({ skip }) => {
  if (!machines.isolated) return skip('only root can cut a network');
  const [machine] = machines.hosts;
  const context = aim(
    new MemoryContext(),
    machine!,
    '#!/bin/sh\ni=1; while [ $i -le 200 ]; do echo "line $i"; [ $i = 20 ] && ctx instance runtime-properties twenty yes; sleep 0.1; i=$((i+1)); done\necho run >>/tmp/witness; wc -l </tmp/witness\n',
  );
  const running = operation(context);
  running.catch(() => undefined);
  await waitUntil(() => context.lines.length >= 10, { text: 'ten lines' });
  await machine!.cut();
  const isNoticed = () =>
    context.logs.some(({ level, text }) => level === 'warning' && text.includes('goes on by itself'));
  await waitUntil(isNoticed, { text: 'the loss is noticed', within: 65_000 });
  await machine!.mend();
  await running;
  expect(context.textOf('stdout')).toEqual([...Array.from({ length: 200 }, (_, i) => `line ${i + 1}`), '1']);
  expect(context.writes).toEqual([{ role: 'self', value: { twenty: 'yes' } }]);
  expect(context.logs.map(({ text }) => text)).toContainEqual(expect.stringMatching(/^Connected to .* again\.$/));
});
