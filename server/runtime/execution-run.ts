import { setTimeout as delay } from 'node:timers/promises';
import { step } from '../../core/engine/engine.ts';
import type { EngineCommand, EngineInput } from '../../core/engine/protocol.ts';
import {
  cancelMode,
  operationCounts,
  pendingTimers,
  runningAttempts,
  undecidedAttempts,
} from '../../core/engine/summary.ts';
import { reasonOf } from '../../db/database-fault.ts';
import type { ExecutionRow } from '../../db/repositories/execution.ts';
import { type Claim, releaseExecution, renewLease } from '../../db/repositories/execution-claim.ts';
import { type AttemptEnd, type AttemptStart, Attempts } from './attempts.ts';
import { crashPoint } from './crash-point.ts';
import { attemptKey, type LoadedExecution } from './load-execution.ts';
import type { RuntimeDependencies } from './ports.ts';
import { ClaimLost, type Recorder } from './recorder.ts';
import type { Story } from './story.ts';
import type { Subject } from './subject.ts';
import { Timers } from './timers.ts';

/** `ended`: finished. `lost`: another worker has it. `released`: given back. `broken`: this version cannot go on. */
export type RunEnd = { kind: 'ended' | 'lost' | 'released' } | { kind: 'broken'; fault: Error };

export interface RunParts {
  dependencies: RuntimeDependencies;
  row: ExecutionRow;
  claim: Claim;
  leaseMs: number;
  loaded: LoadedExecution;
  subject: Subject;
  story: Story;
  recorder: Recorder;
}

/** How long operations get to let go, and how long the last group may take, when the server stops. */
const letGoMs = 1_000;
const lastWriteMs = 1_000;

/** Drives one execution from where its journal ends to its end, or until it is released or lost. */
export class ExecutionRun {
  readonly #parts: RunParts;
  readonly #attempts: Attempts;
  readonly #timers: Timers;
  readonly #end = Promise.withResolvers<RunEnd>();
  #lease: NodeJS.Timeout | null = null;
  #renewal: Promise<void> | null = null;
  #isRenewalDue = false;
  #isReleasing = false;
  #isOver = false;

