import { and, asc, desc, eq, gt, inArray, lt, or, type SQL, sql } from 'drizzle-orm';
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

export interface EventFilter {
  executionId: string;
  /** The first `limit` events after this one. */
  after?: number | undefined;
  /** Or, when `after` is absent, the last `limit` before this one (absent: the last of all). */
  before?: number | undefined;
  limit: number;
  /** Occurs in the text, whatever the case. */
  text?: string | undefined;
  /** This level and above. Events without a level count as `info`, failures as `error`. */
  level?: LogLevel | undefined;
  node?: string | undefined;
  instance?: string | undefined;
}

const levels: readonly LogLevel[] = ['debug', 'info', 'warning', 'error', 'critical'];
const failures: EventType[] = ['task_failed', 'workflow_failed'];

/** In ascending order of `seq`. */
export async function readEvents(db: Db | Tx, filter: EventFilter): Promise<EventRecord[]> {
  const isForward = filter.after !== undefined;
  const rows = await db
    .select()
    .from(event)
    .where(and(eq(event.executionId, filter.executionId), ...conditions(filter)))
    .orderBy(isForward ? asc(event.seq) : desc(event.seq))
    .limit(filter.limit);
  const records = rows.map(toRecord);
  return isForward ? records : records.reverse();
}

function conditions(filter: EventFilter): (SQL | undefined)[] {
  return [
    filter.after === undefined ? undefined : gt(event.seq, filter.after),
    filter.after === undefined && filter.before !== undefined ? lt(event.seq, filter.before) : undefined,
    filter.text === undefined || filter.text === ''
      ? undefined
      : sql`strpos(lower(${event.text}), lower(${filter.text})) > 0`,
    filter.level === undefined ? undefined : atLeast(filter.level),
    filter.node === undefined ? undefined : eq(event.node, filter.node),
    filter.instance === undefined ? undefined : eq(event.instance, filter.instance),
  ];
}

function atLeast(level: LogLevel): SQL | undefined {
  const wanted = levels.slice(levels.indexOf(level));
  return or(
    inArray(event.level, wanted),
    wanted.includes('error') ? inArray(event.type, failures) : undefined,
    wanted.includes('info') ? sql`${event.level} is null` : undefined,
  );
}

function toRecord(row: typeof event.$inferSelect): EventRecord {
  const { executionId: _, at, detail, ...rest } = row;
  const { stream = null, state = null, error = null } = detailOf(detail);
  return { ...rest, at: at.toISOString(), stream, state, error };
}

function detailOf(detail: Json): EventDetail {
  return typeof detail === 'object' && detail !== null && !Array.isArray(detail) ? (detail as EventDetail) : {};
}
