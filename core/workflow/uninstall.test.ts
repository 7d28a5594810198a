import { describe, expect, it } from 'vitest';
import { buildUninstall } from './lifecycle-workflows.ts';
import { sketchModel } from './testing/model.ts';
import { graphOf, tellStory } from './testing/story.ts';

const lifecycle = ['stop', 'delete'].map((name) => `cloudify.interfaces.lifecycle.${name}`);
const everything = [
  ...lifecycle,
  ...['prestop', 'postdelete'].map((name) => `cloudify.interfaces.lifecycle.${name}`),
  'cloudify.interfaces.validation.delete',
  'cloudify.interfaces.monitoring.stop',
];

describe('buildUninstall', () => {
  it('takes an instance down in order', () => {
    const model = sketchModel({ web: { operations: everything, state: 'started' } });
    expect(tellStory(graphOf(buildUninstall(model)))).toEqual([
      '= stopping',
      'Stopping node instance',
      'Validating node instance before deletion',
      '> web_1 validation.delete',
      'Node instance validated before deletion',
      '> web_1 monitoring.stop',
      'Prestopping node instance',
      '> web_1 lifecycle.prestop',
      'Node instance prestopped',
      '> web_1 lifecycle.stop',
      'Stopped node instance',
      '= stopped',
      '= deleting',
      'Deleting node instance',
      '> web_1 lifecycle.delete',
      'Postdeleting node instance',
      '> web_1 lifecycle.postdelete',
      'Node instance postdeleted',
      '= deleted',
      'Deleted node instance',
    ]);
  });

  it('only marks an instance that was never created', () => {
    const model = sketchModel({ web: { operations: everything, state: 'uninitialized' } });
    expect(tellStory(graphOf(buildUninstall(model)))).toEqual([
      'Validating node instance after deletion: nothing to do',
      'Stop: instance already uninitialized',
      '= stopped',
      'Delete: instance already uninitialized',
      '= deleted',
      'Deleted node instance',
    ]);
  });

  it('deletes without stopping what was only configured', () => {
    const model = sketchModel({ web: { operations: everything, state: 'configured' } });
    const operations = tellStory(graphOf(buildUninstall(model))).filter((line) => line.startsWith('>'));
    expect(operations).toEqual(['> web_1 lifecycle.delete', '> web_1 lifecycle.postdelete']);
  });

  it('does nothing to an instance that is gone', () => {
    const model = sketchModel({ web: { operations: everything, state: 'deleted' } });
    expect(tellStory(graphOf(buildUninstall(model)))).toEqual([
      'Validating node instance after deletion: nothing to do',
      'Stop: instance already deleted',
      'Delete: instance already deleted',
    ]);
  });

  it('begins with what depends on others', () => {
    const model = sketchModel({
      web: { operations: lifecycle, state: 'started', relationships: [{ target: 'db' }] },
      db: { operations: lifecycle, state: 'started' },
    });
    const operations = tellStory(graphOf(buildUninstall(model))).filter((line) => line.startsWith('>'));
    expect(operations.map((line) => line.split(' ')[1])).toEqual(['web_1', 'web_1', 'db_1', 'db_1']);
  });

  it('keeps the order of a lifecycle-operation dependency too', () => {
    const hierarchy = ['cloudify.relationships.depends_on_lifecycle_operation'];
    const model = sketchModel({
      web: { state: 'started', relationships: [{ target: 'db', hierarchy, properties: { operation: 'create' } }] },
      db: { state: 'started' },
    });
    const graph = graphOf(buildUninstall(model));
    expect(graph.tasks.find((task) => task.id === 'uninstall/db_1')?.dependencies).toEqual(['uninstall/web_1']);
  });

  it('marks every operation when failures are to be ignored', () => {
    const model = sketchModel({ web: { operations: everything, state: 'started' } });
    const operations = graphOf(buildUninstall(model, { ignore_failure: true })).tasks.filter(
      (task) => task.kind === 'operation',
    );
    expect(operations).toHaveLength(6);
    for (const operation of operations) expect(operation).toMatchObject({ ignoreFailure: true });
  });

  it('stops the monitoring agent of a host before the host', () => {
    const agent = 'cloudify.interfaces.monitoring_agent';
    const operations = [...lifecycle, `${agent}.stop`, `${agent}.uninstall`];
    const hierarchy = ['cloudify.nodes.Root', 'cloudify.nodes.Compute'];
    const properties = { agent_config: { install_method: 'remote' } };
    const model = sketchModel({ vm: { hierarchy, operations, properties, state: 'started' } });
    expect(tellStory(graphOf(buildUninstall(model))).slice(2, 9)).toEqual([
      'Validating node instance after deletion: nothing to do',
      '> vm_1 monitoring_agent.stop',
      '> vm_1 monitoring_agent.uninstall',
      'Stopping agent',
      'Deleting agent',
      'Agent deleted',
      '> vm_1 lifecycle.stop',
    ]);
  });
});
