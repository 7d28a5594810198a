import type { Json } from '../blueprint/json.ts';
import type { Dialect } from '../workflow/model.ts';
import type { Effect, OperationTask } from '../workflow/task-graph.ts';

/** How one attempt of an operation ended. Times are seconds. */
export type OperationOutcome =
  | { status: 'succeeded'; result: Json }
  | { status: 'failed'; error: OperationError; recoverable: boolean; retryAfter?: number }
  /** The operation asked to be run again (OperationRetry). */
  | { status: 'retry'; message: string; retryAfter?: number };

export interface OperationError {
  /** Reference class name: `RecoverableError`, `NonRecoverableError`, `ProcessException`, ... */
  type: string;
  message: string;
  causes?: OperationError[];
}

export type CancelMode = 'cancel' | 'force-cancel' | 'kill';
export type Decision = 'retry' | 'mark-done' | 'cancel';

/** What the engine is told. The sequence of inputs, in order, determines everything it does. `now` is milliseconds since the epoch. */
export type EngineInput =
  | { kind: 'start'; now: number }
  | { kind: 'outcome'; task: string; attempt: number; outcome: OperationOutcome; now: number }
  | { kind: 'timer'; task: string; now: number }
  | { kind: 'cancel'; mode: CancelMode; now: number }
  /** The runner could not find out how an attempt ended, and it may not be started again on its own. */
  | { kind: 'undecided'; task: string; attempt: number; reason: string; now: number }
  | { kind: 'decide'; task: string; decision: Decision; now: number };

/** The task id of the timer that ends a failed run (`waitAfterFail`); its `timer` input comes back with the same id. */
export const failTimer = '@wait-after-fail';

/** What the engine asks for. `at` is milliseconds since the epoch. */
export type EngineCommand =
  | { kind: 'dispatch'; task: OperationTask; attempt: number }
  | { kind: 'effect'; effect: Effect }
  /** An event of a task (sending_task, task_started, task_failed ...), with the operation it is about. */
  | {
      kind: 'task-event';
      type: TaskEventType;
      task: OperationTask;
      attempt: number;
      text: string;
      error?: OperationError;
    }
  | { kind: 'set-timer'; task: string; at: number }
  /** Stop the running attempt: kill its processes. */
  | { kind: 'terminate'; task: string; attempt: number }
  | { kind: 'needs-decision'; task: string; attempt: number; reason: string }
  | { kind: 'finish'; status: FinalStatus; error?: string };

export type TaskEventType = 'sending_task' | 'task_started' | 'task_succeeded' | 'task_rescheduled' | 'task_failed';
export type FinalStatus = 'terminated' | 'failed' | 'cancelled';

/** Execution-wide settings, fixed when the execution starts. Seconds. */
export interface EngineSettings {
  workflow: string;
  maxRetries: number;
  retryInterval: number;
  waitAfterFail: number;
  /** How many operations may run at once; those that are ready wait in the engine. Absent: no limit. */
  parallel?: number;
  /** How often the subgraph of a node instance is run anew after it failed. Absent: 0. */
  subgraphRetries?: number;
  /** Texts and the end of a failed run are those of that generation (runtime.md A.12). Absent: `v5`. */
  dialect?: Dialect;
  /** Operations succeed at once without being run and no state is set. */
  dryRun?: boolean;
}
