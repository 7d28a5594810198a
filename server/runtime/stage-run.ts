import { step } from '../../core/engine/engine.ts';
import type { EngineCommand, EngineInput } from '../../core/engine/protocol.ts';
import {
  cancelMode,
  failedOperations,
  operationCounts,
  pendingTimers,
  runningAttempts,
  undecidedAttempts,
} from '../../core/engine/summary.ts';
import type { Clock } from '../../core/ports/ports.ts';
import type { FailedOperation } from '../../db/schema/execution.ts';
import { type AttemptEnd, type AttemptStart, Attempts, type AttemptsOptions } from './attempts.ts';
import { attemptKey, noProgress, type Stage } from './load-stage.ts';
import type { Recorder } from './recorder.ts';
import type { Story } from './story.ts';
import { Timers } from './timers.ts';

/** How a graph ended. */
export interface StageEnd {
  status: 'terminated' | 'failed' | 'cancelled';
  error?: string;
  failedOperations: FailedOperation[];
}

export interface StageRunParts {
  stage: Stage;
  /** Operations that ended before this graph began; they are counted too. */
  endedBefore: number;
  attempts: Omit<AttemptsOptions, 'onEnd' | 'position'>;
  wantsResults: boolean;
  story: Story;
  recorder: Recorder;
  clock: Clock;
  onFinish(end: StageEnd): void;
}

/** Drives one graph of an execution from where its journal ends to its end, or until it is let go of. */
export class StageRun {
  readonly #parts: StageRunParts;
  readonly #attempts: Attempts;
  readonly #timers: Timers;
  readonly #isDryRun: boolean;
  /** It is over, or its worker has let go of it: nothing is taken any more. */
  #isClosed = false;
  /** Nothing new is begun; what runs may still end. */
  #isDraining = false;

