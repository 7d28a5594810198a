import fc from 'fast-check';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { EventView, LogFilterInput } from '../../server/api/contract.ts';
import { EventLog } from './event-log.ts';
import { mostHeld } from './log-window.ts';
import { isBad, passes, Recorded, range } from './testing/recorded.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

async function opened(count: number, at: number | null = null, filter: LogFilterInput = {}) {
  const source = new Recorded(count);
  const seen: number[] = [];
  const log = new EventLog(source, (events) => seen.push(...events.map(({ seq }) => seq)));
  await log.open(filter, at);
  const seqs = () => log.getSnapshot().rows.map(({ seq }) => seq);
  const show = async (first: number, last = first + 40): Promise<void> => {
    log.show(first, last);
    await settle();
  };
  return { source, log, seen, seqs, show };
}

async function settle(): Promise<void> {
  await vi.advanceTimersByTimeAsync(5_000);
}

function numbers(from: number, to: number): number[] {
  return range(from, to).map(({ seq }) => seq);
}

test('opens at the end, follows from there, and pages back to the first line', async () => {
  const { source, log, seqs, show } = await opened(1_800);
  expect(source.followed).toEqual([1_800]);
  expect(seqs()).toEqual(numbers(1_301, 1_800));
  expect(log.getSnapshot()).toMatchObject({ total: 1_800, start: 1_300, goal: { position: 'end' } });
  await show(1_400);
  expect(seqs()).toEqual(numbers(801, 1_800));
  await show(900);
  await show(400);
  expect(seqs()).toEqual(numbers(1, 1_800));
  expect(log.getSnapshot().start).toBe(0);
});

test('a line that is asked for while the log is being opened is gone to', async () => {
  const log = new EventLog(new Recorded(3_000));
  void log.open({}, null);
  log.goTo(40);
  await settle();
  expect(log.getSnapshot()).toMatchObject({ goal: { position: 39, seq: 40 }, isLoading: false });
});

test('of a million lines few are held, whichever way one goes', async () => {
  const { source, log, seqs, show } = await opened(1_000_000);
  await show(500_000);
  expect(seqs()[0]).toBe(log.getSnapshot().start + 1);
  expect(log.getSnapshot().start).toBeLessThan(500_000 - 150);
  for (let at = 500_000; at > 490_000; at -= 100) await show(at);
  expect(seqs().length).toBeLessThanOrEqual(mostHeld + 500);
  expect(seqs()).toEqual(numbers(log.getSnapshot().start + 1, log.getSnapshot().start + seqs().length));
  for (let at = 490_000; at < 500_000; at += 100) await show(at);
  expect(seqs().length).toBeLessThanOrEqual(mostHeld + 500);
  expect(seqs()).toEqual(numbers(log.getSnapshot().start + 1, log.getSnapshot().start + seqs().length));
  const { asked } = source;
  await show(999_960, 999_999);
  expect(seqs().at(-1)).toBe(1_000_000);
  expect(source.asked - asked).toBeLessThanOrEqual(2);
});

test('drops what it has seen and asks for what is missing, so that lines are exact', async () => {
  const { source, seqs, seen } = await opened(5);
  source.count = 30;
  source.send({ kind: 'events', events: range(4, 8) });
  source.send({ kind: 'events', events: range(7, 9) });
  source.send({ kind: 'events', events: range(20, 22) });
  source.send({ kind: 'events', events: range(21, 30) });
  await settle();
  expect(seqs()).toEqual(numbers(1, 30));
  expect(seen).toEqual(numbers(6, 30));
});

test('a gap is filled even when the server is away for a while', async () => {
  const { source, log, seqs } = await opened(5);
  source.count = 12;
  source.failures = 2;
  source.send({ kind: 'events', events: range(10, 12) });
  await settle();
  expect(seqs()).toEqual(numbers(1, 12));
  source.send({ kind: 'ended', status: 'terminated' });
  await settle();
  expect(log.getSnapshot()).toMatchObject({ connection: 'ended', ended: 'terminated' });
});

