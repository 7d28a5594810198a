import type { OperationError } from '../../core/engine/protocol.ts';
import type { LogLevel } from '../../core/ports/operation.ts';
import type { EventType, NodeInstanceState } from '../../core/workflow/task-graph.ts';
import type { Db, Tx } from '../client.ts';

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

export interface EventFilter {
  executionId: string;
  /** The first `limit` events after this one. */
  after?: number | undefined;
  /** Or, when `after` is absent, the last `limit` before this one (absent: the last of all). */
  before?: number | undefined;
  limit: number;
  /** Occurs in the text, whatever the case. */
  text?: string | undefined;
  /** This level and above; events without a level count as `info`. */
  level?: LogLevel | undefined;
  node?: string | undefined;
  instance?: string | undefined;
}

/** In ascending order of `seq`. */
export declare function readEvents(db: Db | Tx, filter: EventFilter): Promise<EventRecord[]>;