  constructor(parts: StageRunParts) {
    this.#parts = parts;
    this.#isDryRun = parts.stage.engine.settings.dryRun === true;
    this.#timers = new Timers(parts.clock, (task) => this.take({ kind: 'timer', task, now: this.#now() }));
    this.#attempts = new Attempts({
      ...parts.attempts,
      position: parts.stage.position,
      onEnd: (start, end) => this.#takeEnd(start, end),
    });
  }

  get stage(): Stage {
    return this.#parts.stage;
  }

  /** Nothing happens any more unless a person says what became of an operation. */
  get waitsForPeople(): boolean {
    const { engine } = this.stage;
    const isAsleep = runningAttempts(engine).length === 0 && pendingTimers(engine).length === 0;
    return !this.#isClosed && isAsleep && undecidedAttempts(engine).length > 0;
  }

  /** Begins the graph, or goes on with what its journal says. */
  begin(): void {
    if (this.#isClosed || this.#isDraining) return;
    if (this.stage.isUnderWay) this.#resume();
    else this.take({ kind: 'start', now: this.#now() });
  }

  /** Tells the engine something and does what it asks for. */
  take(given: EngineInput): void {
    if (this.#isClosed) return;
    const { story, stage } = this.#parts;
    const input = story.recordable(given);
    // A dry run that is interrupted does not go on, so there is nothing to remember.
    if (!this.#isDryRun) story.input(input);
    if (this.#parts.wantsResults && input.kind === 'outcome') stage.results.set(input.task, input.outcome);
    const before = operationCounts(stage.engine);
    const commands = step(stage.engine, input);
    for (const command of commands) this.#carryOut(command);
    this.#recordCounts(before);
    if (concernsDecisions(input, commands)) this.#recordDecisions();
    const end = commands.find((command) => command.kind === 'finish');
    if (end !== undefined) this.#finish(end);
  }

  /** A subgraph that is run anew changes how many operations there are. */
  #recordCounts(before: { total: number; finished: number }): void {
    const { story, stage, endedBefore } = this.#parts;
    const { total, finished } = operationCounts(stage.engine);
    if (finished !== before.finished) story.change({ finishedOperations: endedBefore + finished });
    if (total !== before.total) story.change({ totalOperations: endedBefore + total });
  }

  /**
   * Begins nothing more and lets operations go on on their hosts. Resolves when none runs here any more; the outcomes of
   * those that could not be left are recorded.
   */
  async drain(): Promise<void> {
    this.#isDraining = true;
    this.#timers.clear();
    await this.#attempts.detach();
  }

  /** Takes nothing any more. What runs is left to itself. */
  close(): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    this.#timers.clear();
    void this.#attempts.detach();
  }

  #resume(): void {
    const { engine, begun } = this.stage;
    const running = runningAttempts(engine);
    // One that waits for a person has been let go of, and nothing happened to it.
    if (!this.waitsForPeople) this.#parts.story.stage(resumeText(running.length));
    if (cancelMode(engine) === 'kill') {
      for (const { task, attempt } of running) this.#attempts.terminate(task.id, attempt);
    }
    for (const { at, task } of pendingTimers(engine)) this.#timers.set(task, at);
    for (const { task, attempt } of running) {
      const progress = begun.get(attemptKey(task.id, attempt));
      if (progress === undefined) this.#dispatch(task, attempt);
      else this.#attempts.start({ task, attempt, begun: progress });
    }
  }

  #takeEnd(start: AttemptStart, end: AttemptEnd): void {
    const now = this.#now();
    const about = { task: start.task.id, attempt: start.attempt, now };
    if (end.kind === 'outcome') {
      this.take({ kind: 'outcome', outcome: end.outcome, ...about });
      return;
    }
    this.take({ kind: 'undecided', reason: end.reason, ...about });
    if (end.isRepeatable) this.take({ kind: 'decide', decision: 'retry', task: about.task, now });
  }

  #carryOut(command: EngineCommand): void {
    const { story } = this.#parts;
    if (command.kind === 'effect') story.effect(command.effect);
    else if (command.kind === 'task-event') story.taskEvent(command);
    else if (command.kind === 'dispatch') this.#dispatch(command.task, command.attempt);
    else if (command.kind === 'set-timer') this.#timers.set(command.task, command.at);
    else if (command.kind === 'terminate') this.#attempts.terminate(command.task, command.attempt);
  }

  #finish({ status, error }: Extract<EngineCommand, { kind: 'finish' }>): void {
    this.close();
    const end = { status, failedOperations: failedOperations(this.stage.engine) };
    this.#parts.onFinish(error === undefined ? end : { ...end, error });
  }

  #dispatch(task: AttemptStart['task'], attempt: number): void {
    // What is not written as dispatched was never begun; the next owner begins it.
    if (this.#isDraining) return;
    const { story, recorder } = this.#parts;
    if (this.#isDryRun) {
      const outcome = { status: 'succeeded', result: null } as const;
      recorder.afterCommit(() => this.#takeEnd({ task, attempt, begun: null }, { kind: 'outcome', outcome }));
      return;
    }
    story.dispatched(task.id, attempt);
    const isOngoing = task.isUnderWay === true && attempt === (task.attemptsBefore ?? 0) + 1;
    recorder.afterCommit(() => {
      if (!this.#isClosed) this.#attempts.start({ task, attempt, begun: isOngoing ? noProgress() : null });
    });
  }

  #recordDecisions(): void {
    const { story, stage } = this.#parts;
    const undecided = undecidedAttempts(stage.engine).map(({ task, attempt, reason }) => ({
      task: task.id,
      attempt,
      reason,
      instance: task.instance,
      operation: task.operation,
    }));
    story.change({ undecided });
    if (stage.engine.result === null) story.change({ status: undecided.length > 0 ? 'needs-decision' : 'started' });
  }

  #now(): number {
    return this.#parts.clock.now();
  }
}

function concernsDecisions(input: EngineInput, commands: EngineCommand[]): boolean {
  if (input.kind === 'decide' || input.kind === 'cancel') return true;
  return input.kind === 'undecided' || commands.some((command) => command.kind === 'finish');
}

function resumeText(running: number): string {
  const attempts = running === 1 ? '1 operation was' : `${running} operations were`;
  return `Resuming the execution after its server stopped; ${attempts} under way`;
}
