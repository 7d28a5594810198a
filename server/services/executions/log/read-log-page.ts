import { readEvents, readEventsAt } from '../../../../db/repositories/event.ts';
import { isEverything } from '../../../../db/repositories/event-filter.ts';
import type { EventPage, LogPosition } from '../../../api/contract.ts';
import type { Actor } from '../../../security/actor.ts';
import { type LogDependencies, requireLog } from './log-dependencies.ts';
import type { EventQuery, PositionQuery } from './log-services.ts';
import type { LogQuery } from './log-sets.ts';

/** A page of a log; see EventQuery. */
export async function readLogPage(d: LogDependencies, actor: Actor, query: EventQuery): Promise<EventPage> {
  const { id, filter = {}, at, ...window } = query;
  const { lastSeq } = await requireLog(d, actor, id);
  if (isEverything(filter)) {
    const from = at === undefined ? window : { after: at, limit: query.limit };
    const events = await readEvents(d.db, { executionId: id, upTo: lastSeq, ...from });
    return { events, lastSeq, position: events[0] === undefined ? null : events[0].seq - 1 };
  }
  const asked = { executionId: id, lastSeq, filter };
  const events = at === undefined ? await readAround(d, asked, window) : await readFrom(d, asked, { ...window, at });
  const first = events[0];
  const position = first === undefined ? null : (d.sets.known(asked)?.rank(first.seq) ?? null);
  return { events, lastSeq, position };
}

/** How many matching lines come before a line. */
export async function locateLine(d: LogDependencies, actor: Actor, request: PositionQuery): Promise<LogPosition> {
  const { id, filter = {}, find, seq } = request;
  const { lastSeq } = await requireLog(d, actor, id);
  if (isEverything(filter) && find === undefined)
    return { position: Math.min(lastSeq, Math.max(0, seq - 1)), total: lastSeq };
  const set = await d.sets.matching({ executionId: id, lastSeq, filter, find });
  return { position: set.rank(seq), total: set.count };
}

type Window = Pick<EventQuery, 'after' | 'before' | 'limit'>;

async function readFrom(d: LogDependencies, asked: LogQuery, { at, limit }: { at: number; limit: number }) {
  const set = await d.sets.matching(asked);
  return readEventsAt(d.db, asked.executionId, set.slice(at, limit));
}

async function readAround(d: LogDependencies, asked: LogQuery, { after, before, limit }: Window) {
  const place = after === undefined ? { before: before ?? asked.lastSeq + 1 } : { after };
  return readEventsAt(d.db, asked.executionId, await d.sets.nearest(asked, { ...place, count: limit }));
}
