import { EventEmitter } from 'node:events';
import { Logger, type Runner, run, type WorkerEvents } from 'graphile-worker';
import type { Pool } from 'pg';
import { executeTask } from '../../db/repositories/job.ts';
import type { RuntimeLog } from './ports.ts';

export interface JobQueueOptions {
  pool: Pool;
  concurrency: number;
  log: RuntimeLog;
  /** The name under which jobs are locked; a new one each time the queue starts. */
  onPool(name: string): void;
  execute(executionId: string): Promise<void>;
}

const restartMs = 1_000;
const pollMs = 2_000;
const freeAfterMs = 50;

/** Takes the jobs of executions, one at a time for each deployment, and starts itself again when it breaks. */
export class JobQueue {
  readonly #options: JobQueueOptions;
  #runner: Runner | null = null;
  #timer: NodeJS.Timeout | null = null;
  #isStopped = false;

  constructor(options: JobQueueOptions) {
    this.#options = options;
  }

  async start(): Promise<void> {
    const { pool, concurrency, log, onPool, execute } = this.#options;
    const events: WorkerEvents = new EventEmitter();
    events.on('pool:create', ({ workerPool }) => onPool(workerPool.id));
    // The next job of the same deployment becomes free only when the one before is deleted, which nobody is told of.
    events.on('job:complete', ({ worker }) => {
      setTimeout(() => this.#isStopped || this.#runner === null || worker.workerPool.nudge(1), freeAfterMs);
    });
    const runner = await run({
      pgPool: pool,
      concurrency,
      pollInterval: pollMs,
      noHandleSignals: true,
      parsedCronItems: [],
      events,
      logger: quietLogger(log),
      taskList: { [executeTask]: (payload) => execute(executionIdOf(payload)) },
    });
    this.#runner = runner;
    runner.promise.then(
      () => this.#restartUnlessStopped(),
      (fault: unknown) => this.#restartUnlessStopped(fault),
    );
    if (this.#isStopped) await this.stop();
  }

  /** Resolves when no job runs any more. */
  async stop(): Promise<void> {
    this.#isStopped = true;
    if (this.#timer !== null) clearTimeout(this.#timer);
    const runner = this.#runner;
    this.#runner = null;
    await runner?.stop().catch(() => {});
  }

  #restartUnlessStopped(fault?: unknown): void {
    if (this.#isStopped) return;
    this.#runner = null;
    this.#options.log('warning', 'The job queue stopped and is started again', {
      reason: String(fault ?? 'none given'),
    });
    this.#timer = setTimeout(
      () => this.start().catch((again: unknown) => this.#restartUnlessStopped(again)),
      restartMs,
    );
  }
}

function executionIdOf(payload: unknown): string {
  const { executionId } = payload as { executionId?: unknown };
  if (typeof executionId !== 'string') throw new Error('A job names no execution.');
  return executionId;
}

/** The queue speaks of each job; only its troubles are of interest. */
function quietLogger(log: RuntimeLog): Logger {
  return new Logger(() => (level, message) => {
    const text = String(message);
    if (String(level) === 'error') log('warning', `Job queue: ${text}`);
  });
}
