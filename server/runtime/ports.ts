import type { Pool } from 'pg';
import type { EngineSettings } from '../../core/engine/protocol.ts';
import type { OperationFunction } from '../../core/ports/operation.ts';
import type { Clock, Ids, SecretReader } from '../../core/ports/ports.ts';
import type { RunLimits, WorkflowDefinition } from '../../core/workflow/definition.ts';
import type { Db } from '../../db/client.ts';

/** Hides secrets in everything that is recorded. One per execution; `add` tells it a secret that the execution has read. */
export interface Redactor {
  redact(text: string): string;
  add(secret: string): void;
}

/** What the runtime says about itself, for the server's own log. Never carries what operations print. */
export type RuntimeLog = (
  level: 'info' | 'warning' | 'error',
  message: string,
  detail?: Record<string, unknown>,
) => void;

/** Everything that the runtime is given; the container wires it. */
export interface RuntimeDependencies {
  db: Db;
  pool: Pool;
  /** By the name that a plan gives: `<plugin>.<mapping>`, e.g. `script.script_runner.tasks.run`. */
  operations: ReadonlyMap<string, OperationFunction>;
  /** Workflows of plugins by their mapping, beside the built-in ones. */
  workflows?: ReadonlyMap<string, WorkflowDefinition>;
  /** Secrets of a tenant in the clear. */
  secrets(tenantId: string): SecretReader;
  createRedactor(): Redactor;
  /** A file of a blueprint version; null when there is none. */
  readBlueprintFile(versionId: string, path: string): Promise<Uint8Array | null>;
  /** The paths of all files of a blueprint version, in their order. */
  listBlueprintFiles(versionId: string): Promise<string[]>;
  clock: Clock;
  ids: Ids;
  log: RuntimeLog;
}

/** Retry settings for executions whose blueprint says nothing (runtime.md B.4); seconds. */
export type RetryDefaults = Pick<EngineSettings, 'maxRetries' | 'retryInterval' | 'waitAfterFail' | 'subgraphRetries'>;

export interface RuntimeOptions {
  /** Executions at once in this process. Default 50. */
  concurrency?: number;
  /** How long a claim holds without being renewed, milliseconds. Default 10,000; renewed three times in that time. */
  leaseMs?: number;
  /** How often executions without a living owner are looked for, milliseconds. Default 2,000. */
  sweepMs?: number;
  /**
   * How long, when the worker stops, operations that only live in its process may take to end, milliseconds. Default
   * 25,000. Those on hosts go on there and are not waited for.
   */
  drainMs?: number;
  /**
   * How long an execution that waits for nothing but a person's decision keeps its place, milliseconds. Default 30,000.
   */
  parkMs?: number;
  /** Executions that would become larger are refused (reliability.md P11). */
  limits?: RunLimits;
  /** The newest way of writing executions that this worker can read. Default: that of its release. */
  format?: number;
  /** Test seam: `name[:nth]` of the crash point at which the process kills itself. Default: none. */
  crashAt?: string | null;
}

export interface RuntimeHealth {
  /** `degraded`: writes are being retried; `problem` says why. */
  database: 'ok' | 'degraded';
  problem: string | null;
  /** Executions that this process owns now. */
  running: number;
}

/** The worker of this process. */
export interface Runtime {
  readonly workerId: string;
  /** Registers the worker, takes over what dead workers left, begins to take jobs. */
  start(): Promise<void>;
  /** Takes no more jobs, lets operations go on on their hosts, hands its executions over. Ends within `drainMs` and 5 s. */
  stop(): Promise<void>;
  health(): RuntimeHealth;
}
