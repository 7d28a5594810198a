import { beforeEach, expect, test } from 'vitest';
import type { Json, JsonObject } from '../../../../core/blueprint/json.ts';
import type { NodeAndInstance } from '../../../../core/ports/operation.ts';
import { MemoryContext, nodeAndInstance } from '../../../hosts/testing/memory-context.ts';
import { connectOperations } from './connect-master.ts';

let context: MemoryContext;
beforeEach(() => {
  context = new MemoryContext();
  context.source = nodeAndInstance('node', {}, { kept: true });
});

function run(name: string): Promise<Json> {
  const operation = connectOperations[`kubernetes.kube_plugin.${name}`];
  if (operation === undefined) throw new Error(`no ${name}`);
  // None of them uses a part.
  return operation(Object.create(null) as Parameters<typeof operation>[0], context);
}

function master(properties: JsonObject, runtimeProperties: JsonObject, type = 'cloudify.kubernetes.Master') {
  const made: NodeAndInstance = nodeAndInstance('master', properties, runtimeProperties);
  return {
    ...made,
    node: { ...made.node, type: 'my.Master', type_hierarchy: ['cloudify.nodes.Root', type, 'my.Master'] },
  };
}

const told = () => context.source?.instance.runtimeProperties;

test.each(['tasks', 'remote_tasks', 'remote-tasks'])(
  'connect_master of %s tells where the master is',
  async (module) => {
    const account = { ssh_username: 'ubuntu', ssh_port: 22, ssh_keyfilename: 'key.pem', ssh_password: 'word' };
    context.target = master({ ...account, master_port: 8080 }, { ip: '10.0.0.1' });
    expect(await run(`${module}.connect_master`)).toEqual({ master_ip: '10.0.0.1', master_port: 8080 });
    expect(told()).toEqual({
      ...{ kept: true, master_ip: '10.0.0.1', master_port: 8080 },
      ...{ ssh_username: 'ubuntu', ssh_port: 22, ssh_keyfilename: 'key.pem' },
    });
  },
);

test('the address of a master is looked for in order', async () => {
  context.target = master({ ip: '10.0.0.3' }, { host_ip: '10.0.0.2' }, 'cloudify.kubernetes.master');
  await run('tasks.connect_master');
  expect(told()?.['master_ip']).toBe('10.0.0.2');
  context.target = master({ ip: '10.0.0.3' }, {});
  await run('tasks.connect_master');
  expect(told()?.['master_ip']).toBe('10.0.0.3');
  context.target = master({}, {});
  context.target.instance.hostId = 'vm_abc123';
  context.others.set('vm_abc123', nodeAndInstance('vm', {}, { ip: '10.0.0.4' }));
  await run('tasks.connect_master');
  expect(told()?.['master_ip']).toBe('10.0.0.4');
});

test.each<[string, string, number]>([
  ['http://10.0.0.1:8080', '10.0.0.1', 8080],
  ['https://api.example', 'api.example', 443],
  ['https://[fd00::1]:6443/', 'fd00::1', 6443],
  ['10.0.0.1:6443', '10.0.0.1', 6443],
])('a proxy for %s', async (url, address, port) => {
  context.target = master({}, { kubernetes_info: { url } }, 'cloudify.nodes.DeploymentProxy');
  expect(await run('remote_tasks.connect_master')).toEqual({ master_ip: address, master_port: port });
});

test('what is no master, and a master without an address', async () => {
  context.target = nodeAndInstance('web', {});
  await expect(run('tasks.connect_master')).rejects.toMatchObject({
    ...{
      name: 'NonRecoverableError',
      message: expect.stringContaining('neither a cloudify.kubernetes.Master nor a pr'),
    },
  });
  context.target = master({}, {});
  await expect(run('tasks.connect_master')).rejects.toMatchObject({ name: 'RecoverableError' });
});

test('contained_in and copy_rtprops', async () => {
  context.target = nodeAndInstance('vm', {}, { ip: '10.0.0.9', a: 1, b: { c: 2 } });
  expect(await run('tasks.contained_in')).toBe('10.0.0.9');
  context.inputs = { prop_list: 'a, b ,none' };
  expect(await run('tasks.copy_rtprops')).toEqual(['a', 'b']);
  expect(told()).toEqual({ kept: true, ip: '10.0.0.9', a: 1, b: { c: 2 } });
});
