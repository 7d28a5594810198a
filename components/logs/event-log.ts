import type { EventView, ExecutionStatus, StreamMessage } from '../../server/api/contract.ts';
import { isEmptyFilter, type LogFilter, matches, noFilter } from './log-filter.ts';

/** Where the log's lines come from. */
export interface EventSource {
  /** At most `limit` events in order: the first after `after`, else the last before `before`, else the last of all. */
  page(query: { after?: number; before?: number; limit: number; filter: LogFilter }): Promise<EventView[]>;
  /** Live events after `after`; `onLost` when the stream ended for a reason that trying again may mend. Returns its end. */
  follow(after: number, listener: FollowListener): () => void;
}

export interface FollowListener {
  onMessage(message: StreamMessage): void;
  onConnection(connection: 'live' | 'reconnecting'): void;
  onLost(): void;
}

export type Connection = 'connecting' | 'live' | 'reconnecting' | 'ended';

/** What a view draws. `rows` keeps its identity between versions and is only ever read. */
export interface LogSnapshot {
  version: number;
  rows: readonly EventView[];
  /** Rows put in front since the log was opened, so that a view can keep its place. */
  prepended: number;
  hasOlder: boolean;
  isLoadingOlder: boolean;
  connection: Connection;
  ended: ExecutionStatus | null;
  lastSeq: number;
  fault: unknown;
}

const pageSize = 1_000;
/** How many lines a link to one of them loads at most. */
const maxAround = 20_000;
const retryAfter = 1_500;

/**
 * The lines of one execution as far as they are held: an unbroken run of events up to the newest (`tail`), and, under a
 * filter, older matches before it. Follows ui.md 5.2: what was seen is dropped, a gap is asked for, a marker to skip to
 * leaves out what can be paged in later. Lines are exact: none is lost and none is shown twice.
 */
export class EventLog {
  private readonly source: EventSource;
  private readonly onEvents: (events: readonly EventView[]) => void;
  private readonly listeners = new Set<() => void>();
  private filter: LogFilter = noFilter;
  private tail: EventView[] = [];
  private older: EventView[] = [];
  private rows: EventView[] = [];
  private max = 0;
  private inbox: StreamMessage[] = [];
  private isDraining = false;
  private stop: (() => void) | null = null;
  private isClosed = false;
  private isPaused = false;
  private isOpen = false;
  private generation = 0;
  private snapshot: LogSnapshot = {
    version: 0,
    rows: this.rows,
    prepended: 0,
    hasOlder: false,
    isLoadingOlder: false,
    connection: 'connecting',
    ended: null,
    lastSeq: 0,
    fault: null,
  };