test('an execution that is resumed after its end is followed again, from where it was', async () => {
  const { source, log, seqs } = await opened(5);
  log.goOn();
  expect(source.followed).toEqual([5]);
  source.send({ kind: 'ended', status: 'failed' });
  await settle();
  log.goOn();
  expect(source.followed).toEqual([5, 5]);
  source.count = 8;
  source.send({ kind: 'events', events: range(6, 8) });
  await settle();
  expect(seqs()).toEqual(numbers(1, 8));
  expect(log.getSnapshot()).toMatchObject({ ended: null });
});

test('an execution whose end is told after it was resumed is followed again, as far as it is known to go', async () => {
  const { source, log, seqs } = await opened(5);
  log.goOn();
  source.send({ kind: 'ended', status: 'cancelled' });
  await settle();
  log.goOnTo(5);
  expect(source.followed).toEqual([5]);
  log.goOnTo(8);
  expect(source.followed).toEqual([5, 5]);
  source.count = 8;
  source.send({ kind: 'events', events: range(6, 8) });
  source.send({ kind: 'ended', status: 'terminated' });
  await settle();
  log.goOnTo(8);
  expect(source.followed).toEqual([5, 5]);
  expect(seqs()).toEqual(numbers(1, 8));
});

test('a marker to skip to leaves a hole that is paged in when somebody looks', async () => {
  const { source, log, seqs, show } = await opened(10);
  source.count = 9_000;
  source.send({ kind: 'skip-to', seq: 8_000 });
  source.send({ kind: 'events', events: range(8_001, 9_000) });
  await settle();
  expect(log.getSnapshot()).toMatchObject({ total: 9_000, lastSeq: 9_000 });
  await show(8_960, 8_999);
  expect(seqs().at(-1)).toBe(9_000);
  await show(20);
  expect(seqs()).toEqual(numbers(1, seqs().length));
});

test('lines that come while one reads elsewhere are counted, and there when one looks', async () => {
  const { source, log, seqs, show } = await opened(20_000);
  await show(3_000);
  source.grow(21_000);
  await settle();
  expect(seqs().at(-1)).toBeLessThan(4_000);
  expect(log.getSnapshot().total).toBe(21_000);
  await show(20_960, 20_999);
  expect(seqs().at(-1)).toBe(21_000);
});

test('whoever reads a while back keeps the lines that are read, however many come', async () => {
  const { source, log, show } = await opened(1_000);
  await show(600);
  for (let to = 1_200; to <= 20_000; to += 200) source.grow(to);
  await settle();
  const { start, rows } = log.getSnapshot();
  expect(start).toBeLessThanOrEqual(450);
  expect(rows[600 - start]?.seq).toBe(601);
  expect(rows.length).toBeLessThanOrEqual(mostHeld + 500);
});

test('the end is followed in bounded memory', async () => {
  const { source, log, seqs } = await opened(1_000);
  for (let to = 1_100; to <= 30_000; to += 100) {
    source.grow(to);
    log.show(to - 40, to - 1);
  }
  await settle();
  expect(seqs().at(-1)).toBe(30_000);
  expect(seqs().length).toBeLessThanOrEqual(mostHeld + 500);
  expect(seqs()).toEqual(numbers(30_001 - seqs().length, 30_000));
});

test('under a filter all matches come from the server, live ones too', async () => {
  const { source, log, seqs, show } = await opened(3_000);
  log.setFilter({ text: 'tenth', level: 'error' }, null);
  await settle();
  expect(seqs()).toEqual(numbers(1, 30).map((n) => n * 100));
  expect(log.getSnapshot()).toMatchObject({ total: 30, start: 0 });
  await show(0, 40);
  source.grow(3_100);
  source.grow(3_250);
  await settle();
  expect(seqs()).toEqual(numbers(1, 32).map((n) => n * 100));
  expect(log.getSnapshot().total).toBe(32);
  log.setFilter({}, 3_200);
  await settle();
  expect(log.getSnapshot()).toMatchObject({ total: 3_250, goal: { position: 3_199, seq: 3_200 } });
});

