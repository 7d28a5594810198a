import { describe, expect, it } from 'vitest';
import { remainingGraph } from '../engine/remaining.ts';
import { runInMemory } from '../engine/testing/in-memory-run.ts';
import { buildInstall } from './lifecycle-workflows.ts';
import type { WorkflowModel } from './model.ts';
import { withResumeCleanup } from './resume-cleanup.ts';
import type { NodeInstanceState, TaskGraph } from './task-graph.ts';
import { type NodeSketch, sketchModel } from './testing/model.ts';
import { graphOf, tellStory } from './testing/story.ts';

const settings = { workflow: 'install', maxRetries: 0, retryInterval: 1, waitAfterFail: 600 };
const all = ['create', 'start', 'prestop', 'stop', 'delete', 'postdelete'].map(
  (name) => `cloudify.interfaces.lifecycle.${name}`,
);

/** An installation in which the named operation failed, as it is resumed. */
function resumed(
  sketch: NodeSketch,
  failing: string,
  more: { done?: string[]; state?: NodeInstanceState } = {},
): TaskGraph {
  const model = sketchModel({ app: { operations: all, ...sketch } });
  const run = runInMemory(graphOf(buildInstall(model)), {
    settings,
    choose: () => 0,
    outcome: ({ operation }) =>
      operation.endsWith(failing)
        ? { status: 'failed', error: { type: 'NonRecoverableError', message: 'no' }, recoverable: false }
        : { status: 'succeeded', result: null },
  });
  const now: WorkflowModel = {
    ...model,
    instances: model.instances.map((one) => ({ ...one, state: more.state ?? run.states.get(one.id) ?? one.state })),
  };
  const left = remainingGraph(run.engine, { done: more.done ?? [], force: false });
  return withResumeCleanup(now, left, 'resume-1');
}

describe('withResumeCleanup', () => {
  it('stops what had begun to start before it is started again', () => {
    expect(tellStory(resumed({}, 'start'))).toEqual([
      'Rolling back prior to resuming install',
      'Prestopping node instance',
      '> app_1 lifecycle.prestop',
      'Node instance prestopped',
      '> app_1 lifecycle.stop',
      'Stopped node instance',
      'Finished rolling back, now resuming install',
      '> app_1 lifecycle.start',
      'Poststarting node instance: nothing to do',
      '= started',
      'Node instance started',
    ]);
  });

  it('deletes what had begun to be created before it is created again', () => {
    expect(tellStory(resumed({}, 'create')).slice(0, 9)).toEqual([
      'Rolling back prior to resuming install',
      'Deleting node instance',
      '> app_1 lifecycle.delete',
      'Deleted node instance',
      'Postdeleting node instance',
      '> app_1 lifecycle.postdelete',
      'Node instance postdeleted',
      'Finished rolling back, now resuming install',
      '> app_1 lifecycle.create',
    ]);
  });

  it('leaves alone what is not run again, and what has nothing to undo it with', () => {
    const id = graphOf(buildInstall(sketchModel({ app: { operations: all } }))).tasks.find(
      (task) => task.kind === 'operation' && task.operation.endsWith('.start'),
    )?.id;
    const marked = tellStory(resumed({}, 'start', { done: [id ?? ''] }));
    expect(marked).toEqual(['Poststarting node instance: nothing to do', '= started', 'Node instance started']);
    const bare = ['create', 'start'].map((name) => `cloudify.interfaces.lifecycle.${name}`);
    expect(tellStory(resumed({ operations: bare }, 'start'))[0]).toBe('> app_1 lifecycle.start');
    expect(tellStory(resumed({}, 'start', { state: 'configured' }))[0]).toBe('> app_1 lifecycle.start');
  });

  it('goes on when cleaning up fails', () => {
    const run = runInMemory(resumed({}, 'start'), {
      settings,
      choose: () => 0,
      outcome: ({ operation }) =>
        operation.endsWith('stop')
          ? { status: 'failed', error: { type: 'Error', message: 'no' }, recoverable: true }
          : { status: 'succeeded', result: null },
    });
    expect(run.engine.result).toEqual({ status: 'terminated' });
    expect(run.states.get('app_1')).toBe('started');
  });
});
