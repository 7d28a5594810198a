import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { JsonObject } from '../../../core/blueprint/json.ts';
import { NonRecoverableError } from '../../../core/ports/operation.ts';
import type { IsolatedHost, SshHosts } from '../../../e2e/hosts/host.ts';
import { startSshHosts } from '../../../e2e/hosts/ssh-hosts.ts';
import { makeHosts } from '../../hosts/testing/rig.ts';
import { fabricOperations } from './operations.ts';
import { envOf, fabricContext } from './testing/fabric-context.ts';

const isRoot = process.getuid?.() === 0;
const password = `it's "a" $pass \\word`;
let machines: SshHosts;
let host: IsolatedHost;
const hosts = makeHosts();
const operations = fabricOperations(hosts);

beforeAll(async () => {
  if (!isRoot) return;
  machines = await startSshHosts(1);
  host = machines.hosts[0] as IsolatedHost;
});
afterAll(async () => {
  await hosts.close();
  await machines?.close();
});
beforeEach(({ skip }) => {
  if (!isRoot) skip('only root can make machines that allow sudo');
});

/** `rule`: what the sudoers file says of the account. */
async function allow(rule: string): Promise<void> {
  const sudoers = `Defaults timestamp_timeout=0\nroot ALL=(ALL:ALL) ALL\n${rule}\n`;
  await host.inside(`printf %s '${sudoers}' >/etc/sudoers`);
}

async function givePassword(): Promise<void> {
  const quoted = password.replaceAll("'", `'\\''`);
  await host.inside(
    `hash=$(perl -e 'print crypt($ARGV[0], q($6$salt$))' -- '${quoted}'); sed "s|^cellar:[^:]*|cellar:$hash|" /etc/shadow >/tmp/shadow; cat /tmp/shadow >/etc/shadow; rm /tmp/shadow`,
  );
}

function commands(version: string, list: string[], env: JsonObject = {}) {
  return fabricContext(version, { commands: list, use_sudo: true, fabric_env: envOf(host, env) });
}

const run = operations.get('fabric.fabric_plugin.tasks.run_commands')!;
const runScript = operations.get('fabric.fabric_plugin.tasks.run_script')!;

test('without a password, as root and as another account', async () => {
  await allow('cellar ALL=(ALL:ALL) NOPASSWD: ALL');
  const first = commands('1.2', ['id -un; pwd', 'exit 5']);
  await expect(run(first)).rejects.toThrow(/code: 5/);
  expect(first.textOf('stdout')).toEqual(['root', '/home/cellar']);
  const second = commands('2.0.27', ['id -un; pwd']);
  await run(second);
  expect(second.textOf('stdout')).toEqual(['root', '/root']);
  const nobody = commands('1.2', ['id -un', 'echo said; exit 5'], { sudo_user: 'nobody' });
  await expect(run(nobody)).rejects.toThrow(/code: 5\nerror: None\noutput: .*said/s);
  expect(nobody.textOf('stdout')[0]).toBe('nobody');
});

test('with a password, which nobody on the host can see', async () => {
  await givePassword();
  await allow('cellar ALL=(ALL:ALL) ALL');
  const pattern = `printf '%b' '\\044pas\\0163' >/tmp/pattern`;
  const look = 'cat /proc/*/cmdline /proc/*/environ 2>/dev/null | tr "\\0" "\\n" | grep -cFf /tmp/pattern; true';
  const context = commands('2.0.27', ['id -un', `${pattern}; ${look}`], { sudo_password: password });
  await run(context);
  expect(context.textOf('stdout')).toEqual(['root', '0']);
  const same = commands('1.2', ['id -un'], { password });
  await run(same);
  expect(same.textOf('stdout')).toEqual(['root']);
});

test('a wrong password, none, and an account that may not', async () => {
  await givePassword();
  await allow('cellar ALL=(ALL:ALL) ALL');
  const wrong = run(commands('1.2', ['id -un'], { sudo_password: 'wrong' }));
  await expect(wrong).rejects.toThrow(/refused the password/);
  await expect(wrong).rejects.toBeInstanceOf(NonRecoverableError);
  await expect(run(commands('1.2', ['id -un']))).rejects.toThrow(/asks for a password/);
  await allow('nobody ALL=(ALL:ALL) ALL');
  await expect(run(commands('1.2', ['id -un'], { sudo_password: password }))).rejects.toThrow(/may not use sudo/);
});

test('a script under sudo has its inputs and ctx', async () => {
  await allow('cellar ALL=(ALL:ALL) NOPASSWD: ALL');
  const context = fabricContext('1.2', {
    script_path: 'scripts/run.sh',
    use_sudo: true,
    fabric_env: envOf(host),
    text: `two words $HOME`,
  });
  context.files.set(
    'scripts/run.sh',
    '#!/bin/sh\nid -un\necho "$text"\nctx instance runtime-properties seen "$text"\nctx returns "$(id -u)"\n',
  );
  expect(await runScript(context)).toBe('0');
  expect(context.textOf('stdout')).toEqual(['root', 'two words $HOME']);
  expect(context.self?.instance.runtimeProperties).toEqual({ seen: 'two words $HOME' });
});

test('a task uses sudo for commands and files', async () => {
  await givePassword();
  await allow('cellar ALL=(ALL:ALL) ALL');
  const source = `
from io import StringIO
from fabric.api import get, put, settings, sudo
from fabric.contrib.files import append, contains, exists

def work():
    put(StringIO('first\\n'), '/root/of task/file', use_sudo=True, mode='0640')
    append('/root/of task/file', 'second', use_sudo=True)
    into = StringIO()
    get('"/root/of task/file"', into, use_sudo=True)
    with settings(sudo_password='wrong'):
        seen = exists('/root')
    return [into.getvalue(), sudo('stat -c "%U %a" "/root/of task/file"; pwd'), seen,
            contains('/root/of task/file', 'first', use_sudo=True), str(sudo('id -un', user='nobody'))]
`;
  const task = (env: JsonObject) => {
    const context = fabricContext('1.2', { tasks_file: 't.py', task_name: 'work', fabric_env: envOf(host, env) });
    context.files.set('t.py', source);
    return operations.get('fabric.fabric_plugin.tasks.run_task')!(context);
  };
  expect(await task({ sudo_password: password })).toEqual([
    ...['first\nsecond\n', 'root 640\n/home/cellar', true, true, 'nobody'],
  ]);
  const wrong = task({ sudo_password: 'wrong' });
  await expect(wrong).rejects.toThrow(/refused the password/);
  await expect(wrong).rejects.toBeInstanceOf(NonRecoverableError);
});
