import { and, eq, lte, type SQL, sql } from 'drizzle-orm';
import type { LogLevel } from '../../core/ports/operation.ts';
import type { Db, Tx } from '../client.ts';
import { event } from '../schema/execution.ts';
import { effectiveLevel, isNotable } from './event-filter.ts';

/** Events of one execution from `after` (not included) to `to`. */
export interface EventRange {
  executionId: string;
  after: number;
  to: number;
}

/** How far each matching event of the range is from its beginning, in no order. */
export async function listMatches(db: Db | Tx, range: EventRange, conditions: readonly SQL[]): Promise<number[]> {
  const [row] = await db
    .select({ distances: distancesFrom(range.after) })
    .from(event)
    .where(and(...within(range), ...conditions));
  return parse(row?.distances ?? null);
}

/** The same for each level but `info`, which is what all others have. */
export async function listNotable(db: Db | Tx, range: EventRange): Promise<Map<LogLevel, number[]>> {
  const rows = await db
    .select({ level: effectiveLevel, distances: distancesFrom(range.after) })
    .from(event)
    .where(and(...within(range), isNotable))
    .groupBy(effectiveLevel);
  return new Map(rows.map(({ level, distances }) => [level, parse(distances)]));
}

function within({ executionId, after, to }: EventRange): SQL[] {
  return [eq(event.executionId, executionId), sql`${event.seq} > ${after}`, lte(event.seq, to)];
}

/** One value in place of a row for each: a million of those would keep this process busy for a second. */
function distancesFrom(after: number): SQL<string | null> {
  return sql<string | null>`array_agg((${event.seq} - ${sql.raw(String(after))})::int)::text`;
}

function parse(distances: string | null): number[] {
  return distances === null ? [] : (JSON.parse(`[${distances.slice(1, -1)}]`) as number[]);
}

/** From now on each statement of the transaction is cancelled when it takes longer (`isCancelledStatement`). */
export async function limitStatements(tx: Tx, milliseconds: number): Promise<void> {
  await tx.execute(sql.raw(`set local statement_timeout = ${milliseconds}`));
}
