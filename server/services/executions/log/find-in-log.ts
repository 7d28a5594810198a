import type { LogFilterInput, LogFindHit, LogFindInput, LogFindSummary } from '../../../api/contract.ts';
import type { Actor } from '../../../security/actor.ts';
import { type LogDependencies, requireLog } from './log-dependencies.ts';
import type { FindRequest } from './log-services.ts';
import { rulerParts } from './show-log-summary.ts';

/** The nearest hit from a line on. */
export async function findInLog(d: LogDependencies, actor: Actor, request: FindRequest): Promise<LogFindHit> {
  const { id, filter = {}, find, from, direction } = request;
  const { lastSeq } = await requireLog(d, actor, id);
  const place = direction === 'next' ? { after: from - 1 } : { before: from + 1 };
  const [seq = null] = await d.sets.nearest({ executionId: id, lastSeq, filter, find }, { ...place, count: 1 });
  return { seq };
}

/** How many hits there are in the whole log, and where. */
export async function showFindSummary(
  d: LogDependencies,
  actor: Actor,
  { id, filter = {}, find }: { id: string; filter?: LogFilterInput | undefined; find: LogFindInput },
): Promise<LogFindSummary> {
  const { lastSeq } = await requireLog(d, actor, id);
  const set = await d.sets.matching({ executionId: id, lastSeq, filter, find });
  return { lastSeq, count: set.rank(lastSeq + 1), ruler: set.ruler(rulerParts, lastSeq), firstSeq: set.next(1) };
}
