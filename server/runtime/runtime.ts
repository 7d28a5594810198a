import { setTimeout as delay } from 'node:timers/promises';
import { defaultRunLimits } from '../../core/workflow/definition.ts';
import { isPassingFault, reasonOf } from '../../db/database-fault.ts';
import { type Listener, openListener } from '../../db/listener.ts';
import { type Claim, claimExecution, failExecution } from '../../db/repositories/execution-claim.ts';
import { writtenFormat } from '../../db/repositories/execution-format.ts';
import { advanceGroup } from '../../db/repositories/execution-group.ts';
import { deleteWorker, saveHeartbeat, type WorkerIdentity } from '../../db/repositories/worker.ts';
import { armCrashPoint, crashPoint } from './crash-point.ts';
import type { ExecutionRun } from './execution-run.ts';
import { JobQueue } from './job-queue.ts';
import { openRun } from './open-run.ts';
import type { Runtime, RuntimeDependencies, RuntimeHealth, RuntimeOptions } from './ports.ts';
import { ownIdentity } from './process-identity.ts';
import { Sweeper } from './sweeper.ts';

type Limits = Required<Omit<RuntimeOptions, 'crashAt'>>;

/** For the last writes, beyond what operations are waited for. */
const lastWritesMs = 4_500;
const defaultLimits = {
  concurrency: 50,
  leaseMs: 10_000,
  sweepMs: 2_000,
  drainMs: 25_000,
  parkMs: 30_000,
  format: writtenFormat,
};

const reopenMs = 200;
const takenOver = 'Another worker has taken an execution over';

/** The worker of this process; nothing happens before `start`. */
export function createRuntime(dependencies: RuntimeDependencies, options: RuntimeOptions = {}): Runtime {
  const { crashAt = null, ...rest } = options;
  if (crashAt !== null) armCrashPoint(crashAt);
  return new Worker(dependencies, { ...defaultLimits, limits: defaultRunLimits, ...rest });
}

class Worker implements Runtime {
  readonly #dependencies: RuntimeDependencies;
  readonly #options: Limits;
  readonly #identity: WorkerIdentity = { ...ownIdentity(), queuePool: null };
  readonly #runs = new Map<string, ExecutionRun>();
  readonly #opening = new Set<string>();
  readonly #queue: JobQueue;
  readonly #sweeper: Sweeper;
  #listener: Listener | null = null;
  #sweepTimer: NodeJS.Timeout | null = null;
  /** Others know then which jobs are held by this worker, and free them at once should it die. */
  #registration: Promise<void> = Promise.resolve();
  #trouble: string | null = null;
  #isStopping = false;

