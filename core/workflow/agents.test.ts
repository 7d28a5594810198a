import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../blueprint/json.ts';
import type { WorkflowModel } from './model.ts';
import { type NodeSketch, sketchModel } from './testing/model.ts';
import { performBuiltin } from './testing/perform.ts';
import { tellWorkflow } from './testing/story.ts';

const host: NodeSketch = {
  hierarchy: ['cloudify.nodes.Root', 'cloudify.nodes.Compute'],
  properties: { agent_config: { install_method: 'remote' } },
  state: 'started',
};
const agent = ['create', 'start', 'stop', 'delete', 'create_amqp', 'validate_amqp'].map(
  (name) => `cloudify.interfaces.cloudify_agent.${name}`,
);
const monitoring = [
  'cloudify.interfaces.monitoring_agent.install',
  'cloudify.interfaces.monitoring_agent.start',
  'cloudify.interfaces.monitoring.start',
];

function run(name: string, model: WorkflowModel, parameters: JsonObject = {}) {
  return performBuiltin(name, model, { parameters });
}

describe('workflows about agents', () => {
  it('say of every host that there is nothing to do', async () => {
    const model = sketchModel({ vm: { ...host, instances: 2, operations: monitoring }, web: { state: 'started' } });
    expect(tellWorkflow(await run('install_new_agents', model))).toEqual([
      'Validating agent connection: nothing to do, there are no agents here',
      'Validating agent connection: nothing to do, there are no agents here',
      'Installing new agent: nothing to do, there are no agents here',
      'Installing new agent: nothing to do, there are no agents here',
    ]);
    expect(tellWorkflow(await run('validate_agents', model), 'vm_2')).toEqual([
      'Validating agent connection: nothing to do, there are no agents here',
    ]);
  });

  it('run the operations that a blueprint has in the place of those of the reference', async () => {
    const model = sketchModel({
      vm: { ...host, operations: [...agent, ...monitoring] },
      web: {
        state: 'started',
        operations: monitoring.slice(2),
        relationships: [{ target: 'vm', hierarchy: ['cloudify.relationships.contained_in'] }],
      },
    });
    const done = await run('install_new_agents', model, { manager_ip: '10.0.0.1', stop_old_agent: true });
    expect(tellWorkflow(done)).toEqual([
      'Validating agent connection.',
      '> vm_1 cloudify_agent.validate_amqp',
      'Validation done',
      'Installing new agent',
      '> vm_1 cloudify_agent.create_amqp',
      'New agent installed.',
      '> vm_1 cloudify_agent.validate_amqp',
      '> vm_1 monitoring_agent.install',
      '> vm_1 monitoring_agent.start',
      '> vm_1 monitoring.start',
      '> web_1 monitoring.start',
    ]);
    const inputs = done.graphs[0]?.tasks.flatMap((task) => (task.kind === 'operation' ? [task.inputs] : []));
    expect(inputs?.slice(0, 3)).toEqual([
      { current_amqp: false, manager_ip: '10.0.0.1', manager_certificate: '' },
      { install_agent_timeout: 300, manager_ip: '10.0.0.1', manager_certificate: '', stop_old_agent: true },
      { current_amqp: true },
    ]);
    const only = await run('install_new_agents', model, { validate: false, install: false });
    expect(only.graphs[0]?.tasks).toEqual([]);
  });

  it('refuse hosts that are not started', async () => {
    const model = sketchModel({ vm: { ...host, state: 'configured' } });
    await expect(run('install_new_agents', model)).rejects.toThrow('Node vm_1 is not started (state: configured)');
    await expect(run('validate_agents', model)).rejects.toThrow(/not started/);
  });

  it('refuse what is named and has no agent', async () => {
    const model = sketchModel({ vm: { ...host, properties: {} }, web: { state: 'started' } });
    await expect(run('validate_agents', model, { node_ids: ['vm', 'web'] })).rejects.toThrow(
      'Specified filters are not correct:\nAgent should not be installed on node instance vm_1\nNode instance web_1 is not host.',
    );
    expect((await run('validate_agents', model)).graphs[0]?.tasks).toHaveLength(1);
  });

  it('are for hosts of the methods that are named', async () => {
    const model = sketchModel({ a: host, b: { ...host, properties: { agent_config: { install_method: 'plugin' } } } });
    const done = await run('validate_agents', model, { install_methods: ['plugin'] });
    expect(tellWorkflow(done, 'a_1')).toEqual([]);
    expect(tellWorkflow(done, 'b_1')).toHaveLength(1);
  });
});

describe('a host with agent operations of its own', () => {
  const model = (method: string) =>
    sketchModel({ vm: { ...host, operations: agent, properties: { agent_config: { install_method: method } } } });

  it.each([
    ['remote', ['cloudify_agent.create'], ['cloudify_agent.stop', 'cloudify_agent.delete']],
    ['plugin', ['cloudify_agent.create', 'cloudify_agent.start'], ['cloudify_agent.delete']],
    ['none', [], []],
  ])('has them run as the method %s wants', async (method, installed, removed) => {
    const operationsOf = (story: string[]) =>
      story.flatMap((line) => (line.startsWith('> vm_1 ') ? [line.slice(7)] : []));
    const fresh = model(method);
    const instances = fresh.instances.map((instance) => ({ ...instance, state: 'uninitialized' as const }));
    expect(operationsOf(tellWorkflow(await run('install', { ...fresh, instances })))).toEqual(installed);
    expect(operationsOf(tellWorkflow(await run('uninstall', fresh)))).toEqual(removed);
  });
});
