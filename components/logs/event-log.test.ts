import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { EventView, StreamMessage } from '../../server/api/contract.ts';
import { EventLog, type EventSource, type FollowListener } from './event-log.ts';
import { matches, noFilter } from './log-filter.ts';

function line(seq: number): EventView {
  const text = seq % 10 === 0 ? `tenth ${seq}` : `line ${seq}`;
  return {
    seq,
    at: '2030-01-01T00:00:00.000Z',
    type: 'log',
    level: seq % 100 === 0 ? 'error' : 'info',
    instance: null,
    node: null,
    operation: null,
    task: null,
    attempt: null,
    text,
    stream: 'stdout',
    state: null,
    error: null,
  };
}

function range(from: number, to: number): EventView[] {
  return Array.from({ length: to - from + 1 }, (_, at) => line(from + at));
}

/** An execution with `count` events so far; `listener` is the open stream. */
class Recorded implements EventSource {
  listener: FollowListener | null = null;
  followed: number[] = [];
  failures = 0;
  count: number;
  constructor(count: number) {
    this.count = count;
  }
  async page({ after, before, limit, filter }: Parameters<EventSource['page']>[0]): Promise<EventView[]> {
    if (this.failures > 0) {
      this.failures -= 1;
      throw new Error('away');
    }
    const all = range(1, this.count).filter((event) => matches(event, filter));
    if (after !== undefined) return all.filter(({ seq }) => seq > after).slice(0, limit);
    return all.filter(({ seq }) => before === undefined || seq < before).slice(-limit);
  }
  follow(after: number, listener: FollowListener): () => void {
    this.followed.push(after);
    this.listener = listener;
    return () => undefined;
  }
  send(message: StreamMessage): void {
    this.listener?.onMessage(message);
  }
}

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

async function opened(count: number, at: number | null = null) {
  const source = new Recorded(count);
  const seen: number[] = [];
  const log = new EventLog(source, (events) => seen.push(...events.map(({ seq }) => seq)));
  await log.open(at);
  return { source, log, seen, seqs: () => log.getSnapshot().rows.map(({ seq }) => seq) };
}

async function settle(): Promise<void> {
  await vi.advanceTimersByTimeAsync(5_000);
}

test('opens at the end, follows from there, and pages back to the first line', async () => {
  const { source, log, seqs } = await opened(2_500);
  expect(source.followed).toEqual([2_500]);
  expect(seqs()).toEqual(range(1_501, 2_500).map(({ seq }) => seq));
  await log.loadOlder();
  await log.loadOlder();
  expect(seqs()[0]).toBe(1);
  expect(seqs()).toHaveLength(2_500);
  expect(log.getSnapshot()).toMatchObject({ hasOlder: false, prepended: 1_500 });
});

test('drops what it has seen and asks for what is missing, so that lines are exact', async () => {
  const { source, seqs, seen } = await opened(5);
  source.count = 30;
  source.send({ kind: 'events', events: range(4, 8) });
  source.send({ kind: 'events', events: range(7, 9) });
  source.send({ kind: 'events', events: range(20, 22) });
  source.send({ kind: 'events', events: range(21, 30) });
  await settle();
  expect(seqs()).toEqual(range(1, 30).map(({ seq }) => seq));
  expect(seen).toEqual(range(6, 30).map(({ seq }) => seq));
});

test('a gap is filled even when the server is away for a while', async () => {
  const { source, log, seqs } = await opened(5);
  source.count = 12;
  source.failures = 2;
  source.send({ kind: 'events', events: range(10, 12) });
  await settle();
  expect(seqs()).toEqual(range(1, 12).map(({ seq }) => seq));
  source.send({ kind: 'ended', status: 'terminated' });
  await settle();
  expect(log.getSnapshot()).toMatchObject({ connection: 'ended', ended: 'terminated' });
});

test('a marker to skip to leaves a hole that can be paged in', async () => {
  const { source, log, seqs } = await opened(10);
  source.count = 9_000;
  source.send({ kind: 'skip-to', seq: 8_000 });
  source.send({ kind: 'events', events: range(8_001, 8_003) });
  await settle();
  expect([seqs()[0], seqs().at(-1)]).toEqual([7_001, 8_003]);
  await log.loadOlder();
  expect(seqs()[0]).toBe(6_001);
});

test('under a filter older matches come from the server and live ones from the stream', async () => {
  const { source, log, seqs } = await opened(3_000);
  log.setFilter({ ...noFilter, text: 'TENTH', level: 'error' });
  await settle();
  expect(seqs()).toEqual(range(1, 3_000).flatMap(({ seq }) => (seq % 100 === 0 ? [seq] : [])));
  source.count = 3_100;
  source.send({ kind: 'events', events: range(3_001, 3_100) });
  await settle();
  expect(seqs().at(-1)).toBe(3_100);
  log.setFilter(noFilter);
  expect(seqs().at(-2)).toBe(3_099);
});

test('a lost stream is opened again after what was seen', async () => {
  const { source, log } = await opened(5);
  source.send({ kind: 'events', events: range(6, 7) });
  await settle();
  source.listener?.onLost();
  expect(log.getSnapshot().connection).toBe('reconnecting');
  await settle();
  expect(source.followed).toEqual([5, 7]);
});

test('a server that is away at first is asked again', async () => {
  const source = new Recorded(3);
  source.failures = 1;
  const log = new EventLog(source);
  await log.open(null);
  expect(log.getSnapshot().fault).toBeInstanceOf(Error);
  await settle();
  expect(log.getSnapshot()).toMatchObject({ lastSeq: 3, fault: null });
});

test('a link to a line opens around it', async () => {
  const { seqs, source } = await opened(5_000, 2_000);
  expect([seqs()[0], seqs().at(-1)]).toEqual([1_751, 5_000]);
  expect(source.followed).toEqual([5_000]);
});

test('trimming keeps the newest lines and says that there are older ones', async () => {
  const { log, seqs } = await opened(900);
  log.trim(100);
  expect(seqs()).toHaveLength(100);
  expect(seqs().at(-1)).toBe(900);
  expect(log.getSnapshot().hasOlder).toBe(true);
});

test('a paused log goes on after the last line it has, and not before it is opened', async () => {
  const source = new Recorded(3);
  const log = new EventLog(source);
  log.pause();
  await log.open(null);
  expect(source.followed).toEqual([]);
  log.resume();
  expect(source.followed).toEqual([3]);
  log.pause();
  source.count = 5;
  log.resume();
  source.send({ kind: 'events', events: range(4, 5) });
  await vi.waitFor(() => expect(log.getSnapshot().lastSeq).toBe(5));
  expect(source.followed).toEqual([3, 3]);
  log.close();
});
