import { isEverything } from '../../../../db/repositories/event-filter.ts';
import type { LogFilterInput, LogSummary } from '../../../api/contract.ts';
import type { Actor } from '../../../security/actor.ts';
import { type LogDependencies, requireLog } from './log-dependencies.ts';

/** How many parts the rulers beside a log have. */
export const rulerParts = 200;

/** The figures of a log. */
export async function showLogSummary(
  d: LogDependencies,
  actor: Actor,
  { id, filter = {} }: { id: string; filter?: LogFilterInput | undefined },
): Promise<LogSummary> {
  const { lastSeq } = await requireLog(d, actor, id);
  const { debug, warning, error, critical } = await d.sets.levels(id, lastSeq);
  const matching = isEverything(filter)
    ? lastSeq
    : (await d.sets.matching({ executionId: id, lastSeq, filter })).rank(lastSeq + 1);
  const count = {
    debug: debug.rank(lastSeq + 1),
    warning: warning.rank(lastSeq + 1),
    error: error.rank(lastSeq + 1),
    critical: critical.rank(lastSeq + 1),
  };
  const rulers = [warning, error, critical].map((set) => set.ruler(rulerParts, lastSeq));
  return {
    lastSeq,
    total: lastSeq,
    matching,
    levels: { ...count, info: lastSeq - count.debug - count.warning - count.error - count.critical },
    ruler: Array.from({ length: rulerParts }, (_, part) => rulers.reduce((sum, ruler) => sum + (ruler[part] ?? 0), 0)),
  };
}
