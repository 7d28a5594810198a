import { afterAll, beforeAll, expect, test } from 'vitest';
import type { JsonObject } from '../../../core/blueprint/json.ts';
import { Detached, NonRecoverableError, RecoverableError } from '../../../core/ports/operation.ts';
import type { SshHost, SshHosts } from '../../../e2e/hosts/host.ts';
import { makeKey } from '../../../e2e/hosts/keys.ts';
import { startSshHosts } from '../../../e2e/hosts/ssh-hosts.ts';
import type { MemoryContext } from '../../hosts/testing/memory-context.ts';
import { makeHosts } from '../../hosts/testing/rig.ts';
import { fabricOperations } from './operations.ts';
import { envOf, fabricContext } from './testing/fabric-context.ts';

let machines: SshHosts;
const hosts = makeHosts();
const operation = fabricOperations(hosts).get('fabric.fabric_plugin.tasks.run_commands')!;

beforeAll(async () => {
  machines = await startSshHosts(1);
});
afterAll(async () => {
  await hosts.close();
  await machines.close();
});

function commands(version: string, list: string[], { env = {}, ...inputs }: JsonObject & { env?: JsonObject } = {}) {
  return fabricContext(version, { commands: list, fabric_env: envOf(machines.hosts[0] as SshHost, env), ...inputs });
}

function logged(context: MemoryContext): string[] {
  return context.logs.map(({ text }) => text);
}

test('commands run one after another in the home folder, each in a shell of its own', async () => {
  const context = commands('1.2', ['cd /usr; pwd', 'echo "$A-$PWD-$0"; echo oops >&2', "echo it\\'s $((1 + 1))"], {
    env: { shell_env: { A: `two words $HOME 'x'` } },
  });
  expect(await operation(context)).toBeNull();
  const [usr, home, sum] = context.textOf('stdout');
  expect(usr).toBe('/usr');
  expect(home).toMatch(/^two words \$HOME 'x'-\/(home\/\w+|root)-(\/bin\/)?bash$/);
  expect(sum).toBe("it's 2");
  expect(context.textOf('stderr')).toContain('oops');
  expect(logged(context)).toContain('Running command: cd /usr; pwd');
});

test('1.x: a failing command ends the operation with what it said, and is tried again', async () => {
  const context = commands('1.5.1', ['echo before', 'echo said; echo wrong >&2; exit 3', 'echo after']);
  const failure = operation(context);
  await expect(failure).rejects.toBeInstanceOf(RecoverableError);
  await expect(failure).rejects.toMatchObject({
    name: 'FabricCommandError',
    message: "Command 'echo said; echo wrong >&2; exit 3' executed with an error.\ncode: 3\nerror: wrong\noutput: said",
  });
  expect(context.textOf('stdout')).toEqual(['before', 'said']);
});

test('2.x: a failing command is an unexpected exit; codes can make it final', async () => {
  const failure = operation(commands('2.0.27', ['exit 4']));
  await expect(failure).rejects.toMatchObject({ name: 'UnexpectedExit' });
  await expect(failure).rejects.toThrow(/bad command exit code!\n\nCommand: 'exit 4'\n\nExit code: 4/);
  await expect(
    operation(commands('2.0.27', ['exit 4'], { non_recoverable_error_exit_codes: [4] })),
  ).rejects.toBeInstanceOf(NonRecoverableError);
});

test('warn_only: 2.x goes on after a failure, 1.x does not', async () => {
  const context = commands('2.0.27', ['exit 4', 'echo after'], { env: { warn_only: true } });
  await operation(context);
  expect(context.textOf('stdout')).toEqual(['after']);
  await expect(operation(commands('1.4', ['exit 4'], { env: { warn_only: true } }))).rejects.toMatchObject({
    name: 'FabricCommandError',
  });
  await expect(operation(commands('1.4', ['exit 4'], { env: { warn_only: false } }))).rejects.toMatchObject({
    name: 'FabricTaskError',
  });
});

test('hidden output does not reach the log, and is still quoted when the command fails', async () => {
  const context = commands('1.4', ['echo shown >&2; echo hidden; exit 1'], { hide_output: ['stdout'] });
  await expect(operation(context)).rejects.toThrow('output: hidden');
  expect(context.lines.map(({ line }) => line)).toEqual(['shown']);
});

test('a command beyond its time is ended, with all that it started', async () => {
  const marker = 981_000 + Math.floor(Math.random() * 1000);
  const late = commands('2.0.27', ['true', `sleep ${marker} & sleep ${marker}`, 'echo after'], {
    env: { command_timeout: 5 },
  });
  const failure = operation(late);
  await expect(failure).rejects.toMatchObject({ name: 'CommandTimedOut' });
  await expect(failure).rejects.toThrow(/did not complete within 5 seconds!\n\nCommand: sleep/);
  const look = commands('2.0.27', [`ps -eo args | grep -c "[s]leep ${marker}" || true`]);
  await operation(look);
  expect(look.textOf('stdout')).toEqual(['0']);
  expect(late.textOf('stdout')).toEqual([]);
});

test('commands find no ctx, and a stop ends them', async () => {
  const context = commands('2.0.27', ['command -v ctx || echo none; echo "[$GANTRY_CTX]"; sleep 600']);
  context.onLine = () => context.stop.abort();
  await expect(operation(context)).rejects.toThrow('It was stopped because its execution was.');
  expect(context.textOf('stdout')[0]).toBe('none');
});

test('a wrong key, a missing user and a host of nobody are told apart', async () => {
  const wrong = commands('2.0.27', ['true'], { env: { key: makeKey().private } });
  await expect(operation(wrong)).rejects.toThrow(/Cannot sign in to .*refused the key/);
  const host = machines.hosts[0] as SshHost;
  const nobody = fabricContext('1.2', {
    commands: ['true'],
    fabric_env: { host_string: host.address, key: host.privateKey },
  });
  await expect(operation(nobody)).rejects.toThrow('ssh user definition missing');
  const nowhere = fabricContext('1.2', { commands: ['true'], fabric_env: { user: 'x', key: host.privateKey } });
  await expect(operation(nowhere)).rejects.toThrow('host_id missing');
});

test('a server that takes over follows the commands to their end, none twice', async () => {
  const list = ['echo one; sleep 1', 'echo two >>"$HOME/twice"; wc -l <"$HOME/twice"', 'exit 6'];
  const before = commands('1.2', list);
  before.onLine = () => before.letGo.abort();
  await expect(operation(before)).rejects.toBeInstanceOf(Detached);
  const after = commands('1.2', list);
  Object.assign(after, { key: before.key, recovering: true, progress: structuredClone(before.progress) });
  await expect(operation(after)).rejects.toThrow("Command 'exit 6' executed with an error.\ncode: 6");
  expect([...before.textOf('stdout'), ...after.textOf('stdout')]).toEqual(['one', '1']);
  const said = [...logged(before), ...logged(after)].filter((text) => text.startsWith('Running command'));
  expect(said).toEqual(list.map((command) => `Running command: ${command}`));
});
