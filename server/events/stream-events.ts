import type { Db } from '../../db/client.ts';
import type { EventRecord } from '../../db/repositories/event.ts';
import type { ExecutionStatus } from '../../db/schema/execution.ts';
import type { EventBus } from './bus.ts';

/** The same shape as `StreamMessage` of the API's contract. */
export type StreamItem =
  | { kind: 'events'; events: EventRecord[] }
  | { kind: 'skip-to'; seq: number }
  | { kind: 'ended'; status: ExecutionStatus };

/** `seq`: where a reader goes on who has got this message. */
export interface TrackedItem {
  seq: number;
  message: StreamItem;
}

/** Reads streams of events; shares what watchers of one execution have in common. */
export interface EventStreams {
  /** Every event with `seq > after`, then live ones, each once and in order, until the execution ends or `signal` aborts. */
  streamEvents(executionId: string, after: number, signal: AbortSignal): AsyncGenerator<TrackedItem>;
  /** At once, and then each time something of the deployment changed; changes within 50 ms are one. */
  watchDeployment(deploymentId: string, signal: AbortSignal): AsyncGenerator<{ count: number }>;
}

export declare function createEventStreams(options: { db: Db; bus: EventBus }): EventStreams;
