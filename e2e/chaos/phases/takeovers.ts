import { setTimeout as delay } from 'node:timers/promises';
import { type StandbyChild, startStandby } from '../child.ts';
import { countOpen, judgeMarked, type MarkedRun, startMarked, untilEnded } from '../marks.ts';
import { type Phase, percentile } from '../phase.ts';
import { openProduct, type Product } from '../product.ts';

const executions = 50;
const leaseMs = 800;
/** Long enough that no execution ends before the next takeover. */
const length = 60;

/**
 * Two workers and fifty executions: the owner is stopped past its lease, the other takes all over, the first one wakes
 * up with late writes; then the other way round. `amount`: how many takeovers.
 */
export const takeovers: Phase = async ({ deadline, amount }) => {
  const product = await openProduct();
  const workers: StandbyChild[] = [];
  try {
    for (let count = 0; count < 2; count++) {
      const environment = {
        ...product.environment,
        CHAOS_FOLDER: product.folder,
        CHAOS_LEASE_MS: String(leaseMs),
        CHAOS_CONCURRENCY: '60',
        CHAOS_OPERATION_MS: '100',
      };
      const worker = startStandby('marker-process.ts', environment);
      workers.push(worker);
      await worker.begin();
    }
    return await takeTurns(product, workers, { deadline, amount });
  } finally {
    for (const worker of workers) {
      worker.process.kill('SIGCONT');
      await worker.kill('SIGKILL');
    }
    await product.close();
  }
};

async function takeTurns(product: Product, workers: StandbyChild[], limits: { deadline: number; amount: number }) {
  const { database, folder } = product;
  const runs: MarkedRun[] = [];
  const waits: number[] = [];
  const renew = async (): Promise<void> => {
    const open = await countOpen(
      database,
      runs.map(({ id }) => id),
    );
    for (let missing = executions - open; missing > 0; missing--) {
      runs.push(await startMarked(database, folder, length));
    }
  };
  while (waits.length < limits.amount && performance.now() < limits.deadline) {
    await renew();
    await untilOwned(product);
    const stopped = await busier(product, workers);
    stopped.process.kill('SIGSTOP');
    waits.push(...(await watchTakeover(product, stopped, limits.deadline)));
    stopped.process.kill('SIGCONT');
  }
  const ids = runs.map(({ id }) => id);
  await untilEnded(database, ids);
  const verdicts = await Promise.all(runs.map((run) => judgeMarked(database, folder, run)));
  const stale = await countStale(product);
  const late = workers.reduce((sum, worker) => sum + (worker.output().match(/^late /gm)?.length ?? 0), 0);
  const problems = verdicts.flatMap((verdict) => verdict.problems);
  if (stale > 0) problems.push(`${stale} groups were written by an owner that was none any more`);
  const figures = {
    ...{ takeovers: waits.length, fences: await totalFences(database, ids), executions: runs.length },
    operations: runs.reduce((sum, run) => sum + run.operations, 0),
    lost: verdicts.reduce((sum, verdict) => sum + verdict.lost, 0),
    repeated: verdicts.reduce((sum, verdict) => sum + verdict.repeated, 0),
    ...{ stale_writes: stale, late_starts_refused: late, takeover_p95_ms: percentile(waits, 0.95) },
  };
  return { figures, problems };
}

async function untilOwned({ database }: Product): Promise<void> {
  for (;;) {
    const { rows } = await database.pool.query<{ n: number }>(
      `select count(*)::int as n from execution where status = 'started' and owner is not null and lease_until > now()`,
    );
    if ((rows[0]?.n ?? 0) >= executions / 2) return;
    await delay(20);
  }
}

/** Waits until nothing belongs to the stopped worker any more; how long each of its executions was without an owner. */
async function watchTakeover(product: Product, stopped: StandbyChild, deadline: number): Promise<number[]> {
  const began = performance.now();
  const waits: number[] = [];
  for (let left = await countOwned(product, stopped); left > 0 && performance.now() < deadline + 30_000; ) {
    await delay(20);
    const now = await countOwned(product, stopped);
    for (; left > now; left--) waits.push(performance.now() - began);
    left = now;
  }
  return waits;
}

async function busier(product: Product, workers: readonly StandbyChild[]): Promise<StandbyChild> {
  const owned = await Promise.all(workers.map((worker) => countOwned(product, worker)));
  return workers[owned.indexOf(Math.max(...owned))] as StandbyChild;
}

async function countOwned({ database }: Product, worker: StandbyChild): Promise<number> {
  const id = /ready (\S+)/.exec(worker.output())?.[1];
  const { rows } = await database.pool.query<{ n: number }>(
    `select count(*)::int as n from execution where owner = $1 and status = 'started'`,
    [id],
  );
  return rows[0]?.n ?? 0;
}

async function totalFences({ pool }: Product['database'], ids: readonly string[]): Promise<number> {
  const { rows } = await pool.query<{ n: number }>(
    'select coalesce(sum(fence - 1), 0)::int as n from execution where id = any($1)',
    [ids],
  );
  return rows[0]?.n ?? 0;
}

/** Groups of the journal whose fence is lower than that of a group before them. */
async function countStale({ database }: Product): Promise<number> {
  const { rows } = await database.pool.query<{ n: number }>(`
    select count(*)::int as n from (
      select fence < lag(fence) over (partition by execution_id order by seq) as is_stale from journal) j
    where is_stale`);
  return rows[0]?.n ?? 0;
}
