import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, describe, expect, test } from 'vitest';
import { waitUntil } from '../../../e2e/hosts/commands.ts';
import { scriptOperations } from '../../plugins/script/operations.ts';
import { attemptName } from '../attempt-name.ts';
import { localTransport } from '../local-transport.ts';
import { MemoryContext } from '../testing/memory-context.ts';
import { aim, makeHosts, type TestHost } from '../testing/rig.ts';
import { followCommand } from './commands.ts';

const folder = mkdtempSync(join(tmpdir(), 'gantry shells-'));
const nowhere: TestHost = { address: '127.0.0.1', port: 1, user: 'x', privateKey: '', fingerprint: '' };

afterAll(() => rmSync(folder, { recursive: true }));

/** A PATH on which `sh` is that shell; with busybox all other programs are its own too. */
const paths: Record<string, () => string> = {
  dash: () => withShell('dash'),
  bash: () => withShell('bash'),
  busybox: () => {
    const bin = join(folder, 'busybox-bin');
    mkdirSync(bin);
    for (const applet of execFileSync('busybox', ['--list'], { encoding: 'utf8' }).split('\n')) {
      if (applet) symlinkSync('/bin/busybox', join(bin, applet));
    }
    return bin;
  },
};

function withShell(name: string): string {
  const bin = join(folder, `${name}-bin`);
  mkdirSync(bin);
  symlinkSync(`/bin/${name}`, join(bin, 'sh'));
  return `${bin}:/usr/bin:/bin`;
}

const present = Object.keys(paths).filter((name) => spawnSync(name, ['true']).error === undefined);

describe.each(present)('the launcher in %s', (name) => {
  const stateFolder = join(folder, `${name} state`);
  const environment = { PATH: paths[name]?.() ?? '', HOME: folder };
  const hosts = makeHosts({ local: { environment, stateFolder } });
  const operation = scriptOperations(hosts).get('script.script_runner.tasks.run')!;
  afterAll(() => hosts.close());

  function here(script: string): MemoryContext {
    const context = aim(new MemoryContext(), nowhere, `#!/usr/bin/env sh\n${script}\n`);
    context.executor = 'central_deployment_agent';
    return context;
  }

  test('carries output, environment, requests and the exit code', async () => {
    const context = here(
      'echo "$text"; echo err >&2; ctx instance runtime-properties key "$text"; ctx instance runtime-properties key; echo; ctx nothing || echo "code $?"; exit 4',
    );
    const said = `it's "q" \\ $x \`y\` *\n\tü`;
    context.inputs = { ...context.inputs, text: said };
    await expect(operation(context)).rejects.toThrow('exit_code: 4');
    expect(context.textOf('stdout').join('\n')).toBe(`${said}\n${said}\ncode 1`);
    expect(context.textOf('stderr')[0]).toBe('err');
    expect(context.writes).toEqual([{ role: 'self', value: { key: said } }]);
  });

  test('output that is ended in the moment in which it begins is ended', async () => {
    const context = here('echo ahoy');
    await operation(context);
    const transport = localTransport({ environment, stateFolder });
    const follow = async (_: unknown, place: number): Promise<string> => {
      const command = followCommand({
        attempt: attemptName(context.key),
        nonce: `n${place}`,
        positions: { stdout: 0, stderr: 0 },
      });
      const channel = await transport.exec(command);
      channel.stderr.resume();
      channel.stdin.end('stop out\nstop err\nbye\n');
      return await text(channel.stdout);
    };
    const said = await Promise.all(Array.from({ length: 100 }, follow));
    expect(said.filter((each, place) => !each.endsWith(`\x1en${place} mark\n`))).toEqual([]);
  });

  test('a new connection finds the running command and its requests', async () => {
    const context = here(
      'i=1; while [ $i -le 20 ]; do echo "line $i"; ctx logger info "log $i"; sleep 0.1; i=$((i+1)); done',
    );
    const running = operation(context);
    running.catch(() => undefined);
    await waitUntil(() => context.lines.length >= 5, { text: 'five lines' });
    context.letGo.abort();
    await expect(running).rejects.toMatchObject({ name: 'Detached' });
    const next = here('never started');
    Object.assign(next, { key: context.key, recovering: true, progress: structuredClone(context.progress) });
    await operation(next);
    const all = Array.from({ length: 20 }, (_, i) => i + 1);
    expect([...context.textOf('stdout'), ...next.textOf('stdout')]).toEqual(all.map((i) => `line ${i}`));
    const logged = [...context.logs, ...next.logs].map(({ text }) => text).filter((text) => text.startsWith('log '));
    expect(logged).toEqual(all.map((i) => `log ${i}`));
  });

  test('stops at its time limit and when told to', async () => {
    const late = here('sleep 61');
    late.timeout = { seconds: 1, recoverable: true };
    await expect(operation(late)).rejects.toThrow('Process killed due to timeout of 1 seconds');
    const stopped = here('echo begun; sleep 61');
    const running = operation(stopped);
    await waitUntil(() => stopped.lines.length > 0, { text: 'the command has begun' });
    stopped.stop.abort();
    await expect(running).rejects.toThrow(/stopped/);
  });

  test('output beyond the live share comes at the end', async () => {
    const context = here('seq 1 1000000');
    await operation(context);
    const lines = context.textOf('stdout');
    expect(lines.slice(0, 3)).toEqual(['1', '2', '3']);
    expect(lines.at(-1)).toBe('1000000');
    expect(lines.filter((line) => line.includes('left out'))).toHaveLength(1);
  });

  test('a finished execution leaves nothing', async () => {
    const context = here('ctx download-resource scripts/run.sh');
    await operation(context);
    expect(readdirSync(stateFolder).some((entry) => entry.startsWith(context.key.executionId))).toBe(true);
    await hosts.forget(context.key.executionId);
    expect(readdirSync(stateFolder).some((entry) => entry.startsWith(context.key.executionId))).toBe(false);
  });
});
