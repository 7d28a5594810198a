import { describe, expect, it } from 'vitest';
import type { OperationOutcome } from '../engine/protocol.ts';
import type { Dialect, WorkflowModel } from './model.ts';
import type { NodeInstanceState, OperationTask } from './task-graph.ts';
import { sketchModel } from './testing/model.ts';
import { performBuiltin } from './testing/perform.ts';
import { tellWorkflow } from './testing/story.ts';

const operations = ['create', 'start', 'stop', 'delete'].map((name) => `cloudify.interfaces.lifecycle.${name}`);
const fatal: OperationOutcome = { status: 'failed', error: { type: 'Error', message: 'no' }, recoverable: false };

/** web -> db. */
function pair(state: NodeInstanceState = 'uninitialized', dialect: Dialect = 'v5'): WorkflowModel {
  const model = sketchModel({
    web: { operations, state, relationships: [{ target: 'db' }] },
    db: { operations, state },
  });
  return { ...model, dialect };
}

/** Fails an operation of db the first so many times. */
function failing(operation: string, times: number): (task: OperationTask) => OperationOutcome {
  let failures = 0;
  return (task) => {
    const fails = task.instance === 'db_1' && task.operation.endsWith(`.${operation}`) && failures++ < times;
    return fails ? fatal : { status: 'succeeded', result: null };
  };
}

async function run(
  name: string,
  model: WorkflowModel,
  options: {
    retries: number;
    outcome: (task: OperationTask) => OperationOutcome;
    parameters?: { ignore_failure: boolean };
  },
) {
  const done = await performBuiltin(name, model, {
    settings: { subgraphRetries: options.retries },
    outcome: options.outcome,
    parameters: options.parameters ?? {},
  });
  const states = Object.fromEntries(done.model.instances.map(({ id, state }) => [id, state]));
  const ran = tellWorkflow(done).flatMap((line) => (line.startsWith('>') ? [line.replace('> ', '')] : []));
  return { ...done, states, ran };
}

describe('a subgraph that failed', () => {
  it('is installed once more, from the state in which it was at the start', async () => {
    const done = await run('install', pair(), { retries: 1, outcome: failing('start', 1) });
    expect(done.ran).toEqual([
      'db_1 lifecycle.create',
      'db_1 lifecycle.start',
      'db_1 lifecycle.create',
      'db_1 lifecycle.start',
      'web_1 lifecycle.create',
      'web_1 lifecycle.start',
    ]);
    expect(tellWorkflow(done, 'db_1')).toContain('Node lifecycle failed. Attempting to re-run node lifecycle');
    expect(done).toMatchObject({ status: 'terminated', states: { web_1: 'started', db_1: 'started' } });
  });

  it('is removed before that when it had been created', async () => {
    const done = await run('install', pair('created'), { retries: 1, outcome: failing('start', 1) });
    expect(done.ran.slice(0, 4)).toEqual([
      'db_1 lifecycle.start',
      'db_1 lifecycle.stop',
      'db_1 lifecycle.delete',
      'db_1 lifecycle.start',
    ]);
  });

  it('is installed as often as it is allowed to, then fails the run', async () => {
    const enough = await run('install', pair(), { retries: 3, outcome: failing('create', 3) });
    expect(enough).toMatchObject({ status: 'terminated', states: { db_1: 'started' } });
    const tooFew = await run('install', pair(), { retries: 2, outcome: failing('create', 3) });
    expect(tooFew.ran).toEqual(Array.from({ length: 3 }, () => 'db_1 lifecycle.create'));
    expect(tooFew).toMatchObject({ status: 'failed', states: { web_1: 'uninitialized', db_1: 'creating' } });
  });

  it('counts a failure of the removal in between too', async () => {
    const stops = failing('stop', 1);
    const starts = failing('start', 1);
    const both = (task: OperationTask) => (starts(task).status === 'failed' ? fatal : stops(task));
    const done = await run('install', pair('created'), { retries: 2, outcome: both });
    expect(done.ran.filter((line) => line.endsWith('.stop'))).toHaveLength(2);
    expect(done.status).toBe('terminated');
    const once = await run('install', pair('created'), { retries: 1, outcome: failing('start', 2) });
    expect(once.status).toBe('failed');
  });

  it('is removed once more in a removal', async () => {
    const done = await run('uninstall', pair('started'), { retries: 1, outcome: failing('delete', 1) });
    expect(done.ran).toEqual([
      'web_1 lifecycle.stop',
      'web_1 lifecycle.delete',
      'db_1 lifecycle.stop',
      'db_1 lifecycle.delete',
      'db_1 lifecycle.stop',
      'db_1 lifecycle.delete',
    ]);
    expect(done).toMatchObject({ status: 'terminated', states: { db_1: 'deleted' } });
    const tooFew = await run('uninstall', pair('started'), { retries: 1, outcome: failing('stop', 2) });
    expect(tooFew).toMatchObject({ status: 'failed', states: { db_1: 'stopping' } });
  });

  it('is left when failures are ignored, and in a rollback', async () => {
    const parameters = { ignore_failure: true };
    const ignored = await run('uninstall', pair('started'), { retries: 2, outcome: failing('stop', 9), parameters });
    expect(ignored.graphs[0]?.tasks.filter((task) => task.kind === 'subgraph' && task.isDormant)).toEqual([]);
    expect(ignored).toMatchObject({ status: 'terminated', states: { db_1: 'deleted' } });
    const back = await run('rollback', pair('creating'), { retries: 2, outcome: failing('delete', 9) });
    expect(back.ran).toEqual(['web_1 lifecycle.delete', 'db_1 lifecycle.delete']);
    expect(back).toMatchObject({ status: 'terminated', states: { db_1: 'uninitialized' } });
  });

  it('is removed without regard to failures in between in the old dialect', async () => {
    const done = await run('install', pair('uninitialized', 'v3'), { retries: 1, outcome: failing('start', 1) });
    expect(done.ran.slice(0, 6)).toEqual([
      'db_1 lifecycle.create',
      'db_1 lifecycle.start',
      'db_1 lifecycle.stop',
      'db_1 lifecycle.delete',
      'db_1 lifecycle.create',
      'db_1 lifecycle.start',
    ]);
    expect(done.status).toBe('terminated');
  });
});
