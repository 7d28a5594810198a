import { sql } from 'drizzle-orm';
import {
  bigint,
  boolean,
  index,
  integer,
  json,
  jsonb,
  pgTable,
  primaryKey,
  text,
  timestamp,
  unique,
  uuid,
} from 'drizzle-orm/pg-core';
import type { Json, JsonObject } from '../../core/blueprint/json.ts';
import type { EngineInput, EngineSettings } from '../../core/engine/protocol.ts';
import type { LogLevel } from '../../core/ports/operation.ts';
import type { EventType } from '../../core/workflow/task-graph.ts';
import { bytea } from './bytea.ts';
import { deployment } from './deployment.ts';
import { seenText } from './seen-text.ts';
import { tenant } from './tenant.ts';

export const executionStatuses = [
  /** Waits for a place in its group. */
  'queued',
  'pending',
  'started',
  'needs-decision',
  'cancelling',
  'force-cancelling',
  'kill-cancelling',
  'terminated',
  'failed',
  'cancelled',
] as const;
export type ExecutionStatus = (typeof executionStatuses)[number];

/** Statuses that never change again. */
export const finalStatuses = ['terminated', 'failed', 'cancelled'] as const satisfies readonly ExecutionStatus[];

/** An operation whose outcome nobody knows; it waits for a person (design.md 3.4). */
export interface UndecidedOperation {
  task: string;
  attempt: number;
  reason: string;
  instance: string;
  operation: string;
}

/** An operation that failed for good. */
export interface FailedOperation {
  task: string;
  instance: string;
  operation: string;
  error: string;
}

/** How an ended execution goes on (runtime.md B.6). */
export interface ResumeRequest {
  /** Failed operations that count as done. */
  done: string[];
  /** Operations that were under way when it ended are started again too. */
  force: boolean;
}

export const execution = pgTable(
  'execution',
  {
    id: uuid().primaryKey(),
    tenantId: text()
      .notNull()
      .references(() => tenant.id),
    deploymentId: uuid()
      .notNull()
      .references(() => deployment.id),
    workflow: text().notNull(),
    parameters: jsonb().$type<JsonObject>().notNull().default({}),
    settings: jsonb().$type<EngineSettings>().notNull(),
    /** What its new ids are made from, so that a step that is asked for again gives the same ones. */
    seed: text().notNull(),
    /** The number of the graph that it is at; the first is 0. */
    stage: integer().notNull().default(0),
    /** What its workflow kept at its last step. */
    memory: jsonb().$type<Json>(),
    /** The update that it carries out. */
    updateId: uuid(),
    /** The preview that was approved; the run refuses to differ from it. */
    previewHash: text(),
    /** What it runs: SHA-256 of the operations of its preview, whether somebody looked at it or not. */
    runHash: text(),
    /** Which release's way of writing it uses; a worker leaves alone what it does not know. */
    format: integer().notNull().default(1),
    /** It does not wait for other executions of its deployment. */
    isForced: boolean().notNull().default(false),
    /** The group that it was started by, and its place in it, from 0. */
    groupId: uuid(),
    groupPlace: integer(),
    /** The schedule that it was started by. */
    scheduleId: uuid(),
    /** It is to go on after its end: what a person asked for; taken away by the owner that begins it. */
    resume: jsonb().$type<ResumeRequest>(),
    /** Operations whose failure is final, once it has ended. */
    failedOperations: jsonb().$type<FailedOperation[]>().notNull().default([]),
    status: text({ enum: executionStatuses }).notNull().default('pending'),
    error: text(),
    /** The worker that runs it, its fence token and how long its claim holds (design.md 3.2). */
    owner: text(),
    fence: bigint({ mode: 'number' }).notNull().default(0),
    leaseUntil: timestamp({ withTimezone: true }),
    /** How many groups its owners have committed. Each group names the one before it, so that none is written twice. */
    commits: bigint({ mode: 'number' }).notNull().default(0),
    /** The `seq` of its last event. */
    lastSeq: bigint({ mode: 'number' }).notNull().default(0),
    /** Requests from people that the owner has not yet taken into the journal: cancel modes, decisions. */
    requests: jsonb().$type<EngineInput[]>().notNull().default([]),
    /** When a person first asked to cancel it, since it was last begun. */
    cancelAskedAt: timestamp({ withTimezone: true }),
    undecided: jsonb().$type<UndecidedOperation[]>().notNull().default([]),
    totalOperations: integer().notNull().default(0),
    finishedOperations: integer().notNull().default(0),
    createdBy: text(),
    createdAt: timestamp({ withTimezone: true }).notNull().defaultNow(),
    startedAt: timestamp({ withTimezone: true }),
    endedAt: timestamp({ withTimezone: true }),
  },
  (t) => [
    index().on(t.deploymentId, t.createdAt),
    index().on(t.tenantId, t.createdAt),
    index().on(t.tenantId, t.endedAt),
    index('execution_group_idx').on(t.groupId, t.groupPlace).where(sql`group_id is not null`),
    index('execution_schedule_idx').on(t.scheduleId, t.createdAt).where(sql`schedule_id is not null`),
    index('execution_open_idx').on(t.deploymentId).where(sql`status not in ('terminated', 'failed', 'cancelled')`),
  ],
);

