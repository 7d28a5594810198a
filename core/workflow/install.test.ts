import { describe, expect, it } from 'vitest';
import { buildInstall } from './lifecycle-workflows.ts';
import type { NodeInstanceState } from './task-graph.ts';
import { sketchModel } from './testing/model.ts';
import { graphOf, tellStory } from './testing/story.ts';

const lifecycle = ['create', 'configure', 'start'].map((name) => `cloudify.interfaces.lifecycle.${name}`);
const everything = [
  ...lifecycle,
  ...['precreate', 'poststart'].map((name) => `cloudify.interfaces.lifecycle.${name}`),
  'cloudify.interfaces.validation.create',
  'cloudify.interfaces.monitoring.start',
];

describe('buildInstall', () => {
  it('goes through the whole lifecycle in order', () => {
    const model = sketchModel({ web: { operations: everything } });
    expect(tellStory(graphOf(buildInstall(model)))).toEqual([
      '= initializing',
      'Validating node instance before creation',
      '> web_1 validation.create',
      'Node instance validated before creation',
      'Precreating node instance',
      '> web_1 lifecycle.precreate',
      'Node instance precreated',
      '= creating',
      'Creating node instance',
      '> web_1 lifecycle.create',
      '= created',
      'Node instance created',
      '= configuring',
      'Configuring node instance',
      '> web_1 lifecycle.configure',
      '= configured',
      'Node instance configured',
      '= starting',
      'Starting node instance',
      '> web_1 lifecycle.start',
      'Poststarting node instance',
      '> web_1 lifecycle.poststart',
      'Node instance poststarted',
      '> web_1 monitoring.start',
      '= started',
      'Node instance started',
    ]);
  });

  it('says so when an instance has nothing to do', () => {
    const model = sketchModel({ web: {} });
    expect(tellStory(graphOf(buildInstall(model)))).toEqual(['= started', 'Node instance started (nothing to do)']);
  });

  it('leaves out the states around an operation without implementation', () => {
    const model = sketchModel({ web: { operations: ['cloudify.interfaces.lifecycle.start'] } });
    expect(tellStory(graphOf(buildInstall(model)))).toEqual([
      '= initializing',
      'Validating node instance before creation: nothing to do',
      'Precreating node instance: nothing to do',
      'Creating node instance: nothing to do',
      'Configuring node instance: nothing to do',
      '= starting',
      'Starting node instance',
      '> web_1 lifecycle.start',
      'Poststarting node instance: nothing to do',
      '= started',
      'Node instance started',
    ]);
  });

  it.each<[NodeInstanceState, string[]]>([
    ['creating', ['create', 'configure', 'start']],
    ['created', ['configure', 'start']],
    ['configuring', ['configure', 'start']],
    ['configured', ['start']],
    ['starting', ['start']],
    ['started', []],
    ['stopped', ['create', 'configure', 'start']],
    ['deleted', ['create', 'configure', 'start']],
  ])('takes an instance that is %s up from there', (state, expected) => {
    const model = sketchModel({ web: { operations: lifecycle, state } });
    const operations = tellStory(graphOf(buildInstall(model))).filter((line) => line.startsWith('>'));
    expect(operations).toEqual(expected.map((name) => `> web_1 lifecycle.${name}`));
  });

  it('waits for the target of every relationship', () => {
    const model = sketchModel({
      web: { operations: lifecycle, relationships: [{ target: 'db' }] },
      db: { operations: lifecycle },
    });
    const operations = tellStory(graphOf(buildInstall(model))).filter((line) => line.startsWith('>'));
    expect(operations.map((line) => line.split(' ')[1])).toEqual(['db_1', 'db_1', 'db_1', 'web_1', 'web_1', 'web_1']);
  });

  it('waits only for what follows a named lifecycle operation', () => {
    const model = sketchModel({
      web: {
        operations: lifecycle,
        relationships: [
          {
            target: 'db',
            hierarchy: ['cloudify.relationships.depends_on', 'cloudify.relationships.depends_on_lifecycle_operation'],
            properties: { operation: 'create' },
          },
        ],
      },
      db: { operations: lifecycle },
    });
    const graph = graphOf(buildInstall(model));
    const follower = graph.tasks.find((task) => task.id === 'install/web_1')?.dependencies[0];
    expect(graph.tasks.find((task) => task.id === follower)).toMatchObject({
      kind: 'effects',
      dependencies: ['install/db_1/cloudify.interfaces.lifecycle.create'],
    });
  });

  it('keeps retry settings of the blueprint', () => {
    const model = sketchModel({ web: { operations: lifecycle } });
    Object.assign(model.nodes.get('web')?.operations['cloudify.interfaces.lifecycle.start'] ?? {}, {
      max_retries: -1,
      retry_interval: 2,
    });
    const graph = graphOf(buildInstall(model));
    expect(graph.tasks.find((task) => task.id.endsWith('.start'))).toMatchObject({
      maxRetries: -1,
      retryInterval: 2,
      name: 'run.start',
    });
    expect(graph.tasks.find((task) => task.id.endsWith('.create'))).not.toHaveProperty('maxRetries');
  });

  it('refuses a graph that is too large, naming the numbers', () => {
    const model = sketchModel({ web: { operations: lifecycle, instances: 100 } });
    const result = buildInstall(model, {}, { maxTasks: 50 });
    expect(result).toMatchObject({
      ok: false,
      message: expect.stringMatching(/install would need more than 50 tasks for 100 node instances/),
    });
  });

  it('builds 10,000 instances', () => {
    const model = sketchModel({ web: { operations: lifecycle, instances: 10_000 } });
    expect(graphOf(buildInstall(model)).tasks).toHaveLength(80_000);
  });
});

describe('hosts', () => {
  const host = ['cloudify.nodes.Root', 'cloudify.nodes.Compute'];
  const agent = 'cloudify.interfaces.monitoring_agent';

  it('waits for the state, then starts the monitoring agent', () => {
    const operations = ['cloudify.interfaces.host.get_state', `${agent}.install`, `${agent}.start`];
    const graph = graphOf(buildInstall(sketchModel({ vm: { hierarchy: host, operations } })));
    expect(tellStory(graph).filter((line) => line.startsWith('>'))).toEqual([
      '> vm_1 host.get_state',
      '> vm_1 monitoring_agent.install',
      '> vm_1 monitoring_agent.start',
    ]);
    expect(graph.tasks.find((task) => task.id.endsWith('get_state'))).toMatchObject({ retryWhileFalsy: true });
  });

  it('counts as having something to do even without operations', () => {
    const story = tellStory(graphOf(buildInstall(sketchModel({ vm: { hierarchy: host } }))));
    expect(story[0]).toBe('= initializing');
    expect(story.at(-1)).toBe('Node instance started');
  });

  it.each([
    [{ install_agent: false }, []],
    [{ install_agent: true }, ['Creating agent', 'Agent created']],
    [{ agent_config: { install_method: 'none' } }, []],
    [{ agent_config: { install_method: 'remote' } }, ['Creating agent', 'Agent created']],
    [
      { agent_config: { install_method: 'init_script' } },
      ['Creating agent', 'Agent created', 'Waiting for agent to start', 'Agent started'],
    ],
  ])('tells of the agent as %j wants it', (properties, expected) => {
    const story = tellStory(graphOf(buildInstall(sketchModel({ vm: { hierarchy: host, properties } }))));
    expect(story.filter((line) => /agent/i.test(line))).toEqual(expected);
  });
});
