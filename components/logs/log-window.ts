import type { EventView, LogFilterInput } from '../../server/api/contract.ts';
import { isEmptyFilter } from './log-filter.ts';
import type { EventSource, LogPage, PageQuery } from './log-source.ts';

/** Where a view should go: `position` is a place among the lines that pass the filter. Each has an `id` of its own. */
export interface Goal {
  id: number;
  position: number | 'end';
  /** The line that was asked for, to stand in the middle. */
  seq: number | null;
}

/** What is held of the log: an unbroken run of the lines that pass the filter, the first of them at position `start`. */
export interface WindowState {
  rows: readonly EventView[];
  start: number;
  /** Lines that pass the filter, as far as is known. */
  total: number;
  /** The server has said where the rows stand; until then they count from 0. */
  isPlaced: boolean;
  /** How far positions have been moved since the log was opened, so that a view can keep its place. */
  moved: number;
  goal: Goal;
  isLoading: boolean;
  /** Nothing has been read under this filter yet. */
  isFresh: boolean;
  fault: unknown;
}

export const mostHeld = 5_000;
const pageSize = 500;
/** Lines beyond those in view that are read before they are needed. */
const margin = 150;
const retryAfter = 1_500;
/** Under a filter new lines are asked for, at most this often. */
const catchUpEvery = 150;

interface Reading {
  state: Partial<WindowState>;
  /** The lines up to this one are complete at the end of the window; null when it ends before the newest. */
  edge: number | null;
}

/**
 * The lines that a view can draw, of a log of any length. It reads pages so that what is in view (`show`) is held, both
 * ways, one request at a time, and lets go of what is far away. Live lines are put at its end as long as it reaches the
 * end. A line is never held twice and none between two held ones is left out.
 */
export class LogWindow {
  private readonly source: EventSource;
  private readonly onChange: () => void;
  private filter: LogFilterInput = {};
  private state: WindowState = {
    rows: [],
    start: 0,
    total: 0,
    isPlaced: true,
    moved: 0,
    goal: { id: 0, position: 'end', seq: null },
    isLoading: true,
    isFresh: true,
    fault: null,
  };
  private edge: number | null = null;
  private newest = 0;
  private wanted = { first: 0, last: 0 };
  private target: { seq: number } | 'end' | null = null;
  private caughtUpAt = 0;
  private generation = 0;
  private isWorking = false;
  private isClosed = true;

  constructor(source: EventSource, onChange: () => void) {
    this.source = source;
    this.onChange = onChange;
  }

  get current(): WindowState {
    return this.state;
  }

  /** Begins to read: around a line, or the end. Resolves when there is something to draw. */
  open(filter: LogFilterInput, seq: number | null): Promise<void> {
    this.isClosed = false;
    this.filter = filter;
    return this.begin(seq);
  }

  close(): void {
    this.isClosed = true;
    this.generation += 1;
    this.isWorking = false;
  }

  /** Shows other lines, near to `seq`, or the last of them. */
  setFilter(filter: LogFilterInput, seq: number | null): Promise<void> {
    if (this.isClosed || JSON.stringify(filter) === JSON.stringify(this.filter)) return Promise.resolve();
    this.filter = filter;
    return this.begin(seq);
  }

  private begin(seq: number | null): Promise<void> {
    this.generation += 1;
    this.isWorking = false;
    this.edge = null;
    this.target = seq === null ? 'end' : { seq };
    this.put({ isFresh: true, isLoading: true, fault: null });
    return this.work();
  }

  /** Goes to a line, or to the first after it that passes the filter. */
  goTo(seq: number): void {
    const at = this.state.rows.findIndex((event) => event.seq >= seq);
    if (!this.state.isFresh && at >= 0 && (at > 0 || this.state.rows[0]?.seq === seq)) {
      this.put({ goal: this.nextGoal(this.state.start + at, seq) });
      return;
    }
    this.target = { seq };
    void this.work();
  }

  /** The positions that are in view; they and some around them are read when they are not held. */
  show(first: number, last: number): void {
    this.wanted = { first, last };
    void this.work();
  }

  /** Live lines, in order, each once. */
  append(events: readonly EventView[]): void {
    const last = events.at(-1);
    if (last === undefined) return;
    const { edge } = this;
    const fresh = edge === null ? [] : events.filter((event) => event.seq > edge);
    const isNext = edge !== null && fresh[0]?.seq === edge + 1 && isEmptyFilter(this.filter) && !this.state.isFresh;
    this.newest = Math.max(this.newest, last.seq);
    if (isNext && this.hasRoomAtEnd()) this.extend(fresh, last.seq);
    else {
      this.put(this.counted());
      void this.work();
    }
  }

