import { EventEmitter } from 'node:events';
import { Logger, type Runner, run, type WorkerEvents, type WorkerPool } from 'graphile-worker';
import type { Pool } from 'pg';
import { executeTasks } from '../../db/repositories/job.ts';
import type { RuntimeLog } from './ports.ts';

export interface JobQueueOptions {
  pool: Pool;
  concurrency: number;
  /** Jobs of executions that a newer release wrote are left to its workers. */
  format: number;
  log: RuntimeLog;
  /** The name under which jobs are locked; a new one each time the queue starts. */
  onPool(name: string): void;
  execute(executionId: string): Promise<void>;
}

const restartMs = 1_000;
/** Notifications wake the queue; this is for the case that one was missed. */
const pollMs = 5_000;
const freeAfterMs = 50;

/**
 * Takes the jobs of executions, one at a time for each deployment. The queue's library stops taking jobs when it could
 * not record the end of one; a new runner starts beside it then, while the old one waits for its jobs to end.
 */
export class JobQueue {
  readonly #options: JobQueueOptions;
  readonly #runners = new Set<Runner>();
  /** Where the present runner's workers are. */
  #pool: WorkerPool | null = null;
  readonly #faults = new WeakSet<object>();
  readonly #ended = new WeakSet<WorkerPool>();
  #timer: NodeJS.Timeout | null = null;
  #isStopped = false;

  constructor(options: JobQueueOptions) {
    this.#options = options;
  }

  async start(): Promise<void> {
    const { pool, concurrency, format, log, execute } = this.#options;
    const runner = await run({
      pgPool: pool,
      concurrency,
      pollInterval: pollMs,
      noHandleSignals: true,
      parsedCronItems: [],
      events: this.#listen(),
      logger: quietLogger(log),
      // Without batches a failure to record the end of a job would end this process.
      preset: { worker: { completeJobBatchDelay: 0, failJobBatchDelay: 0 } },
      taskList: Object.fromEntries(
        executeTasks(format).map((task) => [task, (payload: unknown) => execute(executionIdOf(payload))]),
      ),
    });
    this.#runners.add(runner);
    runner.promise.catch(() => {}).finally(() => this.#runners.delete(runner));
    if (this.#isStopped) await this.stop();
  }

  /** Resolves when no job runs any more. */
  async stop(): Promise<void> {
    this.#isStopped = true;
    if (this.#timer !== null) clearTimeout(this.#timer);
    await Promise.all(Array.from(this.#runners, endOf));
  }

  #listen(): WorkerEvents {
    const events: WorkerEvents = new EventEmitter();
    events.on('pool:create', ({ workerPool }) => {
      this.#pool = workerPool;
      this.#options.onPool(workerPool.id);
    });
    events.on('pool:gracefulShutdown', ({ message }) => this.#restart(message));
    events.on('worker:getJob:error', ({ worker, error }) => this.#endIfStuck(worker.workerPool, error));
    // The next job of the same deployment becomes free only when the one before is deleted, which nobody is told of.
    events.on('job:complete', ({ worker }) => {
      setTimeout(() => this.#wake(worker.workerPool, 1), freeAfterMs);
    });
    return events;
  }

  /**
   * The library asks for the numbers of its tasks once and keeps the answer, even when that is a failure: every later
   * look for a job fails with the very same error then, until a new runner asks again.
   */
  #endIfStuck(pool: WorkerPool, fault: unknown): void {
    if (this.#isStopped || typeof fault !== 'object' || fault === null) return;
    if (this.#faults.has(fault) && !this.#ended.has(pool)) {
      this.#ended.add(pool);
      // Afterwards, when all its workers have been told and are idle again.
      setImmediate(() => Promise.resolve(pool.gracefulShutdown('It cannot look for jobs.')).catch(() => {}));
    }
    this.#faults.add(fault);
  }

  /**
   * Has idle workers look for so many jobs now. Workers that look at the same moment may miss each other's, and would
   * look again after `pollMs` only.
   */
  look(count: number): void {
    if (this.#pool !== null) this.#wake(this.#pool, Math.min(count, this.#options.concurrency));
  }

  #wake(pool: WorkerPool, count: number): void {
    if (this.#isStopped) return;
    try {
      pool.nudge(count);
    } catch {
      // It is being ended; the runner that takes its place looks for jobs by itself.
    }
  }

  #restart(reason: string): void {
    if (this.#isStopped) return;
    this.#options.log('warning', 'The job queue is started again', { reason });
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      this.start().catch((fault: unknown) => this.#restart(String(fault)));
    }, restartMs);
  }
}

/** `stop` refuses a runner that stops already. */
async function endOf(runner: Runner): Promise<void> {
  await runner.stop().catch(() => runner.promise.catch(() => {}));
}

function executionIdOf(payload: unknown): string {
  const { executionId } = payload as { executionId?: unknown };
  if (typeof executionId !== 'string') throw new Error('A job names no execution.');
  return executionId;
}

/** The queue speaks of each job; only its troubles are of interest. */
function quietLogger(log: RuntimeLog): Logger {
  return new Logger(() => (level, message) => {
    if (String(level) === 'error') log('warning', `Job queue: ${String(message)}`);
  });
}
