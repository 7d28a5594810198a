import type { EventView, LogFilterInput, StreamMessage } from '../../../server/api/contract.ts';
import { levelOf, logLevels } from '../log-filter.ts';
import type { EventSource, FollowListener, LogPage, PageQuery } from '../log-source.ts';

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

export function range(from: number, to: number): EventView[] {
  return Array.from({ length: Math.max(0, to - from + 1) }, (_, at) => line(from + at));
}

export function passes(event: EventView, filter: LogFilterInput): boolean {
  if (filter.level !== undefined && logLevels.indexOf(levelOf(event)) < logLevels.indexOf(filter.level)) return false;
  return filter.text === undefined || event.text.includes(filter.text);
}

export const isBad = new Error('This is no pattern.');

/** Like the server, it says where a page stands only when it was asked for by position, or without a filter.
 * An execution with `count` events so far; `listener` is the open stream. Every answer takes `delayMs`. */
export class Recorded implements EventSource {
  listener: FollowListener | null = null;
  followed: number[] = [];
  failures = 0;
  count: number;
  asked = 0;
  delayMs: () => number = () => 0;
  constructor(count: number) {
    this.count = count;
  }
  async page({ after, before, at, limit, filter }: PageQuery): Promise<LogPage> {
    this.asked += 1;
    const { count } = this;
    if (this.delayMs() > 0) await new Promise<void>((resolve) => setTimeout(resolve, this.delayMs()));
    if (this.failures > 0) {
      this.failures -= 1;
      throw new Error('away');
    }
    if (filter.text === '(') throw isBad;
    const isWhole = Object.keys(filter).length === 0;
    const all = isWhole ? null : range(1, count).filter((event) => passes(event, filter));
    const length = all?.length ?? count;
    const place = (seq: number): number => (all === null ? seq - 1 : all.filter((event) => event.seq < seq).length);
    let first = at ?? Math.max(0, length - limit);
    let end = length;
    if (after !== undefined) first = place(after + 1);
    else if (before !== undefined) {
      end = place(before);
      first = Math.max(0, end - limit);
    }
    end = Math.min(end, first + limit);
    const events = all === null ? range(first + 1, end) : all.slice(first, end);
    const isKnown = events.length > 0 && (isWhole || at !== undefined);
    return { events, lastSeq: count, position: isKnown ? first : null };
  }
  async position(seq: number, filter: LogFilterInput) {
    if (this.delayMs() > 0) await new Promise<void>((resolve) => setTimeout(resolve, this.delayMs()));
    const all = range(1, this.count).filter((event) => passes(event, filter));
    return { position: all.filter((event) => event.seq < seq).length, total: all.length };
  }
  follow(after: number, listener: FollowListener): () => void {
    this.followed.push(after);
    this.listener = listener;
    return () => undefined;
  }
  isFinal(fault: unknown): boolean {
    return fault === isBad;
  }
  send(message: StreamMessage): void {
    this.listener?.onMessage(message);
  }
  /** Lines up to `to` come over the stream. */
  grow(to: number): void {
    const from = this.count + 1;
    this.count = to;
    this.send({ kind: 'events', events: range(from, to) });
  }
}
