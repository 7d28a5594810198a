import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type {
  EventPage,
  LogFilterInput,
  LogFindHit,
  LogFindInput,
  LogFindSummary,
  LogPosition,
  LogSummary,
} from '../../../api/contract.ts';
import { startTestProduct, type TestProduct } from '../../../testing/start-test-product.ts';
import { type LogLine, type WrittenExecution, writeExecution } from '../../../testing/written-execution.ts';
import { searchWithin } from './search-faults.ts';

const esc = '\u001b';
let product: TestProduct;
let execution: WrittenExecution;
/** 3,000 lines: what the tests look for stands among lines that are alike. */
const lines: LogLine[] = Array.from({ length: 3_000 }, (_, n) => lineOf(n + 1));

function lineOf(seq: number): LogLine {
  if (seq % 1_000 === 0) return { type: 'task_failed', text: `failed ${seq}`, node: 'db', instance: 'db_1' };
  if (seq % 500 === 0) return { level: 'critical', text: `Größe ${seq}` };
  if (seq % 100 === 0) return { level: 'warning', text: `${esc}[31mre${esc}[0md line ${seq}`, node: 'web' };
  if (seq % 50 === 0)
    return { level: 'debug', text: `1 %\r50 %\r100 % ${seq}\r`, operation: 'lifecycle.create', task: 'a' };
  return { text: `line ${seq}`, node: seq % 2 === 0 ? 'web' : 'db' };
}

beforeAll(async () => {
  product = await startTestProduct();
  execution = await writeExecution(product.database.db);
  await execution.writeLines(lines);
});
afterAll(() => product.stop());

async function ask<T>(path: string, input: object): Promise<T> {
  const answer = await product.admin.query(`executions.${path}`, { id: execution.id, ...input });
  expect(answer.message).toBeNull();
  return answer.data as T;
}

const summary = (filter: LogFilterInput) => ask<LogSummary>('logSummary', { filter });
const page = (input: object) => ask<EventPage>('events', input);
const seqsOf = ({ events }: EventPage) => events.map(({ seq }) => seq);
const multiples = (of: number, to = 3_000) => Array.from({ length: to / of }, (_, n) => (n + 1) * of);

it('counts every line by its level, and marks where the bad ones are', async () => {
  const { levels, ruler, ...rest } = await summary({});
  expect(rest).toEqual({ lastSeq: 3_000, total: 3_000, matching: 3_000 });
  expect(levels).toEqual({ debug: 30, info: 2_940, warning: 24, error: 3, critical: 3 });
  expect(ruler).toHaveLength(200);
  expect(ruler.reduce((sum, part) => sum + part)).toBe(30);
  expect(ruler[6]).toBe(1);
});

const error = multiples(1_000);
const filters: [string, LogFilterInput, number[]][] = [
  ['level', { level: 'error' }, [500, 1_000, 1_500, 2_000, 2_500, 3_000]],
  ['types', { types: ['task_failed'] }, error],
  [
    'node and level',
    { node: 'web', level: 'warning', from: '2020-01-01T00:00:00Z' },
    multiples(100).filter((seq) => seq % 500 !== 0),
  ],
  ['instance', { instance: 'db_1' }, error],
  ['operation', { operation: 'lifecycle.create' }, multiples(50).filter((seq) => seq % 100 !== 0)],
  ['task', { task: 'a', text: '% 5' }, [50, 550]],
  ['text whatever its case', { text: 'GRÖSSE 5' }, []],
  ['text with other letters', { text: 'GRÖßE 5' }, [500]],
  ['text in its case', { text: 'Line 7', matchCase: true }, []],
  [
    'text under colours',
    { text: 'red line 1' },
    [100, ...multiples(100).filter((seq) => seq > 1_000 && seq < 2_000 && seq % 500 !== 0)],
  ],
  ['what was overwritten', { text: '50 %' }, []],
  ['text that looks like a pattern', { text: '100 %' }, multiples(50).filter((seq) => seq % 100 !== 0)],
  ['a regular expression', { text: '^(FAILED|größe) \\d+00$', regex: true }, [500, 1_000, 1_500, 2_000, 2_500, 3_000]],
  ['a regular expression in its case', { text: '^FAILED', regex: true, matchCase: true }, []],
  ['a time that has not come', { from: '2100-01-01T00:00:00+01:00' }, []],
  ['a time that has passed', { to: '2020-01-01T00:00:00Z' }, []],
];

it.each(filters)('filters by %s: pages, places and counts agree', async (_name, filter, expected) => {
  const cold = await page({ filter, limit: 1_000 });
  expect(seqsOf(cold)).toEqual(expected);
  expect((await summary(filter)).matching).toBe(expected.length);
  const warm = await page({ filter, limit: 2 });
  expect(seqsOf(warm)).toEqual(expected.slice(-2));
  expect(warm.position).toBe(expected.length === 0 ? null : Math.max(0, expected.length - 2));
  expect(seqsOf(await page({ filter, at: 1, limit: 2 }))).toEqual(expected.slice(1, 3));
  const [first = 0] = expected;
  expect(seqsOf(await page({ filter, after: first, limit: 3 }))).toEqual(expected.slice(1, 4));
  expect(seqsOf(await page({ filter, before: 1_500, limit: 1 }))).toEqual(
    expected.filter((seq) => seq < 1_500).slice(-1),
  );
  const place = await ask<LogPosition>('logPosition', { filter, seq: 1_500 });
  expect(place).toEqual({ position: expected.filter((seq) => seq < 1_500).length, total: expected.length });
});

