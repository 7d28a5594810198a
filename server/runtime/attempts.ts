import type { OperationOutcome } from '../../core/engine/protocol.ts';
import {
  Detached,
  NonRecoverableError,
  type OperationFunction,
  type OperationProgress,
  UnknownOutcome,
} from '../../core/ports/operation.ts';
import type { OperationTask } from '../../core/workflow/task-graph.ts';
import { crashPoint } from './crash-point.ts';
import { attemptKey } from './load-stage.ts';
import { buildContext, type ExecutionFacts } from './operation-context.ts';
import { outcomeOfFault } from './outcome-of.ts';
import { findPlannedOperation } from './planned-operation.ts';
import { ClaimLost } from './recorder.ts';
import type { Story } from './story.ts';
import type { Subject } from './subject.ts';

/** How an attempt went, as far as this process can say. */
export type AttemptEnd =
  | { kind: 'outcome'; outcome: OperationOutcome }
  /** `isRepeatable`: the operation says that it may be begun again whatever became of this attempt. */
  | { kind: 'undecided'; reason: string; isRepeatable: boolean };

export interface AttemptStart {
  task: OperationTask;
  attempt: number;
  /** Null: it was never begun. Otherwise an earlier owner may have begun it and had come this far. */
  begun: OperationProgress | null;
}

export interface AttemptsOptions {
  facts: ExecutionFacts;
  /** Which step of its workflow the graph belongs to; tasks of different steps may have the same id. */
  position: number;
  subject: Subject;
  story: Story;
  operations: ReadonlyMap<string, OperationFunction>;
  onEnd(start: AttemptStart, end: AttemptEnd): void;
}

/** The attempts that run in this process. */
export class Attempts {
  readonly #options: AttemptsOptions;
  readonly #running = new Map<string, { stop: AbortController; done: Promise<void> }>();
  /** Attempts that must end although they have not been started yet. */
  readonly #doomed = new Set<string>();
  readonly #detach = new AbortController();

  constructor(options: AttemptsOptions) {
    this.#options = options;
  }

  start(start: AttemptStart): void {
    if (this.#detach.signal.aborted) return;
    const key = attemptKey(start.task.id, start.attempt);
    const stop = new AbortController();
    const isDoomed = this.#doomed.delete(key);
    if (isDoomed && start.begun === null) {
      const error = { type: 'ExecutionCancelled', message: 'It was not started: the execution was killed first.' };
      this.#options.onEnd(start, { kind: 'outcome', outcome: { status: 'failed', error, recoverable: false } });
      return;
    }
    const done = this.#run(start, stop).finally(() => this.#running.delete(key));
    this.#running.set(key, { stop, done });
    // A command of an earlier owner is found first and ended then.
    if (isDoomed) setImmediate(() => stop.abort());
  }

  terminate(task: string, attempt: number): void {
    const key = attemptKey(task, attempt);
    const running = this.#running.get(key);
    if (running === undefined) this.#doomed.add(key);
    else running.stop.abort();
  }

  /** Lets all of them go on on their hosts; resolves when none runs here any more. */
  async detach(): Promise<void> {
    this.#detach.abort();
    await Promise.allSettled(Array.from(this.#running.values(), (running) => running.done));
  }

  async #run(start: AttemptStart, stop: AbortController): Promise<void> {
    const end = await this.#settle(start, stop.signal);
    if (end === null) return;
    crashPoint('before-outcome');
    this.#options.onEnd(start, end);
    crashPoint('after-outcome');
  }

  /** Null: this process has nothing to say about how it ended. */
  async #settle(start: AttemptStart, signal: AbortSignal): Promise<AttemptEnd | null> {
    try {
      const result = await this.#call(start, signal);
      return { kind: 'outcome', outcome: { status: 'succeeded', result: result ?? null } };
    } catch (fault) {
      if (fault instanceof ClaimLost) return null;
      if (fault instanceof Detached && this.#detach.signal.aborted) return null;
      if (fault instanceof UnknownOutcome || fault instanceof Detached) {
        return { kind: 'undecided', reason: fault.message, isRepeatable: this.#isResumable(start.task) };
      }
      return { kind: 'outcome', outcome: outcomeOfFault(fault) };
    }
  }

  #isResumable(task: OperationTask): boolean {
    const { subject, operations } = this.#options;
    return operations.get(findPlannedOperation(subject, task).registryName)?.resumable === true;
  }

  async #call(start: AttemptStart, signal: AbortSignal): ReturnType<OperationFunction> {
    const { facts, subject, story, operations, position } = this.#options;
    const { task, attempt, begun } = start;
    const operation = findPlannedOperation(subject, task);
    const run = operations.get(operation.registryName);
    if (run === undefined) {
      throw new NonRecoverableError(
        `No plugin of this server has the operation ${operation.registryName}, which ${task.operation} of ${task.instance} needs.`,
      );
    }
    const context = await buildContext({
      facts,
      subject,
      story,
      task,
      attempt,
      // Of a later step it is named with the step, lest a host takes it for one of an earlier step.
      keyTask: position === 0 ? task.id : `${position}/${task.id}`,
      operation,
      recovering: begun !== null,
      progress: begun ?? { offsets: { stdout: 0, stderr: 0 }, requests: {} },
      signal,
      detach: this.#detach.signal,
    });
    crashPoint('before-operation-start');
    const result = run(context);
    crashPoint('after-operation-start');
    return await result;
  }
}
