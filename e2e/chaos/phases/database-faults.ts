import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { startEmbeddedDatabase } from '../../../db/embedded/start.ts';
import { type StandbyChild, startStandby } from '../child.ts';
import { countOpen, judgeMarked, type MarkedRun, startMarked, untilEnded } from '../marks.ts';
import { type Phase, percentile } from '../phase.ts';
import { openProduct, type Product } from '../product.ts';

/** Breaks all connections of a worker each time that it has committed something. `amount`: how many cuts. */
export const cuts: Phase = async ({ deadline, amount }) => {
  const product = await openProduct();
  const worker = startMarker(product, { concurrency: 20 });
  try {
    await worker.begin();
    const { database, folder } = product;
    const runs: MarkedRun[] = [];
    let done = 0;
    while (done < amount && performance.now() < deadline) {
      const run = await startMarked(database, folder, 30);
      runs.push(run);
      for (let commits = -1; (await countOpen(database, [run.id])) > 0; ) {
        const { rows } = await database.pool.query<{ commits: number }>(
          'select commits::int from execution where id = $1',
          [run.id],
        );
        const now = rows[0]?.commits ?? 0;
        if (now !== commits && done < amount) {
          await database.pool.query(
            `select pg_terminate_backend(pid) from pg_stat_activity where pid <> pg_backend_pid() and application_name = 'victim'`,
          );
          done++;
        }
        commits = now;
        await delay(5);
      }
    }
    return await report(product, runs, { cuts: done });
  } finally {
    await worker.kill('SIGKILL');
    await product.close();
  }
};

const running = 200;

/** Stops the database for a random time while 200 executions run. `amount`: how many outages. */
export const outages: Phase = async ({ deadline, amount, longestOutageMs, random }) => {
  const product = await openProduct();
  const workers = [1, 2].map(() => startMarker(product, { concurrency: running / 2 }));
  const recoveries: number[] = [];
  const down: number[] = [];
  const runs: MarkedRun[] = [];
  let embedded = product.embedded;
  try {
    for (const worker of workers) await worker.begin();
    while (recoveries.length < amount && performance.now() < deadline) {
      const left =
        running -
        (await countOpen(
          product.database,
          runs.map(({ id }) => id),
        ));
      for (let count = 0; count < left; count++) runs.push(await startMarked(product.database, product.folder, 40));
      await delay(random() * 1_500);
      const before = await totalCommits(product);
      await embedded.stop(0);
      const pause = Math.min(random() * longestOutageMs, Math.max(0, deadline - performance.now()));
      down.push(pause);
      await delay(pause);
      const folder = join(product.folder, 'postgres');
      embedded = await startEmbeddedDatabase({ folder, socketFolder: embedded.socketFolder });
      const back = performance.now();
      while ((await totalCommits(product)) <= before) await delay(20);
      recoveries.push(performance.now() - back);
    }
    return await report(product, runs, {
      ...{ outages: recoveries.length, running, longest_outage_s: Math.round(Math.max(0, ...down) / 1000) },
      ...{ recovery_p95_ms: percentile(recoveries, 0.95), recovery_max_ms: percentile(recoveries, 1) },
    });
  } finally {
    for (const worker of workers) await worker.kill('SIGKILL');
    await product.close();
    await embedded.stop().catch(() => {});
  }
};

function startMarker({ environment, folder }: Product, { concurrency }: { concurrency: number }): StandbyChild {
  const url = environment['DATABASE_URL'] ?? '';
  return startStandby('marker-process.ts', {
    ...environment,
    DATABASE_URL: `${url}${url.includes('?') ? '&' : '?'}application_name=victim`,
    CHAOS_FOLDER: folder,
    CHAOS_CONCURRENCY: String(concurrency),
  });
}

async function totalCommits({ database }: Product): Promise<number> {
  const { rows } = await database.pool.query<{ n: string }>('select coalesce(sum(commits), 0) as n from execution');
  return Number(rows[0]?.n ?? 0);
}

async function report(product: Product, runs: readonly MarkedRun[], more: Record<string, number | null>) {
  const { database, folder } = product;
  const ids = runs.map(({ id }) => id);
  await untilEnded(database, ids);
  const verdicts = await Promise.all(runs.map((run) => judgeMarked(database, folder, run)));
  const figures = {
    ...more,
    executions: runs.length,
    operations: runs.reduce((sum, run) => sum + run.operations, 0),
    lost: verdicts.reduce((sum, verdict) => sum + verdict.lost, 0),
    repeated: verdicts.reduce((sum, verdict) => sum + verdict.repeated, 0),
  };
  return { figures, problems: verdicts.flatMap((verdict) => verdict.problems) };
}
