import type { EventView, ExecutionStatus, LogFilterInput, StreamMessage } from '../../server/api/contract.ts';
import type { EventSource } from './log-source.ts';
import { LogWindow, type WindowState } from './log-window.ts';

export type Connection = 'connecting' | 'live' | 'reconnecting' | 'ended';

/** What a view draws. `rows` may grow in place between versions and is only ever read. */
export interface LogSnapshot extends WindowState {
  version: number;
  connection: Connection;
  /** When the connection was lost, in milliseconds since the epoch; null while there is one. */
  lostAt: number | null;
  ended: ExecutionStatus | null;
  lastSeq: number;
}

const pageSize = 500;
const retryAfter = 1_500;

/**
 * The log of one execution: its live stream, and the window of lines that a view draws. Follows ui.md 5.2: what was seen
 * is dropped, a gap is asked for, a marker to skip to leaves out what can be paged in later. Lines are exact: none is
 * lost and none is shown twice.
 */
export class EventLog {
  private readonly source: EventSource;
  private readonly window: LogWindow;
  private readonly onEvents: (events: readonly EventView[]) => void;
  private readonly listeners = new Set<() => void>();
  /** The last line that the stream has brought; null before it is known where it begins. */
  private max: number | null = null;
  private inbox: StreamMessage[] = [];
  private isDraining = false;
  private stop: (() => void) | null = null;
  private isClosed = false;
  private isPaused = false;
  private about: Omit<LogSnapshot, keyof WindowState> = {
    version: 0,
    connection: 'connecting',
    lostAt: null,
    ended: null,
    lastSeq: 0,
  };
  private snapshot: LogSnapshot;

  /** `onEvents` is called once for each new event, in order, filter or not. */
  constructor(source: EventSource, onEvents: (events: readonly EventView[]) => void = () => undefined) {
    this.source = source;
    this.onEvents = onEvents;
    this.window = new LogWindow(source, () => this.publish({}));
    this.snapshot = { ...this.window.current, ...this.about };
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  readonly getSnapshot = (): LogSnapshot => this.snapshot;

  /** Reads the newest lines that pass (or those around the line `seq`), and follows what comes. */
  async open(filter: LogFilterInput, seq: number | null): Promise<void> {
    this.isClosed = false;
    await Promise.all([this.window.open(filter, seq), this.findNewest()]);
  }

  /** Ends everything; it can be opened again. */
  close(): void {
    this.isClosed = true;
    this.stop?.();
    this.stop = null;
    this.window.close();
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
    if (this.about.ended === null) this.connect();
  }

  /** The execution has been resumed after its end: follows it again, from the last line that was read. */
  goOn(): void {
    if (this.about.ended === null) return;
    this.publish({ connection: 'connecting', ended: null });
    this.connect();
  }

  /**
   * Learns by another way how far the log goes. Lines after its end say that the execution has been resumed, also when
   * the end is told later than that.
   */
  goOnTo(lastSeq: number): void {
    if (lastSeq > (this.max ?? lastSeq)) this.goOn();
  }

  /** Shows the lines that pass, near to the line `seq`, or the last of them. */
  setFilter(filter: LogFilterInput, seq: number | null): void {
    void this.window.setFilter(filter, seq);
  }

  /** Leads the view to a line, or to the next one that passes the filter. */
  goTo(seq: number): void {
    this.window.goTo(seq);
  }

  /** Says which positions are in view. */
  show(first: number, last: number): void {
    this.window.show(first, last);
  }

  /** What a count on the server found. */
  know(lastSeq: number, filter: LogFilterInput, matching: number): void {
    this.window.know(lastSeq, { filter, matching });
  }

  private async findNewest(): Promise<void> {
    const page = await this.untilAnswered(() => this.source.page({ limit: 1, filter: {} })).catch(() => null);
    // The window meets the same fault and shows it.
    if (page === null || this.isClosed) return;
    this.max ??= Math.max(page.lastSeq, page.events.at(-1)?.seq ?? 0);
    this.window.know(this.max);
    this.publish({ lastSeq: Math.max(this.max, this.about.lastSeq) });
    this.connect();
  }

  private connect(): void {
    this.stop?.();
    this.stop = null;
    if (this.isPaused || this.isClosed || this.max === null) return;
    this.stop = this.source.follow(this.max, {
      onMessage: (message) => this.receive(message),
      onConnection: (connection) => this.say(connection),
      onLost: () => {
        if (this.isClosed || this.about.ended !== null) return;
        this.say('reconnecting');
        setTimeout(() => {
          if (!this.isClosed) this.connect();
        }, retryAfter);
      },
    });
  }

  private say(connection: 'live' | 'reconnecting'): void {
    if (this.about.ended !== null) return;
    this.publish({ connection, lostAt: connection === 'live' ? null : (this.about.lostAt ?? Date.now()) });
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
        const filled = this.take(message);
        if (filled !== null) await filled;
      }
    } finally {
      this.isDraining = false;
    }
  }

  private take(message: StreamMessage): Promise<void> | null {
    const max = this.max ?? 0;
    if (message.kind === 'ended') {
      this.stop?.();
      this.stop = null;
      this.publish({ connection: 'ended', lostAt: null, ended: message.status });
      return null;
    }
    if (message.kind === 'skip-to') return message.seq > max ? this.skipTo(message.seq) : null;
    const fresh = message.events.filter((event) => event.seq > max);
    const [first] = fresh;
    if (first === undefined || first.seq === max + 1) {
      this.append(fresh);
      return null;
    }
    return this.fill(first.seq).then(() => this.append(fresh.filter((event) => event.seq > (this.max ?? 0))));
  }

  /** Those who watch states still learn of the last ones of what is left out. */
  private async skipTo(seq: number): Promise<void> {
    const { events } = await this.untilAnswered(() =>
      this.source.page({ before: seq + 1, limit: pageSize, filter: {} }),
    );
    const max = this.max ?? 0;
    this.max = seq;
    this.onEvents(events.filter((event) => event.seq > max));
    this.window.know(seq);
    this.publish({ lastSeq: seq });
  }

  private async fill(until: number): Promise<void> {
    while ((this.max ?? 0) + 1 < until && !this.isClosed) {
      const after = this.max ?? 0;
      const { events } = await this.untilAnswered(() => this.source.page({ after, limit: pageSize, filter: {} }));
      const missing = events.filter((event) => event.seq < until);
      if (missing.length === 0) return;
      this.append(missing);
    }
  }

  private async untilAnswered<T>(ask: () => Promise<T>): Promise<T> {
    for (;;) {
      try {
        return await ask();
      } catch (fault) {
        if (this.isClosed || this.source.isFinal(fault)) throw fault;
        this.say('reconnecting');
        await new Promise<void>((resolve) => setTimeout(resolve, retryAfter));
      }
    }
  }

  private append(events: readonly EventView[]): void {
    const last = events.at(-1);
    if (last === undefined) return;
    this.max = last.seq;
    this.onEvents(events);
    this.window.append(events);
    this.publish({ lastSeq: Math.max(last.seq, this.about.lastSeq) });
  }

  private publish(change: Partial<typeof this.about>): void {
    this.about = { ...this.about, ...change, version: this.about.version + 1 };
    this.snapshot = { ...this.window.current, ...this.about };
    for (const listener of this.listeners) listener();
  }
}