  /** `onEvents` is called once for each new event, in order, filter or not. */
  constructor(source: EventSource, onEvents: (events: readonly EventView[]) => void = () => undefined) {
    this.source = source;
    this.onEvents = onEvents;
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  readonly getSnapshot = (): LogSnapshot => this.snapshot;

  /** Reads the newest lines (or those around `line`), then follows. */
  async open(line: number | null): Promise<void> {
    this.isClosed = false;
    try {
      const events = line === null ? await this.firstPage() : await this.pagesFrom(Math.max(0, line - pageSize / 4));
      if (this.isClosed) return;
      this.tail = events;
      this.max = events.at(-1)?.seq ?? 0;
      this.rebuild({ hasOlder: (events[0]?.seq ?? 1) > 1, lastSeq: this.max, fault: null });
      this.isOpen = true;
      this.connect();
      if (!isEmptyFilter(this.filter)) await this.loadOlder();
    } catch (fault) {
      if (this.isClosed) return;
      this.publish({ fault, connection: 'reconnecting' });
      this.later(() => void this.open(line));
    }
  }

  close(): void {
    this.isClosed = true;
    this.stop?.();
  }

  /** Ends the stream and keeps the lines. */
  pause(): void {
    this.isPaused = true;
    this.stop?.();
    this.stop = null;
  }

  /** Goes on after the last line that was read. */
  resume(): void {
    this.isPaused = false;
    if (this.isOpen && this.snapshot.ended === null) this.connect();
  }

  setFilter(filter: LogFilter): void {
    this.filter = filter;
    this.generation += 1;
    this.older = [];
    this.rebuild({ hasOlder: (this.tail[0]?.seq ?? 1) > 1, isLoadingOlder: false, prepended: 0 });
    if (!isEmptyFilter(filter) && this.tail.length > 0) void this.loadOlder();
  }

  /** Pages in what comes before the first row. */
  async loadOlder(): Promise<void> {
    const before = this.older[0]?.seq ?? this.tail[0]?.seq;
    if (before === undefined || before <= 1 || this.snapshot.isLoadingOlder || !this.snapshot.hasOlder) return;
    const generation = this.generation;
    this.publish({ isLoadingOlder: true });
    try {
      const events = await this.source.page({ before, limit: pageSize, filter: this.filter });
      if (generation !== this.generation || this.isClosed) return;
      if (isEmptyFilter(this.filter)) this.tail = [...events, ...this.tail];
      else this.older = [...events, ...this.older];
      const prepended = this.snapshot.prepended + events.length;
      this.rebuild({
        prepended,
        isLoadingOlder: false,
        hasOlder: events.length === pageSize && (events[0]?.seq ?? 1) > 1,
      });
    } catch (fault) {
      if (generation === this.generation) this.publish({ isLoadingOlder: false, fault });
    }
  }

  /** Lets go of all but the newest `keep` lines; what was let go can be paged in again. */
  trim(keep: number): void {
    if (this.rows.length <= keep * 1.5) return;
    this.older = [];
    this.tail = this.tail.slice(-keep);
    this.rebuild({ hasOlder: true, prepended: 0 });
  }

  private firstPage(): Promise<EventView[]> {
    return this.source.page({ limit: pageSize, filter: noFilter });
  }

  /** From a line on to the newest, as far as it is sensible to hold them all. */
  private async pagesFrom(after: number): Promise<EventView[]> {
    const events: EventView[] = [];
    while (events.length < maxAround) {
      const page = await this.source.page({ after: events.at(-1)?.seq ?? after, limit: pageSize, filter: noFilter });
      events.push(...page);
      if (page.length < pageSize) break;
    }
    return events.length > 0 ? events : this.firstPage();
  }

  private connect(): void {
    this.stop?.();
    if (this.isPaused || this.isClosed) return;
    this.stop = this.source.follow(this.max, {
      onMessage: (message) => this.receive(message),
      onConnection: (connection) => this.publish({ connection }),
      onLost: () => {
        if (this.isClosed || this.snapshot.ended !== null) return;
        this.publish({ connection: 'reconnecting' });
        this.later(() => this.connect());
      },
    });
  }

  private later(action: () => void): void {
    setTimeout(() => {
      if (!this.isClosed) action();
    }, retryAfter);
  }

  private receive(message: StreamMessage): void {
    this.inbox.push(message);
    if (!this.isDraining) void this.drain();
  }

  /** Takes messages one after another, so that a gap is filled before what follows it. */
  private async drain(): Promise<void> {
    this.isDraining = true;
    try {
      for (let message = this.inbox.shift(); message !== undefined && !this.isClosed; message = this.inbox.shift()) {
        await this.take(message);
      }
    } finally {
      this.isDraining = false;
    }
  }

  private async take(message: StreamMessage): Promise<void> {
    if (message.kind === 'ended') {
      this.stop?.();
      this.publish({ connection: 'ended', ended: message.status });
    } else if (message.kind === 'skip-to') {
      await this.skipTo(message.seq);
    } else {
      const fresh = message.events.filter((event) => event.seq > this.max);
      const first = fresh[0];
      if (first !== undefined && first.seq > this.max + 1) await this.fill(first.seq);
      this.append(fresh.filter((event) => event.seq > this.max));
    }
  }

  private async skipTo(seq: number): Promise<void> {
    if (seq <= this.max) return;
    const events = await this.pageUntilAnswered({ before: seq + 1 });
    this.older = [];
    this.tail = events;
    this.max = seq;
    this.onEvents(events);
    this.rebuild({ hasOlder: true, prepended: 0, lastSeq: seq });
  }

  private async fill(until: number): Promise<void> {
    while (this.max + 1 < until && !this.isClosed) {
      const events = await this.pageUntilAnswered({ after: this.max });
      const missing = events.filter((event) => event.seq < until);
      if (missing.length === 0) return;
      this.append(missing);
    }
  }

  private async pageUntilAnswered(query: { after?: number; before?: number }): Promise<EventView[]> {
    while (!this.isClosed) {
      try {
        return await this.source.page({ ...query, limit: pageSize, filter: noFilter });
      } catch {
        this.publish({ connection: 'reconnecting' });
        await new Promise<void>((resolve) => setTimeout(resolve, retryAfter));
      }
    }
    return [];
  }

  private append(events: readonly EventView[]): void {
    const last = events.at(-1);
    if (last === undefined) return;
    for (const event of events) {
      this.tail.push(event);
      if (this.rows !== this.tail && matches(event, this.filter)) this.rows.push(event);
    }
    this.max = last.seq;
    this.onEvents(events);
    this.publish({ lastSeq: this.max, fault: null });
  }

  private rebuild(change: Partial<LogSnapshot>): void {
    this.rows = isEmptyFilter(this.filter)
      ? this.tail
      : [...this.older, ...this.tail.filter((event) => matches(event, this.filter))];
    this.publish(change);
  }

  private publish(change: Partial<LogSnapshot>): void {
    this.snapshot = { ...this.snapshot, ...change, rows: this.rows, version: this.snapshot.version + 1 };
    for (const listener of this.listeners) listener();
  }
}