  /** The execution has lines up to `seq`; `total` of those up to there pass the filter, when that is known. */
  know(seq: number, total?: { filter: LogFilterInput; matching: number }): void {
    this.newest = Math.max(this.newest, seq);
    const isOurs = total !== undefined && JSON.stringify(total.filter) === JSON.stringify(this.filter);
    const counted = this.counted();
    const { isFresh, isPlaced } = this.state;
    const matching = isOurs && this.edge === null && isPlaced && !isFresh ? total.matching : 0;
    this.put({ total: Math.max(counted.total, matching) });
    void this.work();
  }

  /** The live end of the window grows as long as a view is near it; whoever reads elsewhere keeps what is read. */
  private hasRoomAtEnd(): boolean {
    return this.state.rows.length < mostHeld || this.wanted.first > this.state.start + mostHeld / 2;
  }

  private extend(events: readonly EventView[], edge: number): void {
    const rows = this.state.rows as EventView[];
    rows.push(...events);
    this.edge = edge;
    this.put({ ...this.trimmed(rows, this.state.start), fault: null });
    this.put(this.counted());
  }

  /** Reads what is missing, one page after another, until all that is wanted is there. */
  private async work(): Promise<void> {
    if (this.isWorking || this.isClosed) return;
    const { generation } = this;
    this.isWorking = true;
    for (let next = this.nextStep(); next !== null; next = this.nextStep()) {
      if (!this.state.isLoading) this.put({ isLoading: true });
      const goesOn = await this.take(next, generation);
      if (!goesOn) return;
    }
    this.isWorking = false;
    if (this.state.isLoading) this.put({ isLoading: false });
  }

  /** One reading; false when there is nothing more to be done for this filter. */
  private async take(read: () => Promise<Reading>, generation: number): Promise<boolean> {
    try {
      const { state, edge } = await read();
      if (generation !== this.generation) return false;
      this.edge = edge;
      this.put({ ...state, isFresh: false, fault: null });
      this.put(this.counted());
      return true;
    } catch (fault) {
      if (generation !== this.generation) return false;
      this.put({ fault, isLoading: false });
      if (this.source.isFinal(fault)) return false;
      await pause(retryAfter);
      return generation === this.generation;
    }
  }

  private nextStep(): (() => Promise<Reading>) | null {
    const { target } = this;
    if (target !== null) return () => (target === 'end' ? this.readEnd(null, target) : this.readAround(target));
    const { rows, start, total, isPlaced } = this.state;
    if (!isPlaced) return () => this.place();
    const end = start + rows.length;
    const last = Math.min(this.wanted.last, total - 1);
    const first = Math.min(this.wanted.first, last);
    if (last >= 0 && (last < start || first >= end)) return () => this.readAt(Math.round((first + last) / 2));
    if (first - margin < start && start > 0) return () => this.readBefore();
    const isNearEnd = last + margin >= end;
    if (isNearEnd && (this.edge === null || this.edge < this.newest)) return () => this.readAfter();
    if (this.edge !== null && this.edge < this.newest && !isNearEnd) this.edge = null;
    return null;
  }

  /** `target`: what this reading is for; another one may come meanwhile. */
  private async readEnd(seq: number | null, target: typeof this.target): Promise<Reading> {
    const page = await this.read({ limit: pageSize });
    if (this.target === target) this.target = null;
    const found = this.found(page, page.events.length < pageSize ? 0 : null);
    const goal = this.nextGoal('end', seq);
    this.wanted = { first: found.total - 1, last: found.total - 1 };
    return { state: { ...found, goal }, edge: edgeOf(page) };
  }

  /** Without a filter `seq` tells the position; with one, the lines come first and the server says later where they are. */
  private async readAround(target: { seq: number }): Promise<Reading> {
    const isWhole = isEmptyFilter(this.filter);
    const page = await this.read(
      isWhole
        ? { at: Math.max(0, target.seq - 1 - pageSize / 2), limit: pageSize }
        : { after: target.seq - 1, limit: pageSize },
    );
    if (page.events.length === 0) return await this.readEnd(target.seq, target);
    if (this.target === target) this.target = null;
    const found = this.found(page, null);
    const at = page.events.findIndex((event) => event.seq >= target.seq);
    const position = found.start + (at < 0 ? page.events.length - 1 : at);
    this.wanted = { first: position, last: position };
    const edge = page.events.length < pageSize ? edgeOf(page) : null;
    return { state: { ...found, goal: this.nextGoal(position, target.seq) }, edge };
  }

