import type { JsonObject } from '../blueprint/json.ts';

/** Node-instance states (runtime.md B.8). */
export const nodeInstanceStates = [
  'uninitialized',
  'initializing',
  'creating',
  'created',
  'configuring',
  'configured',
  'starting',
  'started',
  'stopping',
  'stopped',
  'deleting',
  'deleted',
] as const;
export type NodeInstanceState = (typeof nodeInstanceStates)[number];

/** Event types of runtime.md B.7; `log` lines come from operations. */
export const eventTypes = [
  'workflow_started',
  'workflow_succeeded',
  'workflow_failed',
  'workflow_cancelled',
  'workflow_node_event',
  'workflow_stage',
  'sending_task',
  'task_started',
  'task_succeeded',
  'task_rescheduled',
  'task_failed',
  'plugin_event',
  'state_changed',
  'log',
] as const;
export type EventType = (typeof eventTypes)[number];

/** Something a graph does at once and that cannot fail: a state change or an event. */
export type Effect =
  | { kind: 'set-state'; instance: string; state: NodeInstanceState }
  | { kind: 'event'; type: EventType; instance?: string; text: string }
  /**
   * Keeps what the product found out about an instance in its system properties, by the rules of `mergeProperties`.
   */
  | { kind: 'system-properties'; instance: string; values: JsonObject };

/** An effect without its instance, so that the tasks of all instances of a node share one list of them. */
export type EffectTemplate =
  | { kind: 'set-state'; state: NodeInstanceState }
  | { kind: 'event'; type: EventType; text: string }
  | { kind: 'system-properties'; values: JsonObject };

interface TaskBase {
  /** Unique in its execution and the same each time the graph is built, e.g. `install/web_a1b2c3/cloudify.interfaces.lifecycle.create`. */
  id: string;
  /** Tasks that must have ended well before this one starts; a subgraph ends when its last member has. */
  dependencies: string[];
  /** The subgraph this task belongs to. */
  parent?: string;
}

/** An operation of a node instance, or of one side of a relationship instance. */
export interface OperationTask extends TaskBase {
  kind: 'operation';
  /** `interface.operation`, e.g. `cloudify.interfaces.lifecycle.create`. */
  operation: string;
  /** The node instance it belongs to; for a relationship operation the source. */
  instance: string;
  /** Set for relationship operations: position in the source instance's relationships, and the side that runs. */
  relationship?: { index: number; target: string; side: 'source' | 'target' };
  /** The operation's mapping without its plugin, as events name it: `script_runner.tasks.run`. */
  name: string;
  /**
   * What runs, `plugin.mapping`, where that is the workflow's own and not an operation that the node declares. It runs
   * on the server.
   */
  native?: string;
  /** -1: without end. Absent: the execution's default. */
  maxRetries?: number;
  /** Seconds. Absent: the execution's default. */
  retryInterval?: number;
  /** A failure (after retries) counts as success, with an event; no retries happen (runtime.md A.2). */
  ignoreFailure?: boolean;
  /** Retry without counting when the result is falsy (host get_state, runtime.md A.3). */
  retryWhileFalsy?: boolean;
  /** Given with the run: merged over the inputs that the blueprint declares (execute_operation). Tasks of one graph share the object. */
  inputs?: JsonObject;
  /** What becomes of its outcome, beside its events (runtime.md A.11). */
  keeps?: OutcomeUse;
  /** Attempts that an earlier run of the same task has used up: its first attempt now has the number after them. */
  attemptsBefore?: number;
  /**
   * The first attempt of this graph (`attemptsBefore` + 1) was already begun by an earlier graph, whose run ended
   * without its outcome: it is found again on its host rather than begun anew.
   */
  isUnderWay?: boolean;
}

/**
 * Under which system property of the instance an outcome is kept. `status`: `{ok, timestamp, task, result}`, the one
 * before as `previous_status`. `drift`: truthy results, by what was looked at; for a relationship under its target.
 */
export type OutcomeUse = { kind: 'status' } | { kind: 'drift' };

/** One or more effects, in order. */
export interface EffectsTask extends TaskBase {
  kind: 'effects';
  /** What the effects are about; absent for the run as a whole. */
  instance?: string;
  effects: readonly EffectTemplate[];
  /** How many of the first effects only tell what has already happened; they are applied even while a cancelled run winds down. */
  closing?: number;
}

export interface SubgraphTask extends TaskBase {
  kind: 'subgraph';
  name: string;
  /**
   * The subgraph that takes its place when it fails (subgraph retries, runtime.md A.8). Whatever waits for this one or for
   * one of its tasks waits for that one then.
   */
  fallback?: string;
  /** It begins only as the fallback of another; while it has not begun nothing waits for it. */
  isDormant?: boolean;
  /**
   * A failure inside, when no fallback is left, ends it early and the run goes on as if it had ended well, with these
   * effects (heal).
   */
  onFailure?: readonly EffectTemplate[];
  /** The node instance that `onFailure` is about; absent when all of it are events of the run as a whole. */
  instance?: string;
}

export type Task = OperationTask | EffectsTask | SubgraphTask;

/** A dag of tasks; pure data, stored with its execution. */
export interface TaskGraph {
  name: string;
  tasks: Task[];
}
