import { describe, expect, it } from 'vitest';
import type { OperationOutcome } from '../engine/protocol.ts';
import type { WorkflowModel } from './model.ts';
import { type NodeSketch, sketchModel } from './testing/model.ts';
import { performBuiltin } from './testing/perform.ts';
import { tellWorkflow } from './testing/story.ts';
import { builtinWorkflows, workflowDescriptions } from './workflows.ts';

const lifecycle = ['create', 'configure', 'start', 'prestop', 'stop', 'delete', 'postdelete'].map(
  (name) => `cloudify.interfaces.lifecycle.${name}`,
);
const links = ['establish', 'unlink'].map((name) => `cloudify.interfaces.relationship_lifecycle.${name}`);
const fatal: OperationOutcome = { status: 'failed', error: { type: 'Error', message: 'no' }, recoverable: false };

function statesOf(model: WorkflowModel): Record<string, string> {
  return Object.fromEntries(model.instances.map(({ id, state }) => [id, state]));
}

describe('install', () => {
  const propertiesOf = (model: WorkflowModel) => model.instances.map(({ systemProperties }) => systemProperties);
  const well = { ok: true, task: null, result: null };

  it('knows what it has configured to have no drift, and what it has started to be well', async () => {
    const done = await performBuiltin('install', sketchModel({ a: { operations: lifecycle }, b: {} }));
    expect(propertiesOf(done.model)).toEqual([{ configuration_drift: well, status: well }, { status: well }]);
    const configured = sketchModel({ a: { operations: lifecycle, state: 'starting' } });
    const back = await performBuiltin('rollback', configured);
    expect(propertiesOf(back.model)).toEqual([{ configuration_drift: well }]);
  });

  it('knew nothing of that before 5.0', async () => {
    const model: WorkflowModel = { ...sketchModel({ a: { operations: lifecycle } }), dialect: 'v3' };
    expect(propertiesOf((await performBuiltin('install', model)).model)).toEqual([{}]);
  });
});

describe('reinstall', () => {
  const model = sketchModel({
    c: { operations: lifecycle, state: 'started', relationships: [{ target: 'b', source: links }] },
    b: { operations: lifecycle, state: 'started', relationships: [{ target: 'a' }] },
    a: { operations: lifecycle, state: 'started' },
  });

  it('removes all that is selected before it installs any of it, and links the others anew', async () => {
    const story = tellWorkflow(await performBuiltin('reinstall', model, { parameters: { node_ids: ['a', 'b'] } }));
    const ran = story.flatMap((line) => (line.startsWith('>') ? [line.slice(2).replace('lifecycle.', '')] : []));
    const removal = ['prestop', 'stop', 'delete', 'postdelete'];
    const installation = ['create', 'configure', 'start'];
    expect(ran).toEqual([
      'c_1 relationship_unlink source b_1',
      ...removal.map((operation) => `b_1 ${operation}`),
      ...removal.map((operation) => `a_1 ${operation}`),
      ...installation.map((operation) => `a_1 ${operation}`),
      ...installation.map((operation) => `b_1 ${operation}`),
      'c_1 relationship_establish source b_1',
    ]);
  });

  it('installs nothing when something could not be removed, unless failures are ignored', async () => {
    const outcome = ({ operation }: { operation: string }): OperationOutcome =>
      operation.endsWith('.stop') ? fatal : { status: 'succeeded', result: null };
    const failed = await performBuiltin('reinstall', model, { outcome });
    expect(failed.status).toBe('failed');
    expect(failed.graphs.map(({ name }) => name)).toEqual(['reinstall-uninstall']);
    const done = await performBuiltin('reinstall', model, { parameters: { ignore_failure: true }, outcome });
    expect(done.graphs.map(({ name }) => name)).toEqual(['reinstall-uninstall', 'reinstall-install']);
    expect(statesOf(done.model)).toEqual({ a_1: 'started', b_1: 'started', c_1: 'started' });
  });
});