  /** The rows of a page that stands by itself. */
  private found({ events, position }: LogPage, start: number | null) {
    const [first] = events;
    const known = first === undefined ? 0 : isEmptyFilter(this.filter) ? first.seq - 1 : (position ?? start);
    const at = known ?? 0;
    return { rows: events, start: at, total: at + events.length, isPlaced: known !== null };
  }

  /** Learns where the rows stand among all lines that pass. */
  private async place(): Promise<Reading> {
    const first = this.state.rows[0]?.seq ?? 1;
    const { position, total } = await this.source.position(first, this.filter);
    const { start, moved, rows, goal } = this.state;
    const by = position - start;
    const shifted = goal.position === 'end' ? goal : { ...goal, position: goal.position + by };
    this.wanted = { first: this.wanted.first + by, last: this.wanted.last + by };
    const placed = { start: position, isPlaced: true, moved: moved + by, goal: shifted };
    return { state: { ...placed, total: Math.max(total, position + rows.length) }, edge: this.edge };
  }

  private async readAt(position: number): Promise<Reading> {
    const page = await this.read({ at: Math.max(0, position - pageSize / 2), limit: pageSize });
    // Fewer lines pass than was thought.
    if (page.events.length === 0) return await this.readEnd(null, null);
    const { rows, start } = this.found(page, null);
    return { state: { rows, start }, edge: page.events.length < pageSize ? edgeOf(page) : null };
  }

  private async readBefore(): Promise<Reading> {
    const page = await this.read({ before: this.state.rows[0]?.seq ?? 1, limit: pageSize });
    const rows = [...page.events, ...this.state.rows];
    const { edge } = this;
    const cut = Math.min(mostHeld, rows.length);
    const state = {
      rows: rows.slice(0, cut),
      start: page.events.length === 0 ? 0 : this.state.start - page.events.length,
    };
    return { state, edge: cut < rows.length ? null : edge };
  }

  private async readAfter(): Promise<Reading> {
    await pause(this.caughtUpAt + catchUpEvery - Date.now());
    if (this.edge !== null) this.caughtUpAt = Date.now();
    const after = this.edge ?? this.state.rows.at(-1)?.seq ?? 0;
    const page = await this.read({ after, limit: pageSize });
    const held = this.state.rows.at(-1)?.seq ?? 0;
    const rows = [...this.state.rows, ...page.events.filter(({ seq }) => seq > held)];
    const edge = page.events.length < pageSize ? Math.max(edgeOf(page), after) : null;
    return { state: this.trimmed(rows, this.state.start), edge };
  }

  private async read(query: Omit<PageQuery, 'filter'>): Promise<LogPage> {
    const page = await this.source.page({ ...query, filter: this.filter });
    this.newest = Math.max(this.newest, page.lastSeq);
    return page;
  }

  /** Lets go of the first lines when there are too many. */
  private trimmed(rows: EventView[], start: number): Pick<WindowState, 'rows' | 'start'> {
    const over = rows.length - mostHeld;
    if (over <= pageSize) return { rows, start };
    return { rows: rows.slice(over), start: start + over };
  }

  private counted(): Pick<WindowState, 'total'> {
    const { rows, start, total, isFresh } = this.state;
    if (isFresh) return { total };
    const end = start + rows.length;
    if (isEmptyFilter(this.filter)) return { total: Math.max(this.newest, end) };
    return { total: this.edge === null ? Math.max(total, end) : end };
  }

  private nextGoal(position: number | 'end', seq: number | null): Goal {
    return { id: this.state.goal.id + 1, position, seq };
  }

  private put(change: Partial<WindowState>): void {
    this.state = { ...this.state, ...change };
    this.onChange();
  }
}

/** What was written before the page was read is in it, up to here. */
function edgeOf({ events, lastSeq }: LogPage): number {
  return Math.max(events.at(-1)?.seq ?? 0, lastSeq);
}

async function pause(ms: number): Promise<void> {
  if (ms > 0) await new Promise<void>((resolve) => setTimeout(resolve, ms));
}
