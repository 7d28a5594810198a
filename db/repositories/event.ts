import { and, asc, desc, eq, getTableColumns, gt, inArray, lt, lte, type SQL } from 'drizzle-orm';
import type { Json } from '../../core/blueprint/json.ts';
import type { OperationError } from '../../core/engine/protocol.ts';
import type { LogLevel } from '../../core/ports/operation.ts';
import type { EventType, NodeInstanceState } from '../../core/workflow/task-graph.ts';
import type { Db, Tx } from '../client.ts';
import { event } from '../schema/execution.ts';

/** An event as people see it. `at` is ISO 8601 in UTC. */
export interface EventRecord {
  seq: number;
  at: string;
  type: EventType;
  level: LogLevel | null;
  instance: string | null;
  node: string | null;
  operation: string | null;
  task: string | null;
  attempt: number | null;
  text: string;
  stream: 'stdout' | 'stderr' | null;
  state: NodeInstanceState | null;
  error: OperationError | null;
}

/** What an event says beside its text, as it is stored. */
export interface EventDetail {
  stream?: 'stdout' | 'stderr';
  state?: NodeInstanceState;
  error?: OperationError;
}

/** Which events of one execution to read. */
export interface EventWindow {
  executionId: string;
  /** The first `limit` events after this one. */
  after?: number | undefined;
  /** Or, when `after` is absent, the last `limit` before this one (absent: the last of all). */
  before?: number | undefined;
  /** None after this one. */
  upTo?: number | undefined;
  limit: number;
}

const { executionId: _id, seen: _seen, ...columns } = getTableColumns(event);

/** In ascending order of `seq`. `conditions`: see `matchConditions`. */
export async function readEvents(
  db: Db | Tx,
  window: EventWindow,
  conditions: readonly SQL[] = [],
): Promise<EventRecord[]> {
  const { executionId, after, before, upTo, limit } = window;
  const rows = await db
    .select(columns)
    .from(event)
    .where(
      and(
        eq(event.executionId, executionId),
        after === undefined ? undefined : gt(event.seq, after),
        after === undefined && before !== undefined ? lt(event.seq, before) : undefined,
        upTo === undefined ? undefined : lte(event.seq, upTo),
        ...conditions,
      ),
    )
    .orderBy(after === undefined ? desc(event.seq) : asc(event.seq))
    .limit(limit);
  const records = rows.map(toRecord);
  return after === undefined ? records.reverse() : records;
}

/** Those with the given `seq`, in ascending order. */
export async function readEventsAt(db: Db | Tx, executionId: string, seqs: readonly number[]): Promise<EventRecord[]> {
  if (seqs.length === 0) return [];
  const rows = await db
    .select(columns)
    .from(event)
    .where(and(eq(event.executionId, executionId), inArray(event.seq, [...seqs])))
    .orderBy(asc(event.seq));
  return rows.map(toRecord);
}

function toRecord(row: Omit<typeof event.$inferSelect, 'executionId' | 'seen'>): EventRecord {
  const { at, detail, ...rest } = row;
  const { stream = null, state = null, error = null } = detailOf(detail);
  return { ...rest, at: at.toISOString(), stream, state, error };
}

function detailOf(detail: Json): EventDetail {
  return typeof detail === 'object' && detail !== null && !Array.isArray(detail) ? (detail as EventDetail) : {};
}
