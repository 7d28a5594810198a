import type { EffectsTask, OperationTask, SubgraphTask, Task, TaskGraph } from '../../workflow/task-graph.ts';
import type { EngineSettings, OperationOutcome } from '../protocol.ts';

/** Settings of tests: two retries, ten seconds apart. */
export const settings: EngineSettings = { workflow: 'install', maxRetries: 2, retryInterval: 10, waitAfterFail: 600 };

/** An operation of the instance `<id>_i`. */
export function operation(id: string, extra: Partial<OperationTask> = {}): OperationTask {
  return {
    kind: 'operation',
    id,
    dependencies: [],
    operation: 'life.create',
    instance: `${id}_i`,
    name: `run.${id}`,
    ...extra,
  };
}

/** A task that says its own id, and each of `closing` before that. */
export function announcement(id: string, extra: Partial<EffectsTask> = {}): EffectsTask {
  return {
    kind: 'effects',
    id,
    dependencies: [],
    effects: [{ kind: 'event', type: 'workflow_node_event', text: id }],
    ...extra,
  };
}

export function subgraph(id: string, extra: Partial<SubgraphTask> = {}): SubgraphTask {
  return { kind: 'subgraph', id, dependencies: [], name: id, ...extra };
}

export function graph(...tasks: Task[]): TaskGraph {
  return { name: 'test', tasks };
}

export const succeeded: OperationOutcome = { status: 'succeeded', result: null };
export const failed: OperationOutcome = {
  status: 'failed',
  error: { type: 'RecoverableError', message: 'boom' },
  recoverable: true,
};
export const fatal: OperationOutcome = {
  status: 'failed',
  error: { type: 'NonRecoverableError', message: 'no way' },
  recoverable: false,
};
