import type { JsonObject } from '../../core/blueprint/json.ts';
import type { ExecutionStatus } from '../../db/schema/execution.ts';
import type { ExecutionSummary } from './contract.ts';

/* Schedules and execution groups; part of the contract (contract.ts). */

/** When a schedule starts its workflow. */
export interface ScheduleTimes {
  /** `at`: once, at `since`. `cron`: five fields. `rrule`: a rule of RFC 5545, counted from `since`. */
  kind: 'at' | 'cron' | 'rrule';
  /** Absent for `at`. */
  rule?: string | null | undefined;
  /** Default: UTC. */
  timeZone?: string | undefined;
  /** ISO 8601. Default: now. */
  since?: string | undefined;
  until?: string | null | undefined;
}

/** What a schedule does, and how strictly. */
export interface ScheduleWork {
  workflow: string;
  parameters?: JsonObject | undefined;
  /** Minutes that an occurrence may be late; beyond a minute more it is left out. */
  slip?: number | undefined;
  /** After an execution that failed no other one follows. */
  stopOnFail?: boolean | undefined;
  /** Start although other deployments depend on this one. */
  force?: boolean | undefined;
  dryRun?: boolean | undefined;
  allowCustomParameters?: boolean | undefined;
  /** Seconds for the other branches after a failure. */
  waitAfterFail?: number | undefined;
}

export interface NewSchedule extends ScheduleTimes, ScheduleWork {
  deploymentId: string;
  name: string;
  /** Default: true. */
  enabled?: boolean | undefined;
}

/** What is absent stays. */
export type ScheduleChange = { id: string } & {
  [Field in Exclude<keyof NewSchedule, 'deploymentId'>]?: NewSchedule[Field] | undefined;
};

/** What is wrong with which field of a schedule or group (`field: null`: with the whole). */
export interface FieldProblem {
  field: string | null;
  message: string;
}

export type ScheduleResult = { ok: true; id: string } | { ok: false; problems: FieldProblem[] };

/** The next occurrences, at most five, of a schedule that is being written. */
export type OccurrencesResult = { ok: true; next: string[] } | { ok: false; problems: FieldProblem[] };

export interface ScheduleView {
  id: string;
  deploymentId: string;
  deploymentName: string;
  name: string;
  workflow: string;
  parameters: JsonObject;
  kind: 'at' | 'cron' | 'rrule';
  rule: string | null;
  timeZone: string;
  since: string;
  until: string | null;
  slip: number;
  stopOnFail: boolean;
  force: boolean;
  dryRun: boolean;
  allowCustomParameters: boolean;
  waitAfterFail: number | null;
  enabled: boolean;
  /** The next occurrences, at most five; none while it is disabled. */
  next: string[];
  lastExecution: ExecutionSummary | null;
  /** The last occurrence that was left out, and why. */
  lastMiss: { at: string; reason: string } | null;
  createdBy: string | null;
}

/** The deployments of a group: some, all of a blueprint, or all with a label. */
export type GroupDeployments =
  | { kind: 'deployments'; ids: string[] }
  | { kind: 'blueprint'; id: string }
  | { kind: 'label'; key: string; value: string };

export interface NewExecutionGroup {
  deployments: GroupDeployments;
  workflow: string;
  parameters?: JsonObject | undefined;
  /** How many executions may be under way at once. Default: 5. */
  concurrency?: number | undefined;
  dryRun?: boolean | undefined;
  force?: boolean | undefined;
  allowCustomParameters?: boolean | undefined;
}

export type ExecutionGroupResult = { ok: true; id: string } | { ok: false; problems: FieldProblem[] };

/** An execution group without its executions. */
export interface ExecutionGroupSummary {
  id: string;
  workflow: string;
  parameters: JsonObject;
  concurrency: number;
  createdAt: string;
  createdBy: string | null;
  /** Executions by status. */
  counts: Partial<Record<ExecutionStatus, number>>;
  /** `active` while any of its executions has not ended; then the worst of them. */
  status: 'active' | 'terminated' | 'failed' | 'cancelled';
}

export interface ExecutionGroupView extends ExecutionGroupSummary {
  /** In the order in which they begin. */
  executions: ExecutionSummary[];
}