  constructor(parts: RunParts) {
    this.#parts = parts;
    const { dependencies, row, subject, story } = parts;
    this.#timers = new Timers(dependencies.clock, (task) => this.#take({ kind: 'timer', task, now: this.#now() }));
    this.#attempts = new Attempts({
      subject,
      story,
      operations: dependencies.operations,
      facts: {
        id: row.id,
        tenant: row.tenantId,
        workflow: row.workflow,
        maxRetries: row.settings.maxRetries,
        readFile: (path) => dependencies.readBlueprintFile(subject.record.blueprintVersionId, path),
      },
      onEnd: (start, end) => this.#takeEnd(start, end),
    });
  }

  get claim(): Claim {
    return this.#parts.claim;
  }

  /** Resolves when this process has nothing more to do with the execution. */
  async run(): Promise<RunEnd> {
    this.#lease = setInterval(() => this.checkRequests(), this.#parts.leaseMs / 3);
    if (this.#parts.loaded.isUnderWay) this.#resume();
    else {
      this.#parts.story.change({ totalOperations: operationCounts(this.#parts.loaded.engine).total });
      this.#take({ kind: 'start', now: this.#now() });
    }
    // Requests may have come before anyone owned it.
    this.checkRequests();
    return await this.#end.promise;
  }

  /** Renews the lease and looks whether people ask for something. */
  checkRequests(): void {
    if (this.#isOver || this.#isReleasing) return;
    this.#isRenewalDue = true;
    this.#renewal ??= this.#renew().finally(() => {
      this.#renewal = null;
    });
  }

  /** The claim is lost, or a write failed for good. */
  fail(fault: Error): void {
    this.#stop(fault instanceof ClaimLost ? { kind: 'lost' } : { kind: 'broken', fault });
  }

  /** Lets operations go on on their hosts, writes what is known, and gives the execution back. Takes at most 3 s. */
  async release(): Promise<void> {
    if (this.#isOver || this.#isReleasing) return;
    this.#isReleasing = true;
    const { recorder, claim, dependencies } = this.#parts;
    if (this.#lease !== null) clearInterval(this.#lease);
    this.#timers.clear();
    await Promise.race([this.#attempts.detach(), delay(letGoMs)]);
    const written = recorder.flushed().then(
      () => true,
      () => false,
    );
    const isWritten = await Promise.race([written, delay(lastWriteMs, false)]);
    recorder.end();
    if (isWritten && !this.#isOver) {
      // Without it the next worker waits for the lease to run out; nothing else is lost.
      await Promise.race([releaseExecution(dependencies.db, claim).catch(() => {}), delay(lastWriteMs)]);
    }
    this.#stop({ kind: 'released' });
  }

  #stop(end: RunEnd): void {
    if (this.#isOver) return;
    this.#isOver = true;
    if (this.#lease !== null) clearInterval(this.#lease);
    this.#timers.clear();
    this.#parts.recorder.end();
    // Attempts that nobody waits for any more are left to themselves.
    void this.#attempts.detach();
    this.#end.resolve(end);
  }

  #resume(): void {
    const { engine, begun } = this.#parts.loaded;
    const running = runningAttempts(engine);
    this.#parts.story.stage(resumeText(running.length));
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
    const { attempt } = start;
    const now = this.#now();
    this.#take({ task: start.task.id, attempt, now, ...end });
  }

  #take(given: EngineInput): void {
    if (this.#isOver) return;
    const { story, loaded } = this.#parts;
    const input = story.recordable(given);
    story.input(input);
    const before = operationCounts(loaded.engine).finished;
    const commands = step(loaded.engine, input);
    for (const command of commands) this.#carryOut(command);
    const { finished } = operationCounts(loaded.engine);
    if (finished !== before) story.change({ finishedOperations: finished });
    if (concernsDecisions(input, commands)) this.#recordDecisions();
  }

  #carryOut(command: EngineCommand): void {
    const { story } = this.#parts;
    if (command.kind === 'effect') story.effect(command.effect);
    else if (command.kind === 'task-event') story.taskEvent(command);
    else if (command.kind === 'dispatch') this.#dispatch(command.task, command.attempt);
    else if (command.kind === 'set-timer') this.#timers.set(command.task, command.at);
    else if (command.kind === 'terminate') this.#attempts.terminate(command.task, command.attempt);
    else if (command.kind === 'finish') this.#finish(command);
  }

  #finish({ status, error }: Extract<EngineCommand, { kind: 'finish' }>): void {
    const { story, recorder } = this.#parts;
    story.change(error === undefined ? { status } : { status, error });
    recorder.afterCommit(() => this.#stop({ kind: 'ended' }));
  }

  #dispatch(task: AttemptStart['task'], attempt: number): void {
    // What is not written as dispatched was never begun; the next owner begins it.
    if (this.#isReleasing) return;
    const { story, recorder } = this.#parts;
    story.dispatched(task.id, attempt);
    recorder.afterCommit(() => {
      if (!this.#isOver) this.#attempts.start({ task, attempt, begun: null });
    });
  }

  #recordDecisions(): void {
    const { story, loaded } = this.#parts;
    const undecided = undecidedAttempts(loaded.engine).map(({ task, attempt, reason }) => ({
      task: task.id,
      attempt,
      reason,
      instance: task.instance,
      operation: task.operation,
    }));
    story.change({ undecided });
    if (loaded.engine.result === null) story.change({ status: undecided.length > 0 ? 'needs-decision' : 'started' });
  }

  async #renew(): Promise<void> {
    const { dependencies, claim, leaseMs, recorder, story } = this.#parts;
    while (this.#isRenewalDue && !this.#isOver) {
      this.#isRenewalDue = false;
      try {
        // Requests leave the row with the group that takes them; none may be taken twice.
        await recorder.flushed();
        crashPoint('before-lease-renewal');
        const requests = await renewLease(dependencies.db, claim, leaseMs);
        crashPoint('after-lease-renewal');
        if (requests === null) {
          this.fail(new ClaimLost('Another worker has taken the execution over.'));
          return;
        }
        for (const request of requests) {
          if (this.#isOver) return;
          story.requestTaken();
          this.#take(request);
        }
      } catch (fault) {
        // Writes find out for themselves that the database is away; the next renewal is due soon.
        if (!this.#isOver) dependencies.log('warning', 'The lease could not be renewed', { reason: reasonOf(fault) });
      }
    }
  }

  #now(): number {
    return this.#parts.dependencies.clock.now();
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
