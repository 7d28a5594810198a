import { sql } from 'drizzle-orm';
import { bigint, index, integer, json, jsonb, pgTable, primaryKey, text, timestamp, uuid } from 'drizzle-orm/pg-core';
import type { Json, JsonObject } from '../../core/blueprint/json.ts';
import type { EngineInput, EngineSettings } from '../../core/engine/protocol.ts';
import type { LogLevel } from '../../core/ports/operation.ts';
import type { EventType } from '../../core/workflow/task-graph.ts';
import { bytea } from './bytea.ts';
import { deployment } from './deployment.ts';
import { tenant } from './tenant.ts';

export const executionStatuses = [
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

export const execution = pgTable(
  'execution',
  {
    id: uuid().primaryKey(),
    tenantId: text()
      .notNull()
      .references(() => tenant.id),
    deploymentId: uuid()
      .notNull()
      .references(() => deployment.id, { onDelete: 'cascade' }),
    workflow: text().notNull(),
    parameters: jsonb().$type<JsonObject>().notNull().default({}),
    settings: jsonb().$type<EngineSettings>().notNull(),
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
    index('execution_open_idx').on(t.deploymentId).where(sql`status not in ('terminated', 'failed', 'cancelled')`),
  ],
);

/** A graph of an execution, written once when it is built; its state is the journal, replayed. Compressed JSON. */
export const taskGraph = pgTable(
  'task_graph',
  {
    executionId: uuid()
      .notNull()
      .references(() => execution.id, { onDelete: 'cascade' }),
    ordinal: integer().notNull(),
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
 * (design.md 3.3), `seq` its number. `json` and not `jsonb`: it is written often, read once and never queried.
 */
export const journal = pgTable(
  'journal',
  {
    executionId: uuid()
      .notNull()
      .references(() => execution.id, { onDelete: 'cascade' }),
    seq: bigint({ mode: 'number' }).notNull(),
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

/** What a person sees: events and log lines of an execution as one stream with a dense `seq` from 1. */
export const event = pgTable(
  'event',
  {
    executionId: uuid()
      .notNull()
      .references(() => execution.id, { onDelete: 'cascade' }),
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
    /** State for `state_changed`; error with causes for `task_failed`; `stream` for command output. */
    detail: jsonb().$type<Json>(),
  },
  (t) => [
    primaryKey({ columns: [t.executionId, t.seq] }),
    index('event_failed_idx').on(t.executionId, t.instance).where(sql`type = 'task_failed'`),
  ],
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
