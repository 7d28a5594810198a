import { setTimeout as delay } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { type StandbyChild, startStandby } from '../e2e/chaos/child.ts';
import { countOpen, judgeMarked, type MarkedRun, startMarked } from '../e2e/chaos/marks.ts';
import { openProduct, type Product } from '../e2e/chaos/product.ts';
import type { Bench, Measurement } from './measurement.ts';

const executions = 100;
const operationsEach = 50;
const operationMs = 200;

/**
 * 100 executions at once, each of 50 operations of 200 ms one after the other, by worker processes of their own.
 * `--workers N`. The shortest possible time of one execution is 10 s. `longest_pause_ms`: the longest time in which an
 * execution that had begun dispatched nothing; `last_begin_s`: when the last one began.
 */
export const fairness: Bench = async (args) => {
  const { values } = parseArgs({ args, options: { workers: { type: 'string', default: '1' } } });
  const count = Number(values.workers);
  if (!(count > 0)) throw new Error('--workers is a number.');
  const product = await openProduct();
  const workers = Array.from({ length: count }, () => startWorker(product));
  try {
    for (const worker of workers) await worker.begin();
    return [await measure(product, count)];
  } finally {
    for (const worker of workers) await worker.kill('SIGTERM');
    await product.close();
  }
};

function startWorker({ environment, folder }: Product): StandbyChild {
  const more = { CHAOS_FOLDER: folder, CHAOS_OPERATION_MS: String(operationMs) };
  return startStandby('marker-process.ts', { ...environment, ...more });
}

async function measure({ database, folder }: Product, workers: number): Promise<Measurement> {
  const runs: MarkedRun[] = [];
  const began = performance.now();
  for (let count = 0; count < executions; count++) runs.push(await startMarked(database, folder, operationsEach / 2));
  const ids = runs.map(({ id }) => id);
  while ((await countOpen(database, ids)) > 0) await delay(50);
  const wall = (performance.now() - began) / 1000;
  const verdicts = await Promise.all(runs.map((run) => judgeMarked(database, folder, run)));
  const problems = verdicts.flatMap((verdict) => verdict.problems);
  if (problems.length > 0) throw new Error(problems.join('\n'));
  const { rows } = await database.pool.query<Record<'longest_pause_ms' | 'last_begin_s' | 'owners', number>>(
    `with starts as (
      select e.execution_id, e.at, e.at - lag(e.at) over (partition by e.execution_id order by e.seq) as pause
      from event e where e.execution_id = any($1) and e.type = 'task_started' and e.task is not null)
    select (select round(extract(epoch from max(pause)) * 1000)::int from starts) as longest_pause_ms,
      (select round(extract(epoch from max(first) - min(created)), 1)::float from (
        select min(s.at) as first, min(x.created_at) as created
        from starts s join execution x on x.id = s.execution_id group by s.execution_id) f) as last_begin_s`,
    [ids],
  );
  return {
    bench: 'fairness',
    args: { workers, executions, operations: operationsEach, operation_ms: operationMs },
    wall_s: Math.round(wall * 10) / 10,
    ops_per_s: Math.round((executions * operationsEach) / wall),
    longest_pause_ms: rows[0]?.longest_pause_ms ?? null,
    last_begin_s: rows[0]?.last_begin_s ?? null,
  };
}
