import { get } from 'node:http';
import { parseArgs } from 'node:util';
import { sql } from 'drizzle-orm';
import type { LogFilterInput, LogFindInput } from '../server/api/contract.ts';
import type { BenchDatabase } from './engine-database.ts';
import { type Bench, type Measurement, round } from './measurement.ts';
import { type ProductParts, peakOf, rssOf, withProduct } from './stream-product.ts';

/**
 * `--lines N`: the log of one execution as the product's server answers it over HTTP, each question `cold` (nothing is
 * known of its filter) and `warm`, ms; then its download, and the memory of the server while it is sent. The control is
 * a plain `select count(*)` of the same lines.
 */
export const logServer: Bench = async (args) => {
  const { values } = parseArgs({ args, options: { lines: { type: 'string', default: '1000000' } } });
  const lines = Number(values.lines);
  if (!(lines > 0)) throw new Error('--lines is a number above 0.');
  return [await withProduct((parts) => measure(parts, lines))];
};

const filters: Record<string, LogFilterInput> = {
  level: { level: 'error' },
  instance: { instance: 'web_77' },
  rare_text: { text: 'needle in' },
  common_text: { text: 'nginx' },
  regex: { text: 'need[a-z]e in', regex: true },
};

async function measure(parts: ProductParts, lines: number): Promise<Measurement> {
  const { database, execution } = parts;
  await fill(database, execution.id, lines);
  const figures: Record<string, number> = {};
  const control = await timed(() =>
    database.db.execute(sql`select count(*) from event where execution_id = ${execution.id}`),
  );
  figures['unfiltered_page_ms'] = await ask(parts, 'events', {});
  figures['summary_cold_ms'] = await ask(parts, 'logSummary', {});
  figures['summary_warm_ms'] = await ask(parts, 'logSummary', {});
  for (const [name, filter] of Object.entries(filters)) {
    figures[`${name}_page_cold_ms`] = await ask(parts, 'events', { filter });
    figures[`${name}_position_cold_ms`] = await ask(parts, 'logPosition', { filter, seq: lines / 2 });
    figures[`${name}_position_warm_ms`] = await ask(parts, 'logPosition', { filter, seq: Math.floor(lines / 3) });
    figures[`${name}_at_warm_ms`] = await ask(parts, 'events', { filter, at: 3 });
  }
  for (const [name, find] of Object.entries({ text: { text: 'needle no' }, level: { level: 'critical' } })) {
    figures[`find_${name}_first_hit_ms`] = await ask(parts, 'findInLog', { find, from: 1, direction: 'next' });
    figures[`find_${name}_count_ms`] = await ask(parts, 'findSummary', { find: find as LogFindInput });
    figures[`find_${name}_next_ms`] = await ask(parts, 'findInLog', { find, from: lines / 2, direction: 'next' });
  }
  return { bench: 'log-server', args: { lines }, control_count_ms: control, ...figures, ...(await download(parts)) };
}

/** Lines as installs print them; few of them matter. */
async function fill({ db }: BenchDatabase, executionId: string, lines: number): Promise<void> {
  await db.execute(sql`
    insert into event (execution_id, seq, at, type, level, instance, node, operation, task, attempt, text, detail)
    select ${executionId}, n, now() + n * interval '1 ms', 'log',
      case when n % 50000 = 0 then 'critical' when n % 5000 = 0 then 'error' when n % 1000 = 0 then 'warning' else 'info' end,
      'web_' || (n % 500), 'web', 'cloudify.interfaces.lifecycle.create',
      'install/web_' || (n % 500) || '/cloudify.interfaces.lifecycle.create', 1,
      case when n % 100000 = 7 then 'needle in line ' || n when n = ${lines} - 7 then 'needle no ' || n
        else 'unpacking package ' || n || ' for nginx ' || md5(n::text) end,
      '{"stream":"stdout"}'
    from generate_series(1, ${lines}::int) n`);
  await db.execute(sql`update execution set last_seq = ${lines} where id = ${executionId}`);
  // As autovacuum would have done while the lines came.
  await db.execute(sql`vacuum analyze event`);
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return round(performance.now() - start);
}

function ask({ client, execution }: ProductParts, path: string, input: object): Promise<number> {
  return timed(async () => {
    const answer = await client.query(`executions.${path}`, { id: execution.id, ...input });
    if (answer.status !== 200) throw new Error(`${path} was answered with ${answer.status}: ${answer.message}`);
  });
}

async function download({ server, client, execution }: ProductParts) {
  const before = rssOf(server.child);
  const peak = peakOf(server.child);
  let bytes = 0;
  const ms = await timed(
    () =>
      new Promise<void>((resolve, reject) => {
        get(
          `${server.url}/api/executions/${execution.id}/log?format=ndjson`,
          { headers: { cookie: client.cookie } },
          (response) => {
            response.on('data', (piece: Buffer) => {
              bytes += piece.length;
            });
            response.on('end', resolve).on('error', reject);
          },
        ).on('error', reject);
      }),
  );
  return {
    ...{ download_mb: round(bytes / 1e6), download_s: round(ms / 1000) },
    ...{ download_rss_before_mb: before, download_rss_peak_mb: peak() },
  };
}
