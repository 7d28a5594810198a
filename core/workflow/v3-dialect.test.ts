import { describe, expect, it } from 'vitest';
import type { OperationOutcome } from '../engine/protocol.ts';
import { buildInstall, buildUninstall } from './lifecycle-workflows.ts';
import type { WorkflowModel } from './model.ts';
import { type NodeSketch, plannedOperation, sketchModel } from './testing/model.ts';
import { performBuiltin } from './testing/perform.ts';
import { graphOf, tellStory } from './testing/story.ts';

const lifecycle = ['create', 'configure', 'start', 'stop', 'delete'].map(
  (name) => `cloudify.interfaces.lifecycle.${name}`,
);
const newer = [
  ...['precreate', 'poststart', 'prestop', 'postdelete'].map((name) => `cloudify.interfaces.lifecycle.${name}`),
  'cloudify.interfaces.validation.create',
  'cloudify.interfaces.validation.delete',
];
const monitoring = ['start', 'stop'].map((name) => `cloudify.interfaces.monitoring.${name}`);
const links = ['preconfigure', 'postconfigure', 'establish', 'unlink'].map(
  (name) => `cloudify.interfaces.relationship_lifecycle.${name}`,
);

function old(sketches: Record<string, NodeSketch>): WorkflowModel {
  return { ...sketchModel(sketches), dialect: 'v3' };
}

describe('releases before 5.0 (runtime.md A.12)', () => {
  it('install in this order, with these texts, and without what came later', () => {
    const model = old({
      web: { operations: [...lifecycle, ...newer, ...monitoring], relationships: [{ target: 'db', source: links }] },
      db: {},
    });
    expect(tellStory(graphOf(buildInstall(model)), 'web_1')).toEqual([
      '= initializing',
      '= creating',
      'Creating node',
      '> web_1 lifecycle.create',
      '= created',
      '> web_1 relationship_lifecycle.preconfigure source db_1',
      '= configuring',
      'Configuring node',
      '> web_1 lifecycle.configure',
      '= configured',
      '> web_1 relationship_lifecycle.postconfigure source db_1',
      '= starting',
      'Starting node',
      '> web_1 lifecycle.start',
      '> web_1 monitoring.start',
      '> web_1 relationship_lifecycle.establish source db_1',
      '= started',
    ]);
  });

  it('set every state when there is nothing to do as well', () => {
    expect(tellStory(graphOf(buildInstall(old({ web: {} }))))).toEqual([
      '= initializing',
      '= creating',
      'Creating node',
      '= created',
      '= configuring',
      'Configuring node',
      '= configured',
      '= starting',
      'Starting node',
      '= started',
    ]);
  });

  it('uninstall in this order, whatever fails, without retries', async () => {
    const model = old({
      web: {
        operations: [...lifecycle, ...newer, ...monitoring],
        relationships: [{ target: 'db', source: links }],
        state: 'started',
      },
      db: { state: 'started' },
    });
    expect(tellStory(graphOf(buildUninstall(model)), 'web_1')).toEqual([
      '= stopping',
      'Stopping node',
      '> web_1 monitoring.stop',
      '> web_1 lifecycle.stop',
      '= stopped',
      '> web_1 relationship_lifecycle.unlink source db_1',
      '= deleting',
      'Deleting node',
      '> web_1 lifecycle.delete',
      '= deleted',
    ]);
    const broken: OperationOutcome = { status: 'failed', error: { type: 'Error', message: 'no' }, recoverable: true };
    const done = await performBuiltin('uninstall', model, {
      settings: { maxRetries: 5 },
      outcome: () => broken,
    });
    expect(done.status).toBe('terminated');
    expect(done.runs[0]?.marks.filter(({ moment }) => moment === 'began')).toHaveLength(4);
    expect(done.model.instances.map(({ state }) => state)).toEqual(['deleted', 'deleted']);
  });

  it.each(['uninitialized', 'creating', 'configured', 'started', 'stopped', 'deleted'] as const)(
    'do everything again with what is %s',
    (state) => {
      const model = old({ web: { operations: lifecycle, state } });
      const operations = (story: string[]) => story.filter((line) => line.startsWith('>'));
      expect(operations(tellStory(graphOf(buildInstall(model))))).toHaveLength(3);
      expect(operations(tellStory(graphOf(buildUninstall(model))))).toHaveLength(2);
    },
  );

  it('know no filters', () => {
    const model = old({ a: { operations: lifecycle }, b: { operations: lifecycle } });
    const story = tellStory(graphOf(buildInstall(model, { node_ids: ['a'] })));
    expect(story.filter((line) => line.startsWith('>'))).toHaveLength(6);
  });

  it.each([
    [{ install_method: 'remote' }, ['Creating Agent']],
    [{ install_method: 'init_script' }, ['Creating Agent', 'Waiting for Agent to start']],
    [{ install_method: 'none' }, []],
  ])('tell of the agent as %j wants it', (config, texts) => {
    const hierarchy = ['cloudify.nodes.Root', 'cloudify.nodes.Compute'];
    const model = old({ vm: { hierarchy, properties: { agent_config: config } } });
    const installed = tellStory(graphOf(buildInstall(model)));
    expect(installed.filter((line) => line.includes('Agent'))).toEqual(texts);
    const removed = tellStory(graphOf(buildUninstall(model)));
    expect(removed.filter((line) => line.includes('agent'))).toEqual(
      texts.length === 0 ? [] : ['Stopping agent', 'Deleting agent'],
    );
  });

  it('have an installer of workers on their oldest hosts', () => {
    const hierarchy = ['cloudify.nodes.Root', 'cloudify.nodes.Compute'];
    const model = old({ vm: { hierarchy, properties: { install_agent: true } } });
    const own = model.nodes.get('vm')!.operations;
    for (const name of ['install', 'start', 'stop', 'uninstall']) {
      own[`cloudify.interfaces.worker_installer.${name}`] = plannedOperation('worker', { plugin: 'agent_installer' });
    }
    expect(tellStory(graphOf(buildInstall(model))).filter((line) => /agent/i.test(line))).toEqual([
      'Installing Agent',
      'Starting Agent',
    ]);
  });
});
