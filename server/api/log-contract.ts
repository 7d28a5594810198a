import type { LogLevel } from '../../core/ports/operation.ts';
import type { EventType } from '../../core/workflow/task-graph.ts';
import type { EventView } from './contract.ts';

/** Which lines of a log are wanted; what is absent does not narrow them down. */
export interface LogFilterInput {
  /** Occurs in the text as a person sees it, without colours and without what a carriage return overwrote. */
  text?: string | undefined;
  /** `text` is a regular expression in PostgreSQL's syntax. */
  regex?: boolean | undefined;
  matchCase?: boolean | undefined;
  /** This level and above. Lines without a level count as `info`, failures as `error`. */
  level?: LogLevel | undefined;
  types?: EventType[] | undefined;
  node?: string | undefined;
  instance?: string | undefined;
  /** `interface.operation`. */
  operation?: string | undefined;
  /** A task's id. */
  task?: string | undefined;
  /** ISO 8601, both included. */
  from?: string | undefined;
  to?: string | undefined;
}

/** What is looked for among the lines that the filter leaves. */
export type LogFindInput =
  | { text: string; regex?: boolean | undefined; matchCase?: boolean | undefined }
  /** Exactly this level, as the counters count, or that and above. */
  | { level: LogLevel; andUp?: boolean | undefined };

/** A page of a log, in order. */
export interface EventPage {
  events: EventView[];
  /** The `seq` of the execution's last event, whether or not it is in the page. */
  lastSeq: number;
  /** Place of the page's first event among the matching ones, from 0; null when the page is empty or it is not known yet. */
  position: number | null;
}

/** The figures of a log. */
export interface LogSummary {
  lastSeq: number;
  /** Lines of the log, and of those that match the filter. */
  total: number;
  matching: number;
  /** Of all lines, exact. */
  levels: Record<LogLevel, number>;
  /** Lines of level warning and above in each 200th of the log, from the first line to the last. */
  ruler: number[];
}

/** What a search has found in the whole log. */
export interface LogFindSummary {
  /** The log's last line when it was looked through. */
  lastSeq: number;
  count: number;
  /** Hits in each 200th of the log. */
  ruler: number[];
  firstSeq: number | null;
}

/** The nearest hit, or null when there is none in that direction. */
export interface LogFindHit {
  seq: number | null;
}

/** How many matching lines (or hits among them) there are before a line, and at all. */
export interface LogPosition {
  position: number;
  total: number;
}