  constructor(dependencies: RuntimeDependencies, options: Limits) {
    this.#dependencies = dependencies;
    this.#options = options;
    const { db, pool, log } = dependencies;
    this.#sweeper = new Sweeper({
      db,
      log,
      silenceMs: options.leaseMs,
      format: options.format,
      identity: () => this.#identity,
      isBusyWith: (id) => this.#runs.has(id) || this.#opening.has(id),
      onFreeJobs: (count) => this.#queue.look(count),
    });
    this.#queue = new JobQueue({
      pool,
      log,
      concurrency: options.concurrency,
      format: options.format,
      onPool: (name) => {
        this.#identity.queuePool = name;
        this.#registration = saveHeartbeat(db, this.#identity).catch(() => {});
      },
      execute: (executionId) => this.#execute(executionId),
    });
  }

  get workerId(): string {
    return this.#identity.id;
  }

  async start(): Promise<void> {
    const { pool, log } = this.#dependencies;
    await this.#sweeper.sweep();
    this.#listener = await openListener({
      pool,
      channels: ['gantry_requests'],
      onNotice: (_channel, executionId) => void this.#runs.get(executionId)?.checkRequests(),
      onGap: () => this.#checkAll(),
      onError: (error) => log('warning', 'Listening for requests was interrupted', { reason: error.message }),
    });
    await this.#queue.start();
    this.#sweepTimer = setInterval(() => void this.#sweeper.sweep(), this.#options.sweepMs);
  }

  async stop(): Promise<void> {
    if (this.#isStopping) return;
    this.#isStopping = true;
    if (this.#sweepTimer !== null) clearInterval(this.#sweepTimer);
    const queueStopped = this.#queue.stop();
    const released = Promise.all(Array.from(this.#runs.values(), (run) => run.release(this.#options.drainMs)));
    const closed = released
      .then(() => queueStopped)
      .then(() => this.#listener?.close())
      .then(() => deleteWorker(this.#dependencies.db, this.#identity.id))
      .catch(() => {});
    await Promise.race([closed, delay(this.#options.drainMs + lastWritesMs)]);
  }

  health(): RuntimeHealth {
    return {
      database: this.#trouble === null ? 'ok' : 'degraded',
      problem: this.#trouble,
      running: this.#runs.size,
    };
  }

  #checkAll(): void {
    for (const run of this.#runs.values()) void run.checkRequests();
  }

  /** The job of an execution. Ends when this process has nothing more to do with it; the sweeper sees to what is left. */
  async #execute(executionId: string): Promise<void> {
    if (this.#isStopping || this.#opening.has(executionId) || this.#runs.has(executionId)) return;
    this.#opening.add(executionId);
    const run = await this.#open(executionId).finally(() => this.#opening.delete(executionId));
    if (run === null) return;
    this.#runs.set(executionId, run);
    try {
      const ending = run.run();
      if (this.#isStopping) void run.release(this.#options.drainMs);
      const end = await ending;
      if (end.kind === 'lost') this.#dependencies.log('warning', takenOver, { execution: executionId });
      if (end.kind === 'broken') await this.#giveUp(run.claim, end.fault);
      if (run.groupId !== null) await this.#advance(run.groupId);
    } finally {
      this.#runs.delete(executionId);
    }
  }

  /** Claims and loads, again and again while the database is away. Null: somebody else has it, or it has ended. */
  async #open(executionId: string): Promise<ExecutionRun | null> {
    const { db } = this.#dependencies;
    const { leaseMs, parkMs, limits, format } = this.#options;
    const worker = this.#identity.id;
    await this.#registration;
    while (!this.#isStopping) {
      try {
        crashPoint('before-take-over');
        const row = await claimExecution(db, { executionId, worker, leaseMs, format });
        if (row === null) return null;
        crashPoint('after-take-over');
        const run = await openRun(this.#dependencies, {
          row,
          worker,
          leaseMs,
          parkMs,
          limits,
          onTrouble: (error) => this.#noteTrouble(error),
        });
        this.#noteTrouble(null);
        return run;
      } catch (fault) {
        if (!isPassingFault(fault)) throw fault;
        this.#noteTrouble(fault as Error);
        await delay(reopenMs);
      }
    }
    return null;
  }

  /** Another execution of the group may begin. When that cannot be written now, the sweeper sees to it. */
  async #advance(groupId: string): Promise<void> {
    const { db, log } = this.#dependencies;
    await advanceGroup(db, groupId).catch((fault: unknown) => {
      log('warning', 'The next execution of a group begins a little later', {
        group: groupId,
        reason: reasonOf(fault),
      });
    });
  }

  /** The database refuses what this version writes: a bug, and no worker would get further. */
  async #giveUp(claim: Claim, fault: Error): Promise<void> {
    const { db, log } = this.#dependencies;
    log('error', 'An execution cannot be recorded', { execution: claim.executionId, reason: reasonOf(fault) });
    await failExecution(db, claim, `Gantry could not record what happened and has stopped: ${reasonOf(fault)}`);
  }

  #noteTrouble(error: Error | null): void {
    const problem = error === null ? null : reasonOf(error);
    if (problem !== this.#trouble) {
      if (problem === null) this.#dependencies.log('info', 'The database takes writes again');
      else this.#dependencies.log('error', 'Writes to the database fail and are repeated', { reason: problem });
    }
    this.#trouble = problem;
  }
}
