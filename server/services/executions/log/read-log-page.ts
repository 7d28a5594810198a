import { type EventRecord, readEvents, readEventsAt } from '../../../../db/repositories/event.ts';
import { isAfter, isEverything } from '../../../../db/repositories/event-filter.ts';
import type { EventPage, LogFilterInput, LogPosition } from '../../../api/contract.ts';
import type { Actor } from '../../../security/actor.ts';
import { type LogDependencies, requireLog } from './log-dependencies.ts';
import { rangesOf, type SeqRange } from './log-ranges.ts';
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

async function readAround(d: LogDependencies, asked: LogQuery, window: Window) {
  const { executionId, lastSeq } = asked;
  const set = d.sets.known(asked);
  if (set === null) return readUnknown(d, asked, window);
  const { after, before = lastSeq + 1, limit } = window;
  const end = set.rank(before);
  const start = after === undefined ? Math.max(0, end - limit) : set.rank(after + 1);
  return readEventsAt(d.db, executionId, set.slice(start, after === undefined ? end - start : limit));
}

/** Reads on in the direction of the page until it is full; where matches are rare, in two places at the same time. */
async function readUnknown({ db }: LogDependencies, { executionId, lastSeq, filter }: LogQuery, window: Window) {
  const conditions = conditionsOf(filter);
  const isForward = window.after !== undefined;
  let found: EventRecord[] = [];
  for (const ranges of rangesOf({ ...window, lastSeq })) {
    const limit = window.limit - found.length;
    const read = ({ after, upTo }: SeqRange) =>
      searchWithin(db, (tx) =>
        isForward
          ? readEvents(tx, { executionId, after, upTo, limit }, conditions)
          : readEvents(tx, { executionId, before: upTo + 1, limit }, [...conditions, isAfter(after)]),
      );
    const pages = (await Promise.all(ranges.map(read))).flat();
    found = isForward ? [...found, ...pages].slice(0, window.limit) : [...pages, ...found].slice(-window.limit);
    if (found.length === window.limit) break;
  }
  return found;
}