test('a count by the server tells how many lines pass when the end is not held', async () => {
  const { source, log, show } = await opened(20_000, null, { text: 'tenth' });
  expect(log.getSnapshot()).toMatchObject({ total: 2_000, start: 1_500 });
  await show(100);
  source.grow(30_000);
  await settle();
  log.know(30_000, { text: 'other' }, 7);
  expect(log.getSnapshot().total).toBe(2_000);
  log.know(30_000, { text: 'tenth' }, 3_000);
  expect(log.getSnapshot().total).toBe(3_000);
});

test('a line is gone to, held or not, under a filter or not', async () => {
  const { log, seqs } = await opened(100_000);
  log.goTo(99_900);
  expect(log.getSnapshot().goal).toMatchObject({ position: 99_899, seq: 99_900 });
  log.goTo(42);
  await settle();
  expect(log.getSnapshot().goal).toMatchObject({ position: 41, seq: 42 });
  expect(seqs()).toContain(42);
  log.setFilter({ text: 'tenth' }, 50_001);
  await settle();
  expect(log.getSnapshot()).toMatchObject({ total: 10_000, moved: 5_000, goal: { position: 5_000, seq: 50_001 } });
  expect(seqs()).toContain(50_010);
  expect(log.getSnapshot().rows[5_000 - log.getSnapshot().start]?.seq).toBe(50_010);
});

test('a filter that the server refuses is told, and the next one works', async () => {
  const { log, seqs, source } = await opened(100);
  log.setFilter({ text: '(' }, null);
  await settle();
  expect(log.getSnapshot()).toMatchObject({ fault: isBad, isFresh: true, isLoading: false });
  const { asked } = source;
  await settle();
  expect(source.asked).toBe(asked);
  log.setFilter({ text: 'tenth' }, null);
  await settle();
  expect(seqs()).toHaveLength(10);
  expect(log.getSnapshot().fault).toBeNull();
});

test('a lost stream is opened again after what was seen', async () => {
  const { source, log } = await opened(5);
  source.grow(7);
  await settle();
  source.listener?.onLost();
  expect(log.getSnapshot()).toMatchObject({ connection: 'reconnecting', lostAt: expect.any(Number) });
  await settle();
  expect(source.followed).toEqual([5, 7]);
  source.listener?.onConnection('live');
  expect(log.getSnapshot()).toMatchObject({ connection: 'live', lostAt: null });
});

test('a server that is away at first is asked again', async () => {
  const source = new Recorded(3);
  source.failures = 3;
  const log = new EventLog(source);
  void log.open({}, null);
  await vi.advanceTimersByTimeAsync(1);
  expect(log.getSnapshot().fault).toBeInstanceOf(Error);
  await settle();
  expect(log.getSnapshot()).toMatchObject({ lastSeq: 3, total: 3, fault: null });
  expect(source.followed).toEqual([3]);
});

test('a link to a line opens around it', async () => {
  const { seqs, source, log } = await opened(5_000, 2_000);
  expect([seqs()[0], seqs().at(-1)]).toEqual([1_750, 2_249]);
  expect(log.getSnapshot()).toMatchObject({ total: 5_000, goal: { position: 1_999, seq: 2_000 } });
  expect(source.followed).toEqual([5_000]);
});

test('a paused log goes on after the last line it has, and not before it is opened', async () => {
  const source = new Recorded(3);
  const log = new EventLog(source);
  log.pause();
  await log.open({}, null);
  expect(source.followed).toEqual([]);
  log.resume();
  expect(source.followed).toEqual([3]);
  log.pause();
  log.resume();
  source.grow(5);
  expect(log.getSnapshot().lastSeq).toBe(5);
  expect(source.followed).toEqual([3, 3]);
  log.close();
});

