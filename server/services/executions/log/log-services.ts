import type {
  EventPage,
  LogFilterInput,
  LogFindHit,
  LogFindInput,
  LogFindSummary,
  LogPosition,
  LogSummary,
} from '../../../api/contract.ts';
import type { Actor } from '../../../security/actor.ts';
import type { ServiceDependencies } from '../../dependencies.ts';
import { downloadLog, type LogDownload } from './download-log.ts';
import { findInLog, showFindSummary } from './find-in-log.ts';
import { LogSets } from './log-sets.ts';
import { locateLine, readLogPage } from './read-log-page.ts';
import { showLogSummary } from './show-log-summary.ts';

/** A page of a log: after a line, before one, from a place on, or (none of them) the end. */
export interface EventQuery {
  id: string;
  after?: number | undefined;
  before?: number | undefined;
  /** From 0, among the matching lines. */
  at?: number | undefined;
  limit: number;
  filter?: LogFilterInput | undefined;
}

export interface FindRequest {
  id: string;
  filter?: LogFilterInput | undefined;
  find: LogFindInput;
  /** The line to begin with, itself included. */
  from: number;
  direction: 'next' | 'previous';
}

/** A line, and the lines that are counted: those that pass the filter, or of these the ones that are looked for. */
export interface PositionQuery {
  id: string;
  filter?: LogFilterInput | undefined;
  find?: LogFindInput | undefined;
  seq: number;
}

/** What can be asked of a log that is too long to be held by a browser. */
export interface LogServices {
  events(actor: Actor, query: EventQuery): Promise<EventPage>;
  logSummary(actor: Actor, input: { id: string; filter?: LogFilterInput | undefined }): Promise<LogSummary>;
  findInLog(actor: Actor, request: FindRequest): Promise<LogFindHit>;
  findSummary(
    actor: Actor,
    input: { id: string; filter?: LogFilterInput | undefined; find: LogFindInput },
  ): Promise<LogFindSummary>;
  /** The whole of it or what matches, a page at a time. */
  downloadLog(actor: Actor, input: { id: string; filter?: LogFilterInput | undefined }): Promise<LogDownload>;
  logPosition(actor: Actor, query: PositionQuery): Promise<LogPosition>;
}

/** The use cases of logs with what they need given to them. */
export function logServices(d: ServiceDependencies): LogServices {
  const log = { ...d, sets: new LogSets(d.db) };
  return {
    events: (actor, query) => readLogPage(log, actor, query),
    logSummary: (actor, input) => showLogSummary(log, actor, input),
    findInLog: (actor, request) => findInLog(log, actor, request),
    findSummary: (actor, input) => showFindSummary(log, actor, input),
    downloadLog: (actor, input) => downloadLog(log, actor, input),
    logPosition: (actor, input) => locateLine(log, actor, input),
  };
}
