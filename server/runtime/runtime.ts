import { setTimeout as delay } from 'node:timers/promises';
import { type Listener, openListener } from '../../db/listener.ts';
import { type Claim, claimExecution, failExecution } from '../../db/repositories/execution-claim.ts';
import { deleteWorker, type WorkerIdentity } from '../../db/repositories/worker.ts';
import { crashPoint } from './crash-point.ts';
import type { ExecutionRun } from './execution-run.ts';
import { JobQueue } from './job-queue.ts';
import { openRun } from './open-run.ts';
import type { Runtime, RuntimeDependencies, RuntimeHealth, RuntimeOptions } from './ports.ts';
import { ownIdentity } from './process-identity.ts';
import { Sweeper } from './sweeper.ts';

const stopWithinMs = 4_500;

/** The worker of this process; nothing happens before `start`. */
export function createRuntime(dependencies: RuntimeDependencies, options: RuntimeOptions = {}): Runtime {
  return new Worker(dependencies, { concurrency: 20, leaseMs: 10_000, sweepMs: 2_000, ...options });
}

class Worker implements Runtime {
  readonly #dependencies: RuntimeDependencies;
  readonly #options: Required<RuntimeOptions>;
  readonly #identity: WorkerIdentity = { ...ownIdentity(), queuePool: null };
  readonly #runs = new Map<string, ExecutionRun>();
  readonly #queue: JobQueue;
  readonly #sweeper: Sweeper;
  #listener: Listener | null = null;
  #sweepTimer: NodeJS.Timeout | null = null;
  #trouble: string | null = null;
  #isStopping = false;

  constructor(dependencies: RuntimeDependencies, options: Required<RuntimeOptions>) {
    this.#dependencies = dependencies;
    this.#options = options;
    const { db, pool, log } = dependencies;
    this.#sweeper = new Sweeper({ db, log, silenceMs: options.leaseMs, identity: () => this.#identity });
    this.#queue = new JobQueue({
      pool,
      log,
      concurrency: options.concurrency,
      onPool: (name) => {
        this.#identity.queuePool = name;
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
      onNotice: (_channel, executionId) => this.#runs.get(executionId)?.checkRequests(),
      onGap: () => this.#checkAll(),
      onError: (error) => log('warning', 'Listening for requests was interrupted', { reason: error.message }),
    });
    await this.#queue.start();
    // From here on other workers know which jobs are held by this one.
    await this.#sweeper.sweep();
    this.#sweepTimer = setInterval(() => void this.#sweeper.sweep(), this.#options.sweepMs);
  }

  async stop(): Promise<void> {
    if (this.#isStopping) return;
    this.#isStopping = true;
    if (this.#sweepTimer !== null) clearInterval(this.#sweepTimer);
    const queueStopped = this.#queue.stop();
    const released = Promise.all(Array.from(this.#runs.values(), (run) => run.release()));
    const closed = released
      .then(() => queueStopped)
      .then(() => this.#listener?.close())
      .then(() => deleteWorker(this.#dependencies.db, this.#identity.id))
      .catch(() => {});
    await Promise.race([closed, delay(stopWithinMs)]);
  }

  health(): RuntimeHealth {
    return {
      database: this.#trouble === null ? 'ok' : 'degraded',
      problem: this.#trouble,
      running: this.#runs.size,
    };
  }

  #checkAll(): void {
    for (const run of this.#runs.values()) run.checkRequests();
  }

  /** The job of an execution. Ends when this process has nothing more to do with it; the sweeper sees to what is left. */
  async #execute(executionId: string): Promise<void> {
    if (this.#isStopping || this.#runs.has(executionId)) return;
    const { db, log } = this.#dependencies;
    crashPoint('before-take-over');
    const { leaseMs } = this.#options;
    const row = await claimExecution(db, { executionId, worker: this.#identity.id, leaseMs });
    if (row === null) return;
    crashPoint('after-take-over');
    const run = await openRun(this.#dependencies, {
      row,
      worker: this.#identity.id,
      leaseMs,
      onTrouble: (error) => this.#noteTrouble(error),
    });
    if (run === null) return;
    this.#runs.set(executionId, run);
    try {
      const ending = run.run();
      if (this.#isStopping) void run.release();
      const end = await ending;
      if (end.kind === 'lost') log('warning', 'Another worker has taken an execution over', { execution: executionId });
      if (end.kind === 'broken') await this.#giveUp(run.claim, end.fault);
    } finally {
      this.#runs.delete(executionId);
    }
  }

  /** The database refuses what this version writes: a bug, and no worker would get further. */
  async #giveUp(claim: Claim, fault: Error): Promise<void> {
    const { db, log } = this.#dependencies;
    log('error', 'An execution cannot be recorded', { execution: claim.executionId, reason: fault.stack });
    await failExecution(db, claim, `Gantry could not record what happened and has stopped: ${fault.message}`);
  }

  #noteTrouble(error: Error | null): void {
    const problem = error?.message ?? null;
    if (problem !== this.#trouble) {
      if (problem === null) this.#dependencies.log('info', 'The database takes writes again');
      else this.#dependencies.log('error', 'Writes to the database fail and are repeated', { reason: problem });
    }
    this.#trouble = problem;
  }
}
