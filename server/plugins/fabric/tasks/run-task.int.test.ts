import { afterAll, beforeAll, expect, test } from 'vitest';
import type { JsonObject } from '../../../../core/blueprint/json.ts';
import { Detached, NonRecoverableError, RecoverableError } from '../../../../core/ports/operation.ts';
import type { SshHost, SshHosts } from '../../../../e2e/hosts/host.ts';
import { startSshHosts } from '../../../../e2e/hosts/ssh-hosts.ts';
import type { MemoryContext } from '../../../hosts/testing/memory-context.ts';
import { makeHosts } from '../../../hosts/testing/rig.ts';
import { fabricOperations } from '../operations.ts';
import { envOf, fabricContext, fabricPlugin } from '../testing/fabric-context.ts';
import type { NativeTasks } from './native-tasks.ts';

let machines: SshHosts;
const hosts = makeHosts();
const native: NativeTasks = new Map([['kube.tasks.own', ({ properties }) => Promise.resolve(properties)]]);
const operations = fabricOperations(hosts, { native });
const runTask = operations.get('fabric.fabric_plugin.tasks.run_task')!;
const runModuleTask = operations.get('fabric.fabric_plugin.tasks.run_module_task')!;

beforeAll(async () => {
  machines = await startSshHosts(1);
});
afterAll(async () => {
  await hosts.close();
  await machines.close();
});

function host(): SshHost {
  return machines.hosts[0] as SshHost;
}

function taskOf(version: string, source: string, { env = {}, ...inputs }: JsonObject & { env?: JsonObject } = {}) {
  const context = fabricContext(version, {
    ...{ tasks_file: 'tasks/some.py', task_name: 'work', fabric_env: envOf(host(), env) },
    ...inputs,
  });
  context.files.set('tasks/some.py', source);
  return context;
}

function logged(context: MemoryContext): string[] {
  return context.logs.map(({ text }) => text);
}

test('Fabric 1: commands, folders, settings, files, and the result', async () => {
  const context = taskOf(
    '1.2',
    `
from io import StringIO
from fabric.api import cd, env, get, hide, lcd, local, prefix, put, run, settings, shell_env, task
from fabric.contrib.files import append, contains, exists, sed, upload_template

@task
def work(name, many=1):
    with settings(warn_only=True):
        failed = run('echo gone; echo err >&2; exit 7')
    with cd('/usr'), prefix('export A=1'), shell_env(B="it's"):
        where = run('echo "$PWD $A $B"')
    folder = run('mktemp -d')
    assert not exists(folder + '/list')
    append(folder + '/list', ['one', 'two', 'one'])
    sed(folder + '/list', 'two', 'three')
    written = put(StringIO('hello \\u00fc'), folder + '/file', mode=0o600)
    put('files/own.txt', folder)
    upload_template('files/own.txt', folder + '/filled', {'what': 'x'})
    local('echo local > here')
    put('here', folder + '/')
    into = StringIO()
    get(folder + '/list', into)
    with hide('stdout'):
        all = run('cd %s; cat file here filled own.txt; stat -c %%a file' % folder)
    return {'failed': [failed.return_code, failed.failed, str(failed)], 'where': where, 'name': name, 'many': many,
            'list': into.getvalue(), 'all': all, 'host': env.host, 'written': len(written),
            'contains': contains(folder + '/list', 'three', exact=True), 'local': local('cat here', capture=True)}
`,
    { task_properties: { name: 'N', many: 2 } },
  );
  context.files.set('files/own.txt', 'own %(what)s\n');
  expect(await runTask(context)).toEqual({
    ...{ failed: [7, true, 'gone\r\nerr'.replace('\r', '')], where: "/usr 1 it's", name: 'N', many: 2 },
    ...{ list: 'one\nthree\n', all: 'hello ülocal\nown x\nown %(what)s\n600', host: host().address, written: 1 },
    ...{ contains: true, local: 'local' },
  });
  expect(logged(context)).toContain('Running task: work from tasks/some.py');
  expect(logged(context)).toContain(`[${host().address}] out: /usr 1 it's`);
  expect(logged(context).join('\n')).not.toContain('hello');
});