const deeds = fc.array(
  fc.oneof(
    fc.record({ kind: fc.constant('show' as const), at: fc.double({ min: 0, max: 1, noNaN: true }) }),
    fc.record({ kind: fc.constant('grow' as const), by: fc.integer({ min: 1, max: 900 }) }),
    fc.record({ kind: fc.constant('go' as const), at: fc.double({ min: 0, max: 1, noNaN: true }) }),
    fc.record({ kind: fc.constant('filter' as const), text: fc.constantFrom('', 'tenth', 'line', '77') }),
    fc.record({ kind: fc.constant('follow' as const) }),
    fc.record({ kind: fc.constant('wait' as const), ms: fc.integer({ min: 1, max: 400 }) }),
  ),
  { maxLength: 40 },
);

type Deed = (typeof deeds extends fc.Arbitrary<infer T> ? T : never)[number];

/** Does it, and gives the filter from then on. */
async function act(deed: Deed, { source, log }: { source: Recorded; log: EventLog }): Promise<LogFilterInput | null> {
  const { total } = log.getSnapshot();
  if (deed.kind === 'show') log.show(Math.floor(deed.at * total), Math.floor(deed.at * total) + 40);
  if (deed.kind === 'grow') source.grow(source.count + deed.by);
  if (deed.kind === 'go') log.goTo(1 + Math.floor(deed.at * source.count));
  if (deed.kind === 'follow') log.show(total - 40, total - 1);
  if (deed.kind === 'wait') await vi.advanceTimersByTimeAsync(deed.ms);
  if (deed.kind !== 'filter') return null;
  const filter = deed.text === '' ? {} : { text: deed.text };
  log.setFilter(filter, null);
  return filter;
}

function expectUnbroken({ source, log }: { source: Recorded; log: EventLog }, filter: LogFilterInput): EventView[] {
  const all = range(1, source.count).filter((event) => passes(event, filter));
  const { rows, isPlaced, isFresh, ...state } = log.getSnapshot();
  if (isFresh) return all;
  const start = isPlaced ? state.start : all.findIndex(({ seq }) => seq === rows[0]?.seq);
  expect(rows.map(({ seq }) => seq)).toEqual(all.slice(start, start + rows.length).map(({ seq }) => seq));
  expect(rows.length).toBeLessThanOrEqual(mostHeld + 500);
  return all;
}

/** Answers that take now this long, now that. */
function unsteady(seed: number): () => number {
  let turn = seed;
  return () => {
    turn = (turn * 1_103_515_245 + 12_345) % 2_147_483_648;
    return turn % 60;
  };
}

test('whatever happens in whichever order, held lines are an unbroken run of those that pass, each in its place', async () => {
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 0, max: 12_000 }), deeds, fc.nat(), async (count, steps, seed) => {
      const source = new Recorded(count);
      source.delayMs = unsteady(seed);
      const seen: number[] = [];
      const log = new EventLog(source, (events) => seen.push(...events.map(({ seq }) => seq)));
      let filter: LogFilterInput = {};
      void log.open(filter, null);
      await vi.advanceTimersByTimeAsync(300);
      for (const step of steps) {
        filter = (await act(step, { source, log })) ?? filter;
        expectUnbroken({ source, log }, filter);
      }
      await settle();
      const all = expectUnbroken({ source, log }, filter);
      log.know(source.count, filter, all.length);
      log.show(all.length - 40, all.length - 1);
      await settle();
      expectUnbroken({ source, log }, filter);
      expect(log.getSnapshot().total).toBe(all.length);
      expect(log.getSnapshot().rows.at(-1)?.seq).toBe(all.at(-1)?.seq);
      expect(seen).toEqual(numbers(count + 1, source.count));
      log.close();
    }),
    { numRuns: 60 },
  );
});
