import { findNearest } from '../../../../db/repositories/event-search.ts';
import type { LogFilterInput, LogFindHit, LogFindInput, LogFindSummary } from '../../../api/contract.ts';
import type { Actor } from '../../../security/actor.ts';
import { type LogDependencies, requireLog } from './log-dependencies.ts';
import { rangesOf } from './log-ranges.ts';
import type { FindRequest } from './log-services.ts';
import { conditionsOf } from './log-sets.ts';
import { searchWithin } from './search-faults.ts';
import { rulerParts } from './show-log-summary.ts';

/** The nearest hit from a line on. */
export async function findInLog(d: LogDependencies, actor: Actor, request: FindRequest): Promise<LogFindHit> {
  const { id, filter = {}, find, from, direction } = request;
  const { lastSeq } = await requireLog(d, actor, id);
  const set = d.sets.known({ executionId: id, lastSeq, filter, find });
  if (set !== null) return { seq: direction === 'next' ? set.next(from) : set.previous(from) };
  const conditions = conditionsOf(filter, find);
  const isNext = direction === 'next';
  for (const ranges of rangesOf({ lastSeq, ...(isNext ? { after: Math.max(0, from - 1) } : { before: from + 1 }) })) {
    const hits = await Promise.all(
      ranges.map((range) =>
        searchWithin(d.db, (tx) => findNearest(tx, { ...range, executionId: id, direction }, conditions)),
      ),
    );
    const seq = isNext ? hits.find((hit) => hit !== null) : hits.findLast((hit) => hit !== null);
    if (seq !== undefined) return { seq };
  }
  return { seq: null };
}

/** How many hits there are in the whole log, and where. */
export async function showFindSummary(
  d: LogDependencies,
  actor: Actor,
  { id, filter = {}, find }: { id: string; filter?: LogFilterInput | undefined; find: LogFindInput },
): Promise<LogFindSummary> {
  const { lastSeq } = await requireLog(d, actor, id);
  const set = await d.sets.matching({ executionId: id, lastSeq, filter, find });
  return { count: set.rank(lastSeq + 1), ruler: set.ruler(rulerParts, lastSeq), firstSeq: set.next(1) };
}