it('reads any part of an unfiltered log by its place', async () => {
  expect(await page({ at: 2_998, limit: 10 })).toMatchObject({ position: 2_998, lastSeq: 3_000 });
  expect(seqsOf(await page({ at: 2_998, limit: 10 }))).toEqual([2_999, 3_000]);
  expect(await ask('logPosition', { seq: 17 })).toEqual({ position: 16, total: 3_000 });
});

it.each<[LogFindInput, number[]]>([
  [{ text: 'failed' }, error],
  [{ text: 'f.iled', regex: true }, error],
  [{ level: 'critical' }, [500, 1_500, 2_500]],
  [{ level: 'error', andUp: true }, multiples(500)],
  [{ level: 'info' }, []],
])('finds %j forwards and backwards, cold and warm', async (find, hits) => {
  const filter: LogFilterInput = { level: 'error' };
  for (const time of ['cold', 'warm']) {
    const nearest = async (from: number, direction: string) =>
      (await ask<LogFindHit>('findInLog', { filter, find, from, direction })).seq;
    const [first = null] = hits;
    expect(await nearest(1, 'next'), time).toBe(first);
    expect(await nearest(first ?? 1, 'next')).toBe(first);
    expect(await nearest(1_999, 'next')).toBe(hits.find((seq) => seq >= 1_999) ?? null);
    expect(await nearest(1_999, 'previous')).toBe(hits.findLast((seq) => seq <= 1_999) ?? null);
    const { count, ruler, firstSeq } = await ask<LogFindSummary>('findSummary', { filter, find });
    expect({ count, firstSeq }).toEqual({ count: hits.length, firstSeq: first });
    expect(ruler.reduce((sum, part) => sum + part)).toBe(hits.length);
    const place = await ask<LogPosition>('logPosition', { filter: { ...filter, text: '00' }, find, seq: 1_999 });
    expect(place).toEqual({ position: hits.filter((seq) => seq < 1_999).length, total: hits.length });
  }
});

it('looks through a long log in the order of the page, wherever the matches are', async () => {
  const long = await writeExecution(product.database.db);
  const matches = [3, 12_500, 12_501, 20_001, 25_000, 25_001, 44_999];
  await long.writeLines(
    Array.from({ length: 45_000 }, (_, n) => ({ text: matches.includes(n + 1) ? 'rare' : 'line' })),
  );
  // Each question is another one to the server, which therefore knows nothing of it yet.
  for (const [place, seq] of matches.entries()) {
    const filter = { text: 'rare', from: `2020-01-01T00:00:0${place % 10}Z` };
    const ask = async (input: object) =>
      seqsOf((await product.admin.query('executions.events', { id: long.id, filter, ...input })).data as EventPage);
    expect(await ask({ after: seq, limit: 3 })).toEqual(matches.slice(place + 1, place + 4));
    expect(await ask({ before: seq, limit: 3 })).toEqual(matches.slice(Math.max(0, place - 3), place));
    const find = async (from: number, direction: string) =>
      (
        await product.admin.query('executions.findInLog', {
          id: long.id,
          filter,
          find: { text: 'rare' },
          from,
          direction,
        })
      ).data;
    expect(await find(seq, 'next')).toEqual({ seq });
    expect(await find(seq, 'previous')).toEqual({ seq });
    expect(await find(seq + 1, 'next')).toEqual({ seq: matches[place + 1] ?? null });
    expect(await find(seq - 1, 'previous')).toEqual({ seq: matches[place - 1] ?? null });
  }
});

it('goes on counting as the log grows', async () => {
  const filter = { text: 'fresh' };
  expect((await summary(filter)).matching).toBe(0);
  await execution.writeLines([{ text: 'fresh', level: 'error' }, { text: 'stale' }]);
  const { matching, total, levels } = await summary(filter);
  expect({ matching, total, error: levels.error }).toEqual({ matching: 1, total: 3_002, error: 4 });
  expect(seqsOf(await page({ filter, at: 0, limit: 5 }))).toEqual([3_001]);
});

it('says what is wrong with a pattern, and ends a search that takes too long', async () => {
  const ask = (filter: LogFilterInput) => product.admin.query('executions.events', { id: execution.id, filter });
  expect(await ask({ text: '(a', regex: true })).toMatchObject({
    status: 400,
    message:
      'The pattern is not a regular expression: parentheses () not balanced. Mend the pattern, or search for it as plain text.',
  });
  const slow = searchWithin(product.database.db, (tx) => tx.execute(sql`select pg_sleep(60)`), 50);
  await expect(slow).rejects.toThrow(/took longer than 0.05 s .* simpler pattern/);
});

it('refuses more than one place, and logs of others', async () => {
  const both = await product.admin.query('executions.events', { id: execution.id, after: 1, at: 2 });
  expect(both).toMatchObject({ status: 400, message: 'says more than one of after, before and at' });
  expect(await product.admin.query('executions.logSummary', { id: crypto.randomUUID() })).toMatchObject({
    status: 404,
  });
});
