import type { EventView, LogFilterInput, StreamMessage } from '../../server/api/contract.ts';

/** Which lines: the first after `after`, the last before `before`, those from position `at` on, or else the last of all. */
export interface PageQuery {
  after?: number;
  before?: number;
  at?: number;
  limit: number;
  filter: LogFilterInput;
}

export interface LogPage {
  events: EventView[];
  /** The newest line of the execution when this was read, in the page or not. */
  lastSeq: number;
  /** Where the first of `events` stands among the lines that pass the filter, from 0; null when there are none. */
  position: number | null;
}

/** Where the log's lines come from. */
export interface EventSource {
  /** At most `limit` events, in order. */
  page(query: PageQuery): Promise<LogPage>;
  /** Where a line, or the next one that passes the filter, stands among those that pass. */
  position(seq: number, filter: LogFilterInput): Promise<{ position: number; total: number }>;
  /** Live events after `after`; `onLost` when the stream ended for a reason that trying again may mend. Returns its end. */
  follow(after: number, listener: FollowListener): () => void;
  /** Trying the same again would give the same fault, e.g. a pattern that is none. */
  isFinal(fault: unknown): boolean;
}

export interface FollowListener {
  onMessage(message: StreamMessage): void;
  onConnection(connection: 'live' | 'reconnecting'): void;
  onLost(): void;
}
