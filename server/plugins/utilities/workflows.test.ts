import { expect, it } from 'vitest';
import type { WorkflowDefinition } from '../../../core/workflow/definition.ts';
import { sketchModel } from '../../../core/workflow/testing/model.ts';
import { performWorkflow, type WorkflowPerformance } from '../../../core/workflow/testing/perform.ts';
import { utilitiesWorkflows } from './workflows.ts';

function workflow(mapping: string): WorkflowDefinition {
  const found = utilitiesWorkflows.get(mapping);
  if (found === undefined) throw new Error(`There is no workflow ${mapping}.`);
  return found;
}

/** What was run, in order: `instance operation`. */
function ran({ runs }: WorkflowPerformance): string[] {
  return runs
    .flatMap((run) => run.commands.flat())
    .flatMap((command) =>
      command.kind === 'dispatch'
        ? [`${command.task.instance} ${command.task.operation.split('.').slice(-2).join('.')}`]
        : [],
    );
}

const freeze = ['cloudify.interfaces.freeze.suspend', 'cloudify.interfaces.freeze.resume'];
const files = ['cloudify.interfaces.freeze.fs_prepare', 'cloudify.interfaces.freeze.fs_finalize'];

it('suspends one instance after the other, and not those whose node skips it', async () => {
  const model = sketchModel({
    web: { instances: 2, operations: ['cloudify.interfaces.lifecycle.suspend', ...freeze] },
    skips: { operations: freeze, properties: { skip_actions: ['cloudify.interfaces.freeze.suspend'] } },
    nothing: {},
  });
  const suspended = await performWorkflow(workflow('cloudify_suspend.workflows.suspend'), model);
  expect(suspended.status).toBe('terminated');
  expect(ran(suspended)).toEqual([
    'web_1 lifecycle.suspend',
    'web_2 lifecycle.suspend',
    'web_1 freeze.suspend',
    'web_2 freeze.suspend',
  ]);
  const parameters = { include_instances: ['skips_1'] };
  const resumed = await performWorkflow(workflow('cloudify_suspend.workflows.resume'), model, { parameters });
  expect(ran(resumed)).toEqual(['skips_1 freeze.resume']);
});

it('prepares file systems for a backup, hosts last, and tells the operations its name', async () => {
  const model = sketchModel({
    host: { hierarchy: ['cloudify.nodes.Root', 'cloudify.nodes.Compute'], operations: files },
    web: { operations: [...files, 'cloudify.interfaces.snapshot.create'] },
  });
  const done = await performWorkflow(workflow('cloudify_suspend.workflows.backup'), model);
  expect(ran(done)).toEqual([
    'web_1 freeze.fs_prepare',
    'host_1 freeze.fs_prepare',
    'web_1 snapshot.create',
    'host_1 freeze.fs_finalize',
    'web_1 freeze.fs_finalize',
  ]);
  const [task] = done.graphs[0]?.tasks.filter((each) => each.kind === 'operation') ?? [];
  const name = task?.kind === 'operation' ? task.inputs?.['snapshot_name'] : null;
  expect(task).toMatchObject({
    inputs: { snapshot_type: 'irregular', snapshot_rotation: -1, snapshot_incremental: true },
  });
  expect(done.says).toEqual([{ kind: 'log', level: 'info', text: `Backed up to '${String(name)}'` }]);
});

it('refuses to restore a backup without a name', async () => {
  const restore = performWorkflow(workflow('cloudify_suspend.workflows.restore'), sketchModel({ web: {} }));
  await expect(restore).rejects.toThrow('"snapshot_name" must name the backup');
});

it('ends as failed when an operation does', async () => {
  const model = sketchModel({ web: { instances: 2, operations: freeze } });
  const error = { type: 'NonRecoverableError', message: 'no' };
  const done = await performWorkflow(workflow('cloudify_suspend.workflows.suspend'), model, {
    outcome: () => ({ status: 'failed', error, recoverable: false }),
  });
  expect(done.status).toBe('failed');
  expect(ran(done)).toEqual(['web_1 freeze.suspend']);
});

it('runs one lifecycle operation in the order of dependencies', async () => {
  const operations = ['cloudify.interfaces.lifecycle.poststart'];
  const model = sketchModel({ web: { operations, relationships: [{ target: 'data' }] }, data: { operations } });
  const parameters = { operation_parms: { a: 1 }, run_by_dependency_order: true };
  const definition = workflow('cloudify_rollback_workflow.workflows.poststart');
  const done = await performWorkflow(definition, model, { parameters });
  expect(ran(done)).toEqual(['data_1 lifecycle.poststart', 'web_1 lifecycle.poststart']);
});