/** A graph of an execution, written once when it is built; its state is the journal, replayed. Compressed text. */
export const taskGraph = pgTable(
  'task_graph',
  {
    executionId: uuid()
      .notNull()
      .references(() => execution.id, { onDelete: 'cascade' }),
    ordinal: integer().notNull(),
    /** Which step of its workflow it belongs to, from 0. A resumed execution comes back to the same step with another graph. */
    position: integer().notNull(),
    /** `next`: its workflow decides what a failure of this graph means. */
    onFailure: text({ enum: ['fail', 'next'] }).notNull(),
    content: bytea().notNull(),
  },
  (t) => [primaryKey({ columns: [t.executionId, t.ordinal] })],
);

export type JournalEntry =
  /** An attempt is about to be started. */
  | { kind: 'dispatched'; task: string; attempt: number }
  /** The engine was told this. */
  | { kind: 'input'; input: EngineInput };

/**
 * Append-only; replaying the inputs in order gives the state of the execution. One row is one committed group
 * (design.md 3.3), `seq` its number. `json` and not `jsonb`: it is written often, read once and never queried. No foreign
 * key: a group is only ever written together with its execution's row, and checking every row again costs a tenth of it.
 */
export const journal = pgTable(
  'journal',
  {
    executionId: uuid().notNull(),
    seq: bigint({ mode: 'number' }).notNull(),
    /** The graph that the entries are about. */
    stage: integer().notNull().default(0),
    fence: bigint({ mode: 'number' }).notNull(),
    entries: json().$type<JournalEntry[]>().notNull(),
    at: timestamp({ withTimezone: true }).notNull().defaultNow(),
  },
  (t) => [primaryKey({ columns: [t.executionId, t.seq] })],
);

/** How far the output of a running attempt is recorded and which requests of its script were answered. */
export const operationProgress = pgTable(
  'operation_progress',
  {
    executionId: uuid()
      .notNull()
      .references(() => execution.id, { onDelete: 'cascade' }),
    taskId: text().notNull(),
    attempt: integer().notNull(),
    stdoutOffset: bigint({ mode: 'number' }).notNull().default(0),
    stderrOffset: bigint({ mode: 'number' }).notNull().default(0),
    requests: jsonb().$type<Record<string, string>>().notNull().default({}),
  },
  (t) => [primaryKey({ columns: [t.executionId, t.taskId, t.attempt] })],
);

/**
 * What a person sees: events and log lines of an execution as one stream with a dense `seq` from 1. No foreign key, as in
 * the journal.
 */
export const event = pgTable(
  'event',
  {
    executionId: uuid().notNull(),
    seq: bigint({ mode: 'number' }).notNull(),
    at: timestamp({ withTimezone: true }).notNull(),
    type: text().$type<EventType>().notNull(),
    level: text().$type<LogLevel>(),
    instance: text(),
    node: text(),
    operation: text(),
    task: text(),
    attempt: integer(),
    text: text().notNull(),
    /** What a person sees of the text, when that is something else. Searches read it, since making it is most of their work. */
    seen: text().generatedAlwaysAs(sql.raw(seenText)),
    /** State for `state_changed`; error with causes for `task_failed`; `stream` for command output. */
    detail: jsonb().$type<Json>(),
  },
  (t) => [
    primaryKey({ columns: [t.executionId, t.seq] }),
    index('event_failed_idx').on(t.executionId, t.instance).where(sql`type = 'task_failed'`),
    index('event_attempt_idx')
      .on(t.executionId, t.instance, t.seq)
      .where(
        sql`type in ('task_started', 'task_succeeded', 'task_failed', 'task_rescheduled', 'workflow_started', 'workflow_succeeded', 'workflow_failed', 'workflow_cancelled')`,
      ),
    // Lines that are not as most are: few, counted often, and all that a filter of level warning and above leaves.
    index('event_notable_idx')
      .on(t.executionId, t.seq, t.level, t.type)
      .where(sql`level in ('debug', 'warning', 'error', 'critical') or type in ('task_failed', 'workflow_failed')`),
  ],
);

