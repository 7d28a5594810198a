import type { Json } from '../blueprint/json.ts';
import type { OperationTask } from '../workflow/task-graph.ts';
import { fail } from './failure.ts';
import { keepFinding } from './findings.ts';
import { at } from './graph-index.ts';
import { emit, makeReady, succeed, type Turn, taskEvent } from './progress.ts';
import type { EngineInput, OperationError, OperationOutcome } from './protocol.ts';
import { operationAt, setState, stateAt } from './state.ts';

type OutcomeInput = Extract<EngineInput, { kind: 'outcome' }>;
type Unsuccessful = Exclude<OperationOutcome, { status: 'succeeded' }>;

/** Takes the outcome of an attempt (runtime.md B.4). One that is not awaited changes nothing. */
export function takeOutcome(turn: Turn, position: number, input: OutcomeInput): void {
  const { engine } = turn;
  if (at(engine.attempts, position) !== input.attempt) return;
  const state = stateAt(engine, position);
  if (state === 'abandoned') {
    reportOnly(turn, position, input.outcome);
    setState(engine, position, isDone(operationAt(engine, position), input.outcome) ? 'settled' : 'removed');
  }
  if (state !== 'running' && state !== 'undecided') return;
  engine.running.delete(position);
  engine.undecided.delete(position);
  if (engine.cancel !== null && input.outcome.status !== 'succeeded') {
    keepFinding(turn, position, reportOnly(turn, position, input.outcome));
    setState(engine, position, 'failed');
    engine.endedOperations++;
  } else if (input.outcome.status === 'succeeded') takeSuccess(turn, position, input.outcome.result);
  else takeFailure(turn, position, input.outcome);
}

function takeSuccess(turn: Turn, position: number, result: Json): void {
  taskEvent(turn, position, { type: 'task_succeeded', result });
  const task = operationAt(turn.engine, position);
  if (isDone(task, { status: 'succeeded', result }) || turn.engine.cancel !== null) {
    keepFinding(turn, position, { ok: true, result });
    succeed(turn, position);
  } else retryLater(turn, position, undefined);
}

function isDone(task: OperationTask, outcome: OperationOutcome): boolean {
  return outcome.status === 'succeeded' && !(task.retryWhileFalsy === true && isFalsy(outcome.result));
}

function takeFailure(turn: Turn, position: number, outcome: Unsuccessful): void {
  const { engine } = turn;
  const task = operationAt(engine, position);
  const error = reportOnly(turn, position, outcome);
  const limit = task.maxRetries ?? engine.settings.maxRetries;
  if (isRetryable(task, outcome) && (limit < 0 || at(engine.retries, position) < limit)) {
    engine.retries[position] = at(engine.retries, position) + 1;
    retryLater(turn, position, outcome.retryAfter);
    return;
  }
  keepFinding(turn, position, error);
  if (isIgnored(task, outcome)) {
    // Of a check, what it found is kept; nothing is said beside that.
    if (task.keeps === undefined) {
      const text = `Ignoring task ${task.name} failure`;
      emit(turn, { kind: 'event', type: 'workflow_node_event', instance: task.instance, text });
    }
    succeed(turn, position);
  } else fail(turn, position, error);
}

/** What handles a failure takes the place of retries, but not of those that the operation itself asks for (runtime.md A.2, B.4.1). */
function isRetryable(task: OperationTask, outcome: Unsuccessful): boolean {
  if (outcome.status === 'retry') return true;
  return outcome.recoverable && task.ignoreFailure !== true && task.keeps?.kind !== 'drift';
}

/** An operation that asks for a retry has not met what handles failures: when none is left, it fails (runtime.md B.4.1). Checks are kept as they ended. */
function isIgnored(task: OperationTask, outcome: Unsuccessful): boolean {
  return task.ignoreFailure === true && (outcome.status !== 'retry' || task.keeps !== undefined);
}

/** Tells the log how an attempt ended, and returns the error it ended with. */
function reportOnly(turn: Turn, position: number, outcome: OperationOutcome): OperationError {
  if (outcome.status === 'succeeded') {
    taskEvent(turn, position, { type: 'task_succeeded', result: outcome.result });
    return { type: 'None', message: '' };
  }
  if (outcome.status === 'failed') {
    taskEvent(turn, position, { type: 'task_failed', tail: ` -> ${outcome.error.message}`, error: outcome.error });
    return outcome.error;
  }
  taskEvent(turn, position, { type: 'task_rescheduled', tail: ` -> ${outcome.message}` });
  return { type: 'OperationRetry', message: outcome.message };
}

function retryLater(turn: Turn, position: number, retryAfter: number | undefined): void {
  const { engine, now } = turn;
  const delay = retryAfter ?? operationAt(engine, position).retryInterval ?? engine.settings.retryInterval;
  if (delay <= 0) {
    makeReady(engine, position);
    return;
  }
  const time = now + Math.round(delay * 1000);
  setState(engine, position, 'waiting');
  engine.timers.set(position, time);
  turn.commands.push({ kind: 'set-timer', task: operationAt(engine, position).id, at: time });
}

/** What the reference's language takes for false: nothing, zero, and empty text, lists and maps. */
function isFalsy(result: Json): boolean {
  if (typeof result !== 'object' || result === null) return !result;
  return (Array.isArray(result) ? result.length : Object.keys(result).length) === 0;
}