test('Fabric 2: a decorated task is given a connection', async () => {
  const context = taskOf(
    '2.0.27',
    `
from fabric2 import task

@task
def work(c, name):
    with c.cd('/usr'):
        result = c.run('pwd; printf x', hide=True)
    bad = c.run('exit 3', warn=True)
    print('said by', name)
    return [result.stdout, result.ok, bad.exited, c.user]
`,
    { task_properties: { name: 'me' } },
  );
  expect(await runTask(context)).toEqual(['/usr\nx', true, 3, host().user]);
  expect(context.textOf('stdout')).toEqual(['said by me']);
});

test('a failing command ends the task, and is tried again unless its code is final', async () => {
  const first = runTask(taskOf('1.4', 'from fabric.api import run\ndef work():\n    run("echo out; exit 3")\n'));
  await expect(first).rejects.toMatchObject({ name: 'FabricTaskError' });
  await expect(first).rejects.toThrow(/run\(\) received nonzero return code 3 while executing!\n\nRequested: echo out/);
  await expect(first).rejects.toBeInstanceOf(RecoverableError);
  const source = 'from fabric import task\n@task\ndef work(c):\n    c.run("exit 3")\n';
  await expect(runTask(taskOf('2.0.27', source))).rejects.toMatchObject({ name: 'UnexpectedExit' });
  const final = runTask(taskOf('2.0.27', source, { non_recoverable_error_exit_codes: [3] }));
  await expect(final).rejects.toBeInstanceOf(NonRecoverableError);
});

test('a file of Python 2 is named as the reason, with its line', async () => {
  const failure = runTask(taskOf('1.2', 'def work():\n    x = 1\n    print "hello"\n'));
  await expect(failure).rejects.toBeInstanceOf(NonRecoverableError);
  await expect(failure).rejects.toThrow(
    /Could not load 'tasks\/some.py' .*line 3\): .* written for Python 2.*print "hello"/,
  );
  const other = runTask(taskOf('1.2', 'def work():\n    return 1 +\n'));
  await expect(other).rejects.toThrow(/Could not load 'tasks\/some.py' \(SyntaxError: invalid syntax, line 2\)\./);
});

test('a task that is missing, or no function, or fails by itself', async () => {
  await expect(runTask(taskOf('1.2', 'other = 1'))).rejects.toThrow("Could not find task 'work' in 'tasks/some.py'");
  await expect(runTask(taskOf('1.2', 'work = 1'))).rejects.toThrow("'work' in 'tasks/some.py' is not callable");
  await expect(runTask(taskOf('1.2', '1/0'))).rejects.toThrow(
    "Could not load 'tasks/some.py' (ZeroDivisionError: division by zero)",
  );
  const failure = runTask(taskOf('1.2', 'def work():\n    raise ValueError("no")\n'));
  await expect(failure).rejects.toMatchObject({ name: 'ValueError', message: 'no' });
  await expect(runTask(taskOf('1.2', '', { tasks_file: 'gone.py' }))).rejects.toThrow(/Could not get 'gone.py'/);
});

function moduleTask(mapping: string): MemoryContext {
  const context = fabricContext('1.2', {
    ...{ task_mapping: mapping, task_properties: { port: 80 }, fabric_env: envOf(host()) },
  });
  const plugins = context.self?.node.plugins ?? [];
  plugins.push({ ...fabricPlugin('1.2'), name: 'kube', source: 'mine', package_name: null });
  context.files.set(
    'plugins/mine/kube/start-master.py',
    'from kube import helper\ndef start(port):\n    return helper.where(port)\n',
  );
  context.files.set('plugins/mine/kube/helper.py', 'def where(port):\n    return [port]\n');
  return context;
}

