import type { JsonObject } from '../../core/blueprint/json.ts';
import type { ExecutionStatus } from '../../db/schema/execution.ts';

/** A process that runs executions. */
export interface WorkerView {
  id: string;
  pid: number;
  startedAt: string;
  /** When it last said that it is alive. */
  heartbeatAt: string;
  /** False: it has been silent for too long, and what it runs is being taken over. */
  isAlive: boolean;
  executions: {
    id: string;
    deploymentId: string;
    deploymentName: string;
    workflow: string;
    status: ExecutionStatus;
  }[];
}

/** A setting in force, and the environment variable that sets it. */
export interface SettingView {
  variable: string;
  /** What it is for, in a few words. */
  meaning: string;
  /** Never a secret: of an address with a password, the address. */
  value: string;
  /** The variable is set; otherwise this is the default. */
  isSet: boolean;
}

/** How the product itself is. */
export interface SystemView {
  version: string;
  node: string;
  startedAt: string;
  database: {
    /** Of the PostgreSQL server. */
    version: string;
    isEmbedded: boolean;
    /** Bytes on disk, indexes included. */
    size: number;
    /** The largest tables first, with their bytes and about how many rows they have. */
    tables: { name: string; size: number; rows: number }[];
  };
  lab: boolean;
  workers: WorkerView[];
  settings: SettingView[];
}

/** Which entries of the audit trail to list, the newest first. */
export interface AuditFilter {
  actor?: string | undefined;
  action?: string | undefined;
  /** In the name of what it was done to. */
  text?: string | undefined;
  from?: string | undefined;
  to?: string | undefined;
  /** Only entries older than this one: the last of the page before. */
  before?: number | undefined;
  limit: number;
}

/** Something that a person, or the product itself, did. */
export interface AuditView {
  id: number;
  at: string;
  actor: string;
  action: string;
  target: string;
  detail: JsonObject;
}

export interface AuditPage {
  entries: AuditView[];
  /** Older entries follow. */
  hasMore: boolean;
  /** Everybody who, and everything that, there are entries of. */
  actors: string[];
  actions: string[];
}