/** The exact operations of a run that has not been started (design.md: preview before every run). */
export const preview = pgTable(
  'preview',
  {
    id: uuid().primaryKey(),
    tenantId: text()
      .notNull()
      .references(() => tenant.id),
    deploymentId: uuid()
      .notNull()
      .references(() => deployment.id, { onDelete: 'cascade' }),
    workflow: text().notNull(),
    parameters: jsonb().$type<JsonObject>().notNull(),
    updateId: uuid(),
    seed: text().notNull(),
    hash: text().notNull(),
    /** Compressed JSON. */
    content: bytea().notNull(),
    createdAt: timestamp({ withTimezone: true }).notNull().defaultNow(),
    createdBy: text(),
  },
  (t) => [index().on(t.deploymentId, t.createdAt)],
);

/** The same workflow on many deployments, some at a time. */
export const executionGroup = pgTable('execution_group', {
  id: uuid().primaryKey(),
  tenantId: text()
    .notNull()
    .references(() => tenant.id),
  workflow: text().notNull(),
  parameters: jsonb().$type<JsonObject>().notNull(),
  /** How many of its executions may be under way at once. */
  concurrency: integer().notNull(),
  createdAt: timestamp({ withTimezone: true }).notNull().defaultNow(),
  createdBy: text(),
});

/** How the executions of a schedule are started. */
export interface ScheduleOptions {
  /** Although other deployments depend on this one. */
  force?: boolean;
  dryRun?: boolean;
  /** Parameters that the blueprint does not declare are allowed. */
  allowCustomParameters?: boolean;
  /** Seconds for the other branches after a failure. */
  waitAfterFail?: number;
}

/** An occurrence that started nothing; `at` is ISO 8601. */
export interface ScheduleMiss {
  at: string;
  reason: string;
}

/** When a workflow of a deployment is to be started by itself (runtime.md B.8). */
export const schedule = pgTable(
  'schedule',
  {
    id: uuid().primaryKey(),
    tenantId: text()
      .notNull()
      .references(() => tenant.id),
    deploymentId: uuid()
      .notNull()
      .references(() => deployment.id, { onDelete: 'cascade' }),
    name: text().notNull(),
    workflow: text().notNull(),
    parameters: jsonb().$type<JsonObject>().notNull(),
    /** `at`: once, at `since`. `cron`: five fields. `rrule`: RFC 5545, counted from `since`. */
    kind: text({ enum: ['at', 'cron', 'rrule'] }).notNull(),
    rule: text(),
    timeZone: text().notNull().default('UTC'),
    since: timestamp({ withTimezone: true }).notNull(),
    until: timestamp({ withTimezone: true }),
    /** Minutes that an occurrence may be late; later it is left out. */
    slip: integer().notNull().default(0),
    stopOnFail: boolean().notNull().default(false),
    options: jsonb().$type<ScheduleOptions>().notNull().default({}),
    isEnabled: boolean().notNull().default(true),
    /** Null when there is no further occurrence. */
    nextAt: timestamp({ withTimezone: true }),
    /** Its last execution since it was enabled: decides whether the next one is left out, or none follows. */
    lastExecutionId: uuid(),
    /** The last occurrence that was left out. */
    lastMiss: jsonb().$type<ScheduleMiss>(),
    createdAt: timestamp({ withTimezone: true }).notNull().defaultNow(),
    createdBy: text(),
  },
  (t) => [unique().on(t.deploymentId, t.name), index('schedule_next_idx').on(t.nextAt).where(sql`is_enabled`)],
);

/** A worker process and the last time it said that it is alive. */
export const worker = pgTable('worker', {
  id: text().primaryKey(),
  /** The machine as it was booted, so that a process number means the same process there and nowhere else. */
  host: text().notNull(),
  pid: integer().notNull(),
  /** When the process started, in the kernel's own count: a process number is used again, together with this it is not. */
  processStart: text().notNull(),
  /** The name under which its job queue locks jobs. */
  queuePool: text(),
  startedAt: timestamp({ withTimezone: true }).notNull().defaultNow(),
  heartbeatAt: timestamp({ withTimezone: true }).notNull().defaultNow(),
});
