import type { Db } from '../../db/client.ts';
import type { ExecutionStatus } from '../../db/schema/execution.ts';
import type { EventBus } from './bus.ts';
import { type EventsMessage, EventTail } from './event-tail.ts';
import { createTenantIndex } from './tenant-index.ts';
import { watchNotices } from './watch-notices.ts';

/** The same shape as `StreamMessage` of the API's contract. */
export type StreamItem = EventsMessage | { kind: 'skip-to'; seq: number } | { kind: 'ended'; status: ExecutionStatus };

/** `seq`: where a reader goes on who has got this message. */
export interface TrackedItem {
  seq: number;
  message: StreamItem;
}

/** Reads streams of events; shares what watchers of one execution have in common. */
export interface EventStreams {
  /**
   * Every event with `seq > after`, each once and in order, then live ones, until the execution ends or `signal` aborts.
   * Nothing is read ahead: a slow reader costs one message. Once a reader has caught up and then falls more than 5,000
   * events behind, it is told to skip to the newest ones; one that comes back after a disconnect gets everything it
   * missed first.
   */
  streamEvents(executionId: string, after: number, signal: AbortSignal): AsyncGenerator<TrackedItem>;
  /** At once, and then each time something of the deployment changed; changes within 50 ms are one. */
  watchDeployment(deploymentId: string, signal: AbortSignal): AsyncGenerator<{ count: number }>;
  /** The same for all deployments of a tenant and their executions; changes within 500 ms are one. */
  watchTenant(tenantId: string, signal: AbortSignal): AsyncGenerator<{ count: number }>;
}

/** How far a live reader may fall behind, and how many events it still gets after skipping. */
const furthestBehind = 5_000;
const keptAfterSkip = 500;
const deploymentPauseMs = 50;
const tenantPauseMs = 500;

export function createEventStreams(options: { db: Db; bus: EventBus }): EventStreams {
  const tenantOf = createTenantIndex(options.db);
  const tails = new Map<string, { tail: EventTail; watchers: number; unsubscribe(): void }>();

  function open(executionId: string): EventTail {
    const known = tails.get(executionId);
    if (known !== undefined) {
      known.watchers++;
      return known.tail;
    }
    const tail = new EventTail(options.db, executionId);
    const unsubscribe = options.bus.subscribe({
      onNotice: (notice) => {
        if (notice.executionId === executionId) tail.refresh();
      },
      onGap: () => tail.refresh(),
    });
    tails.set(executionId, { tail, watchers: 1, unsubscribe });
    return tail;
  }

  function leave(executionId: string): void {
    const known = tails.get(executionId);
    if (known === undefined) return;
    known.watchers--;
    if (known.watchers > 0) return;
    tails.delete(executionId);
    known.unsubscribe();
    known.tail.close();
  }

  return {
    async *streamEvents(executionId, after, signal) {
      const tail = open(executionId);
      try {
        yield* follow(tail, after, signal);
      } finally {
        leave(executionId);
      }
    },
    watchDeployment: (deploymentId, signal) =>
      watchNotices(options.bus, { isMeant: (id) => id === deploymentId, pauseMs: deploymentPauseMs, signal }),
    watchTenant: (tenantId, signal) =>
      watchNotices(options.bus, {
        // One that is gone was somebody's: all are told, and nothing of it is.
        isMeant: async (id) => [tenantId, null].includes(await tenantOf(id)),
        pauseMs: tenantPauseMs,
        signal,
      }),
  };
}

async function* follow(tail: EventTail, after: number, signal: AbortSignal): AsyncGenerator<TrackedItem> {
  let cursor = after;
  let isLive = false;
  while (!signal.aborted && tail.end !== 'gone') {
    if (tail.lastSeq < 0 || (cursor >= tail.lastSeq && tail.end === null)) {
      isLive ||= tail.lastSeq >= 0;
      await tail.changed(signal);
      continue;
    }
    if (tail.end !== null && cursor >= tail.lastSeq) {
      yield { seq: cursor, message: { kind: 'ended', status: tail.end } };
      return;
    }
    if (isLive && tail.lastSeq - cursor > furthestBehind) {
      cursor = tail.lastSeq - keptAfterSkip;
      yield { seq: cursor, message: { kind: 'skip-to', seq: cursor } };
    }
    const message = await tail.read(cursor);
    const last = message.events.at(-1);
    if (last === undefined) return;
    cursor = last.seq;
    yield { seq: cursor, message };
  }
}
