import type { OperationTask } from '../workflow/task-graph.ts';
import { at } from './graph-index.ts';
import type { CancelMode, FinalStatus } from './protocol.ts';
import { failTimer } from './protocol.ts';
import { type Engine, operationAt, stateAt, type TaskState } from './state.ts';

/** An attempt that was dispatched and whose outcome the engine awaits. */
export interface RunningAttempt {
  task: OperationTask;
  attempt: number;
}

/** The attempts that are running, oldest first. After a replay these are the ones whose fate must be found out. */
export function runningAttempts(engine: Engine): RunningAttempt[] {
  return Array.from(engine.running, (position) => attemptAt(engine, position));
}

/** The attempts that wait for a person's decision, with the reason; none once the run has ended. */
export function undecidedAttempts(engine: Engine): (RunningAttempt & { reason: string })[] {
  if (engine.result !== null) return [];
  return Array.from(engine.undecided, ([position, reason]) => ({ ...attemptAt(engine, position), reason }));
}

/** The timers that are set. After a replay they must be set again; `at` is milliseconds since the epoch. */
export function pendingTimers(engine: Engine): { task: string; at: number }[] {
  const timers = Array.from(engine.timers, ([position, time]) => ({
    task: operationAt(engine, position).id,
    at: time,
  }));
  if (engine.failTimerAt !== null && engine.result === null) timers.push({ task: failTimer, at: engine.failTimerAt });
  return timers;
}

/** An operation that failed for good. */
export interface FailedOperation {
  task: string;
  instance: string;
  operation: string;
  /** The message of its last error. */
  error: string;
}

/** The operations whose failure makes the run fail, in the order in which they failed. */
export function failedOperations(engine: Engine): FailedOperation[] {
  return engine.errors.map(({ position, error }) => {
    const { id, instance, operation } = operationAt(engine, position);
    return { task: id, instance, operation, error: error.message };
  });
}

/** Operations of the graph, and those that have ended (well, or with a failure that is final). */
export function operationCounts(engine: Engine): { total: number; finished: number } {
  return { total: engine.totalOperations, finished: engine.endedOperations };
}

/** What a task is doing, and how many attempts were dispatched; undefined when the graph has no such task. */
export function taskState(engine: Engine, id: string): { state: TaskState; attempts: number } | undefined {
  const position = engine.index.positions.get(id);
  if (position === undefined) return undefined;
  return { state: stateAt(engine, position), attempts: at(engine.attempts, position) };
}

/** How the run ended; null while it goes on. */
export function finalResult(engine: Engine): { status: FinalStatus; error?: string } | null {
  return engine.result;
}

/** How the run is being cancelled; null when it is not. */
export function cancelMode(engine: Engine): CancelMode | null {
  return engine.cancel;
}

function attemptAt(engine: Engine, position: number): RunningAttempt {
  return { task: operationAt(engine, position), attempt: at(engine.attempts, position) };
}
