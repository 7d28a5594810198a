import { readEvents, readEventsAt } from '../../../../db/repositories/event.ts';
import { isEverything } from '../../../../db/repositories/event-filter.ts';
import type { EventPage, LogFilterInput, LogPosition } from '../../../api/contract.ts';
import type { Actor } from '../../../security/actor.ts';
import { type LogDependencies, requireLog } from './log-dependencies.ts';
import type { EventQuery } from './log-services.ts';
import { conditionsOf, type LogQuery } from './log-sets.ts';
import { searchWithin } from './search-faults.ts';

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
export async function locateLine(
  d: LogDependencies,
  actor: Actor,
  { id, filter = {}, seq }: { id: string; filter?: LogFilterInput | undefined; seq: number },
): Promise<LogPosition> {
  const { lastSeq } = await requireLog(d, actor, id);
  if (isEverything(filter)) return { position: Math.min(lastSeq, Math.max(0, seq - 1)), total: lastSeq };
  const set = await d.sets.matching({ executionId: id, lastSeq, filter });
  return { position: set.rank(seq), total: set.count };
}

type Window = Pick<EventQuery, 'after' | 'before' | 'limit'>;

async function readFrom(d: LogDependencies, asked: LogQuery, { at, limit }: { at: number; limit: number }) {
  const set = await d.sets.matching(asked);
  return readEventsAt(d.db, asked.executionId, set.slice(at, limit));
}

/** Without the set it stops at the last line that the page takes, which is soon unless matches are rare. */
async function readAround(d: LogDependencies, asked: LogQuery, window: Window) {
  const { executionId, lastSeq, filter } = asked;
  const set = d.sets.known(asked);
  if (set === null) {
    return searchWithin(d.db, (tx) => readEvents(tx, { executionId, upTo: lastSeq, ...window }, conditionsOf(filter)));
  }
  const { after, before = lastSeq + 1, limit } = window;
  const end = set.rank(before);
  const start = after === undefined ? Math.max(0, end - limit) : set.rank(after + 1);
  return readEventsAt(d.db, executionId, set.slice(start, after === undefined ? end - start : limit));
}