describe('rollback', () => {
  const hierarchy = ['cloudify.nodes.Root', 'cloudify.nodes.Compute'];
  const sketch = (state: NodeSketch['state'], more: NodeSketch = {}): NodeSketch => ({
    operations: lifecycle,
    ...(state === undefined ? {} : { state }),
    ...more,
  });

  it('stops what had begun to start and leaves it configured', async () => {
    const monitoring = ['cloudify.interfaces.monitoring.stop', 'cloudify.interfaces.validation.delete'];
    const operations = [...lifecycle, ...monitoring, 'cloudify.interfaces.monitoring_agent.stop'];
    const model = sketchModel({ vm: { hierarchy, operations, state: 'starting' } });
    expect(tellWorkflow(await performBuiltin('rollback', model))).toEqual([
      '= stopping',
      'Stopping node instance',
      'Validating node instance before deletion',
      '> vm_1 validation.delete',
      'Node instance validated before deletion',
      '> vm_1 monitoring.stop',
      'Prestopping node instance',
      '> vm_1 lifecycle.prestop',
      'Node instance prestopped',
      '> vm_1 monitoring_agent.stop',
      '> vm_1 lifecycle.stop',
      'Stopped node instance',
      '= configured',
      'Rollback Delete: nothing to do, instance state is starting',
      'Rollbacked node instance',
    ]);
  });

  it.each(['creating', 'configuring'] as const)('deletes what is %s', async (state) => {
    const model = sketchModel({
      web: sketch(state, { relationships: [{ target: 'db', source: links }] }),
      db: sketch('started'),
    });
    const done = await performBuiltin('rollback', model);
    expect(tellWorkflow(done)).toEqual([
      'Validating node instance after deletion: nothing to do',
      `Rollback Stop: nothing to do, instance state is ${state}`,
      'Unlinking relationships',
      '> web_1 relationship_lifecycle.unlink source db_1',
      'Relationships unlinked',
      '= deleting',
      'Deleting node instance',
      '> web_1 lifecycle.delete',
      'Postdeleting node instance',
      '> web_1 lifecycle.postdelete',
      'Node instance postdeleted',
      '= uninitialized',
      'Rollbacked node instance',
    ]);
    expect(statesOf(done.model)).toEqual({ web_1: 'uninitialized', db_1: 'started' });
  });

  it('goes on after failures and leaves all other states alone', async () => {
    const model = sketchModel({
      a: sketch('creating'),
      b: sketch('created'),
      c: sketch('stopping'),
      d: sketch('deleting'),
    });
    const done = await performBuiltin('rollback', model, { outcome: () => fatal });
    expect(done.status).toBe('terminated');
    expect(statesOf(done.model)).toEqual({ a_1: 'uninitialized', b_1: 'created', c_1: 'stopping', d_1: 'deleting' });
  });

  it('removes the whole deployment when it is to be full, whatever the filters', async () => {
    const model = sketchModel({ a: sketch('creating'), b: sketch('started') });
    const done = await performBuiltin('rollback', model, { parameters: { node_ids: ['a'], full_rollback: true } });
    expect(done.graphs.map(({ name }) => name)).toEqual(['rollback', 'uninstall-auninstall']);
    expect(statesOf(done.model)).toEqual({ a_1: 'deleted', b_1: 'deleted' });
    expect(statesOf((await performBuiltin('rollback', model, { parameters: { node_ids: ['b'] } })).model)).toEqual({
      a_1: 'creating',
      b_1: 'started',
    });
  });
});

describe('uninstall', () => {
  it('refuses to go on to other deployments', async () => {
    await expect(
      performBuiltin('uninstall', sketchModel({ a: {} }), { parameters: { recursive: true } }),
    ).rejects.toThrow(/csys-obj-parent/);
  });

  it('ends the relationships of what stays in the reverse order', async () => {
    const model = sketchModel({
      web: {
        state: 'started',
        relationships: [
          { target: 'db', source: links, targetOperations: links },
          { target: 'log', source: links },
        ],
      },
      db: { state: 'started' },
      log: { state: 'started' },
    });
    const story = tellWorkflow(
      await performBuiltin('uninstall', model, { parameters: { node_ids: ['db', 'log'] } }),
      'web_1',
    );
    expect(story).toEqual([
      '> web_1 relationship_lifecycle.unlink source log_1',
      '> web_1 relationship_lifecycle.unlink source db_1',
      '> web_1 relationship_lifecycle.unlink target db_1',
    ]);
  });
});

describe('a part of a large deployment', () => {
  it('takes no tasks for what lies outside', async () => {
    const model = sketchModel({
      web: { operations: lifecycle, instances: 1000, relationships: [{ target: 'db' }] },
      db: { operations: lifecycle, relationships: [{ target: 'disk' }] },
      disk: { operations: lifecycle },
    });
    const one = await performBuiltin('install', model, { parameters: { node_instance_ids: ['web_7', 'disk_1'] } });
    const ids = one.graphs[0]?.tasks.filter(({ parent }) => parent === undefined).map(({ id }) => id);
    expect(ids?.toSorted()).toEqual(['install/db_1', 'install/disk_1', 'install/web_7']);
  });
});

describe('the built-in workflows', () => {
  it('each say what they do, and are found by nothing else', () => {
    expect(Object.keys(workflowDescriptions)).toEqual(Object.keys(builtinWorkflows));
    expect(builtinWorkflows['constructor']).toBeUndefined();
    for (const text of Object.values(workflowDescriptions)) expect(text).toMatch(/^[A-Z].*\.$/);
  });
});
