import type { Db } from '../../db/client.ts';
import { reasonOf } from '../../db/database-fault.ts';
import { advanceGroup, listGroupsToAdvance } from '../../db/repositories/execution-group.ts';
import {
  addExecutionJob,
  countFreeJobs,
  findExecutionsWithoutJob,
  findNewerExecutions,
  findOrphanPools,
  listExecutionsHeldBy,
  unlockJobs,
} from '../../db/repositories/job.ts';
import { listOtherWorkers, removeWorker, saveHeartbeat, type WorkerIdentity } from '../../db/repositories/worker.ts';
import type { RuntimeLog } from './ports.ts';
import { isProvenDead } from './process-identity.ts';

export interface SweeperOptions {
  db: Db;
  /** Asked anew each time: the queue's name comes to be known after the start. */
  identity(): WorkerIdentity;
  /** Whether this worker runs an execution or is about to. */
  isBusyWith(executionId: string): boolean;
  /** There are jobs that somebody could take; looking for them is for this worker's queue. */
  onFreeJobs(count: number): void;
  silenceMs: number;
  /** The newest way of writing executions that this worker can read. */
  format: number;
  log: RuntimeLog;
}

/** Says that this worker lives, and frees what workers hold that do not. */
export class Sweeper {
  readonly #options: SweeperOptions;
  /** Since when heartbeats have succeeded without a break. */
  #aliveSince: number | null = null;
  #running: Promise<void> | null = null;
  #newer: ReadonlySet<string> = new Set();

  constructor(options: SweeperOptions) {
    this.#options = options;
  }

  /** Never rejects; while the database is away there is nothing to sweep. */
  sweep(): Promise<void> {
    this.#running ??= this.#sweep()
      .catch((fault: unknown) => {
        this.#aliveSince = null;
        this.#options.log('warning', 'Looking for executions without an owner failed', { reason: reasonOf(fault) });
      })
      .finally(() => {
        this.#running = null;
      });
    return this.#running;
  }

  async #sweep(): Promise<void> {
    const { db, identity, format, log } = this.#options;
    await saveHeartbeat(db, identity());
    this.#aliveSince ??= performance.now();
    await this.#buryDead();
    const orphans = await findOrphanPools(db);
    await unlockJobs(db, [...orphans, ...(await this.#forgottenPools())]);
    for (const execution of await findExecutionsWithoutJob(db, format)) {
      log('warning', 'An execution had lost its job and gets a new one', { execution: execution.id });
      await addExecutionJob(db, execution);
    }
    await this.#sayNewer();
    for (const group of await listGroupsToAdvance(db)) await advanceGroup(db, group);
    const free = await countFreeJobs(db);
    if (free > 0) this.#options.onFreeJobs(free);
  }

  /** Why executions stay pending while this worker has nothing to do; said once for each. */
  async #sayNewer(): Promise<void> {
    const { db, format, log } = this.#options;
    const waiting = await findNewerExecutions(db, format);
    for (const id of waiting.filter((one) => !this.#newer.has(one))) {
      log('warning', 'An execution was started by a newer release of Gantry and waits for a worker of that release', {
        execution: id,
      });
    }
    this.#newer = new Set(waiting);
  }

  /**
   * The own queue's name when it holds a job that nobody here knows of: the connection broke between taking the job
   * and hearing of it. Jobs under way that are freed with it are taken again, and end at once.
   */
  async #forgottenPools(): Promise<string[]> {
    const { db, identity, isBusyWith, log } = this.#options;
    const { queuePool } = identity();
    if (queuePool === null) return [];
    const held = await listExecutionsHeldBy(db, queuePool);
    const forgotten = held.filter((id) => !isBusyWith(id));
    for (const id of forgotten)
      log('warning', 'A job was taken and nobody heard of it; it is freed', { execution: id });
    return forgotten.length === 0 ? [] : [queuePool];
  }

  async #buryDead(): Promise<void> {
    const { db, identity, silenceMs, log } = this.#options;
    // After an outage everyone has been silent; the others get the time to say that they live.
    const mayJudgeSilence = performance.now() - (this.#aliveSince ?? Number.POSITIVE_INFINITY) >= silenceMs;
    for (const row of await listOtherWorkers(db, identity().id, silenceMs)) {
      const isDead = isProvenDead(row);
      if (!isDead && !(row.isSilent && mayJudgeSilence)) continue;
      const wasRemoved = await removeWorker(db, row, isDead ? null : silenceMs);
      if (wasRemoved)
        log('warning', 'A worker is gone; others take over what it owned', { worker: row.id, pid: row.pid });
    }
  }
}