test('a module of the blueprint, of a plugin in it, and a task that runs here', async () => {
  expect(await runModuleTask(moduleTask('kube.start-master.start'))).toEqual([80]);
  expect(await runModuleTask(moduleTask('kube.tasks.own'))).toEqual({ port: 80 });
  await expect(runModuleTask(moduleTask('gone.tasks.own'))).rejects.toThrow(
    /Could not load 'gone.tasks' \(ModuleNotFoundError.*plugins\/mine/,
  );
});

test('ctx is there, and errors of operations keep their meaning', async () => {
  const context = taskOf(
    '1.2',
    `
from cloudify import ctx
from cloudify.exceptions import NonRecoverableError
from fabric.api import run

def work():
    ctx.logger.info('from a task')
    ctx.instance.runtime_properties['seen'] = str(run('echo 5'))
    raise NonRecoverableError('enough')
`,
  );
  const failure = runTask(context);
  await expect(failure).rejects.toThrow('enough');
  await expect(failure).rejects.toBeInstanceOf(NonRecoverableError);
  expect(context.self?.instance.runtimeProperties).toEqual({ seen: '5' });
  expect(logged(context)).toContain('from a task');
});

test('a stop ends the task and its command on the host', async () => {
  const marker = 983_000 + Math.floor(Math.random() * 1000);
  const context = taskOf('1.2', `from fabric.api import run\ndef work():\n    run('echo begun; sleep ${marker}')\n`);
  const log = context.log.bind(context);
  context.log = (level, text) => {
    log(level, text);
    if (text.endsWith('out: begun')) context.stop.abort();
  };
  await expect(runTask(context)).rejects.toThrow(/stopped/);
  const look = taskOf(
    '1.2',
    `from fabric.api import run\ndef work():\n    return run('ps -eo args | grep -c "[s]leep ${marker}" || true')\n`,
  );
  expect(await runTask(look)).toBe('0');
});

test('a server that takes over finds the task and its command as they are', async () => {
  const source =
    'from fabric.api import run\ndef work():\n    first = run(\'echo $$; sleep 1; echo begun >>"$HOME/begun"; wc -l <"$HOME/begun"\')\n    return [first.splitlines()[-1], str(run(\'echo second\'))]\n';
  const before = taskOf('1.2', source);
  const log = before.log.bind(before);
  before.log = (level, text) => {
    log(level, text);
    if (text.includes('] out: ')) before.letGo.abort();
  };
  await expect(runTask(before)).rejects.toBeInstanceOf(Detached);
  const after = taskOf('1.2', source);
  after.key = before.key;
  after.recovering = true;
  after.progress = structuredClone(before.progress);
  expect(await runTask(after)).toEqual(['1', 'second']);
});

test('Fabric 2: files, a host of its own, and what a failure is', async () => {
  const context = taskOf(
    '2.0.27',
    `
import io
from fabric import Connection, task
from invoke import UnexpectedExit

@task
def work(c, user, address, port):
    folder = c.run('mktemp -d', hide='both').stdout.strip()
    c.put(io.StringIO('text'), folder + '/file')
    c.put('files/own.txt', folder + '/')
    c.get(folder + '/file', 'here')
    other = Connection(address, user=user, port=port)
    try:
        other.run('echo said; exit 4', hide=True)
    except UnexpectedExit as failure:
        code = failure.result.return_code
    same = c.run('cat %s/*' % folder, env={'A': 'x'})
    with open('here') as file:
        return [file.read(), same.stdout, code, c.local('echo local', hide=True).stdout]
`,
    { task_properties: { user: host().user, address: host().address, port: host().port } },
  );
  context.files.set('files/own.txt', 'own\n');
  expect(await runTask(context)).toEqual(['text', 'textown\n', 4, 'local\n']);
});
