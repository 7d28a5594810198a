import type { Db } from '../../db/client.ts';
import { type EventRecord, readEvents } from '../../db/repositories/event.ts';
import { findExecutionEnd } from '../../db/repositories/execution.ts';
import { type ExecutionStatus, finalStatuses } from '../../db/schema/execution.ts';

const batchMs = 50;
const batchEvents = 500;
/** About what one message, which is what a slow watcher holds, takes at most in bytes. */
const batchBytes = 120_000;
/** What an event takes beside its text. */
const eventBytes = 260;
/** Messages that are kept for others who are at the same place. */
const keptMessages = 8;
const keptEvents = 2_000;
const keptCharacters = 4_000_000;
/** A notice may be lost with a connection; nobody then waits longer than this. */
const longestSilence = 10_000;
const retryMs = 500;

/** Events in order, each one after the one before. */
export interface EventsMessage {
  kind: 'events';
  events: EventRecord[];
}

/** The newest events of one execution, read once for all who watch it. */
export class EventTail {
  readonly #db: Db;
  readonly #executionId: string;
  #events: EventRecord[] = [];
  #characters = 0;
  #lastSeq = -1;
  #status: ExecutionStatus | 'unknown' | 'gone' = 'unknown';
  #timer: NodeJS.Timeout | null = null;
  #isReading = false;
  #isStale = false;
  #isClosed = false;
  #readAt = Number.NEGATIVE_INFINITY;
  #waiting = new Set<() => void>();
  /** By the `seq` that they come after, the newest last. */
  readonly #messages = new Map<number, Promise<EventsMessage>>();

  constructor(db: Db, executionId: string) {
    this.#db = db;
    this.#executionId = executionId;
    this.refresh();
  }

  /** Reads the newest events soon: at once after a silence, else 50 ms after the time before. */
  refresh(): void {
    this.#schedule(this.#readAt + batchMs - performance.now());
  }

  close(): void {
    this.#isClosed = true;
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#wake();
  }

  /** The `seq` of the last event; -1 while it is not known. */
  get lastSeq(): number {
    return this.#lastSeq;
  }

  /** The final status; `gone` when there is no such execution; null while it goes on. */
  get end(): ExecutionStatus | 'gone' | null {
    const isFinal = (finalStatuses as readonly string[]).includes(this.#status);
    if (this.#status === 'gone') return 'gone';
    return isFinal ? (this.#status as ExecutionStatus) : null;
  }

  /** Resolves when something has been read anew, or `signal` aborts. */
  async changed(signal: AbortSignal): Promise<void> {
    if (signal.aborted || this.#isClosed) return;
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#waiting.add(resolve);
    const onAbort = (): void => resolve();
    signal.addEventListener('abort', onAbort);
    await promise;
    signal.removeEventListener('abort', onAbort);
    this.#waiting.delete(resolve);
  }

  /** The next events after `seq`, as many as one message takes; the same message for all who are there. */
  read(after: number): Promise<EventsMessage> {
    const known = this.#messages.get(after);
    if (known !== undefined) return known;
    const message = this.#read(after).then((events) => ({ kind: 'events' as const, events: cut(events) }));
    message.catch(() => this.#messages.delete(after));
    this.#messages.set(after, message);
    const [oldest] = this.#messages.keys();
    if (this.#messages.size > keptMessages && oldest !== undefined) this.#messages.delete(oldest);
    return message;
  }

  async #read(after: number): Promise<EventRecord[]> {
    const first = this.#events[0];
    if (first === undefined || first.seq > after + 1) {
      return await readEvents(this.#db, { executionId: this.#executionId, after, limit: batchEvents });
    }
    const start = after + 1 - first.seq;
    return this.#events.slice(start, start + batchEvents);
  }

  #schedule(wait: number): void {
    if (this.#isClosed) return;
    this.#isStale = true;
    if (this.#isReading) return;
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#readNewest(), Math.max(0, wait));
  }

  async #readNewest(): Promise<void> {
    this.#isReading = true;
    this.#isStale = false;
    this.#readAt = performance.now();
    let wait = longestSilence;
    try {
      await this.#advance();
    } catch {
      // The database is away; watchers see no more than a pause.
      wait = retryMs;
    }
    this.#isReading = false;
    this.#wake();
    if (this.#isStale) this.refresh();
    else if (this.end === null) this.#scheduleLater(wait);
  }

  #scheduleLater(wait: number): void {
    this.#schedule(wait);
    this.#isStale = false;
  }

  async #advance(): Promise<void> {
    const end = await findExecutionEnd(this.#db, this.#executionId);
    if (end === null) {
      this.#status = 'gone';
      return;
    }
    const known = this.#events.at(-1)?.seq ?? this.#lastSeq;
    if (this.#lastSeq >= 0 && end.lastSeq - known <= keptEvents) await this.#fill(known, end.lastSeq);
    else this.#forget();
    this.#lastSeq = end.lastSeq;
    this.#status = end.status;
  }

  async #fill(from: number, to: number): Promise<void> {
    for (let after = from; after < to; ) {
      const read = await readEvents(this.#db, { executionId: this.#executionId, after, limit: batchEvents });
      const last = read.at(-1);
      if (last === undefined) return;
      after = last.seq;
      for (const event of read) this.#characters += event.text.length;
      this.#events.push(...read);
    }
    this.#shorten();
  }

  #shorten(): void {
    let dropped = Math.max(0, this.#events.length - keptEvents);
    for (const event of this.#events.slice(0, dropped)) this.#characters -= event.text.length;
    while (this.#characters > keptCharacters) {
      this.#characters -= this.#events[dropped]?.text.length ?? this.#characters;
      dropped++;
    }
    this.#events = this.#events.slice(dropped);
  }

  #forget(): void {
    this.#events = [];
    this.#characters = 0;
  }

  #wake(): void {
    const waiting = this.#waiting;
    this.#waiting = new Set();
    for (const resolve of waiting) resolve();
  }
}

function cut(events: EventRecord[]): EventRecord[] {
  let bytes = 0;
  const end = events.findIndex((event, position) => {
    bytes +=
      eventBytes + Buffer.byteLength(event.text) + (event.error === null ? 0 : JSON.stringify(event.error).length);
    return position > 0 && bytes > batchBytes;
  });
  return end < 0 ? events : events.slice(0, end);
}
