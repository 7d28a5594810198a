import type { Pool } from 'pg';
import type { Json, JsonObject } from '../../core/blueprint/json.ts';
import type { LogLevel } from '../../core/ports/operation.ts';
import type { EventType, NodeInstanceState } from '../../core/workflow/task-graph.ts';
import type { ExecutionStatus, FailedOperation, JournalEntry, UndecidedOperation } from '../schema/execution.ts';
import { toWireJson } from './wire-json.ts';

/** An event to be written; `at` is milliseconds since the epoch. What is absent is null. */
export interface EventRow {
  seq: number;
  at: number;
  type: EventType;
  level?: LogLevel;
  instance?: string;
  node?: string;
  operation?: string;
  task?: string;
  attempt?: number;
  text: string;
  detail?: Json;
}

export interface InstanceRow {
  id: string;
  state?: NodeInstanceState;
  runtime_properties?: JsonObject;
  system_properties?: JsonObject;
}

export interface ProgressRow {
  task: string;
  attempt: number;
  stdout: number;
  stderr: number;
  /** Answers that were not written before. */
  requests: Record<string, string>;
}

/** What one group changes in the execution itself; what is absent stays. */
export interface ExecutionChange {
  status?: ExecutionStatus;
  error?: string;
  undecided?: UndecidedOperation[];
  failedOperations?: FailedOperation[];
  totalOperations?: number;
  finishedOperations?: number;
}

/** All that one commit of an execution writes (design.md 3.3). */
export interface CommitGroup {
  executionId: string;
  fence: number;
  /** One more than the group before. */
  number: number;
  lastSeq: number;
  /** The graph that its entries are about. */
  stage: number;
  change: ExecutionChange;
  /** How many of the waiting requests are taken into the journal by this group. */
  requestsTaken: number;
  entries: JournalEntry[];
  events: EventRow[];
  instances: InstanceRow[];
  progress: ProgressRow[];
  /** Watchers are not woken for it; `tellWatchers` does that for several groups at once. */
  isSilent?: boolean;
}

/*
 * One statement, so that it is one round trip and one transaction. `guard` gives no row to a stale owner or to a group
 * that was written already, and everything else hangs on that row. What a group does not need is left out of it: each
 * part costs time even when it has nothing to do.
 */
const guarded = `
with guard as (
  update execution set
    commits = $3,
    last_seq = $4,
    status = case
      when $5::text is null then status
      when $5 in ('started', 'needs-decision') and status like '%cancelling' then status
      else $5 end,
    error = coalesce($6, error),
    undecided = coalesce($7::jsonb, undecided),
    failed_operations = coalesce($15::jsonb, failed_operations),
    total_operations = coalesce($8, total_operations),
    finished_operations = coalesce($9, finished_operations),
    requests = case when $10::int = 0 then requests else coalesce(
      (select jsonb_agg(r.value order by r.place) from jsonb_array_elements(requests) with ordinality r(value, place)
       where r.place > $10), '[]') end,
    ended_at = case when $11 then now() else ended_at end,
    owner = case when $11 then null else owner end,
    lease_until = case when $11 then null else lease_until end
  where id = $1 and fence = $2 and commits = $3 - 1
  returning id, deployment_id
), written_entries as (
  insert into journal (execution_id, seq, stage, fence, entries)
  select id, $3, $16, $2, $12::json from guard where $12 is not null
), written_events as (
  insert into event (execution_id, seq, at, type, level, instance, node, operation, task, attempt, text, detail)
  select guard.id, e.seq, to_timestamp(e.at / 1000.0), e.type, e.level, e.instance, e.node, e.operation, e.task,
    e.attempt, e.text, e.detail
  from guard, json_to_recordset($13::json) as e(seq bigint, at double precision, type text, level text, instance text,
    node text, operation text, task text, attempt int, text text, detail jsonb)
), written_instances as (
  update node_instance n set
    state = coalesce(i.state, n.state),
    runtime_properties = coalesce(i.runtime_properties, n.runtime_properties),
    system_properties = coalesce(i.system_properties, n.system_properties),
    version = n.version + 1
  from guard, json_to_recordset($14::json)
    as i(id text, state text, runtime_properties jsonb, system_properties jsonb)
  where n.deployment_id = guard.deployment_id and n.id = i.id
)`;

const progressPart = `, written_progress as (
  insert into operation_progress as o (execution_id, task_id, attempt, stdout_offset, stderr_offset, requests)
  select guard.id, p.task, p.attempt, p.stdout, p.stderr, p.requests
  from guard, json_to_recordset($17::json) as p(task text, attempt int, stdout bigint, stderr bigint, requests jsonb)
  where not $11
  on conflict (execution_id, task_id, attempt) do update set
    stdout_offset = excluded.stdout_offset,
    stderr_offset = excluded.stderr_offset,
    requests = o.requests || excluded.requests
), dropped_progress as (
  delete from operation_progress where $11 and execution_id in (select id from guard)
)`;

const noticePart = `
select pg_notify('gantry_events', deployment_id || ' ' || id || ' ' || $4) from guard`;

const silentPart = `
select from guard`;

/** `refused`: somebody else owns the execution now, or (see `findCommitState`) the group was written before. */
export async function commitGroup(connection: Pick<Pool, 'query'>, group: CommitGroup): Promise<'written' | 'refused'> {
  const { change } = group;
  const isFinal = change.status === 'terminated' || change.status === 'failed' || change.status === 'cancelled';
  const withProgress = isFinal || group.progress.length > 0;
  const { rowCount } = await connection.query({
    name: `commit-group${withProgress ? '-progress' : ''}${group.isSilent ? '-silent' : ''}`,
    text: `${guarded}${withProgress ? progressPart : ''}${group.isSilent ? silentPart : noticePart}`,
    values: [
      group.executionId,
      group.fence,
      group.number,
      group.lastSeq,
      change.status ?? null,
      change.error === undefined ? null : plainText(change.error),
      change.undecided === undefined ? null : toWireJson(change.undecided),
      change.totalOperations ?? null,
      change.finishedOperations ?? null,
      group.requestsTaken,
      isFinal,
      group.entries.length === 0 ? null : toWireJson(group.entries),
      toWireJson(group.events),
      toWireJson(group.instances),
      change.failedOperations === undefined ? null : toWireJson(change.failedOperations),
      group.stage,
      ...(withProgress ? [toWireJson(group.progress)] : []),
    ],
  });
  return rowCount === 1 ? 'written' : 'refused';
}

/** Wakes those who watch the execution. */
export async function tellWatchers(pool: Pool, executionId: string): Promise<void> {
  await pool.query(
    "select pg_notify('gantry_events', deployment_id || ' ' || id || ' ' || last_seq) from execution where id = $1",
    [executionId],
  );
}

/** For a group whose answer was lost with the connection: who may write now, and up to which group it is written. */
export async function findCommitState(
  pool: Pool,
  executionId: string,
): Promise<{ fence: number; commits: number } | null> {
  const { rows } = await pool.query<{ fence: string; commits: string }>(
    'select fence, commits from execution where id = $1',
    [executionId],
  );
  const row = rows[0];
  return row === undefined ? null : { fence: Number(row.fence), commits: Number(row.commits) };
}

function plainText(text: string): string {
  return text.toWellFormed().replaceAll('\0', '\ufffd');
}
