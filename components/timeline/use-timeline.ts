'use client';

import { useQuery } from '@tanstack/react-query';
import { useEffect, useMemo, useState } from 'react';
import { type Timeline, type TimelineEvent, takeEvents } from '../../core/timeline/timeline.ts';
import { toTimelineEvent } from '../../core/timeline/timeline-event.ts';
import type { EventView, ExecutionSummary, StreamMessage } from '../../server/api/contract.ts';
import { useApi, useApiClient } from '../api/api.ts';
import { keepOpen } from '../api/keep-open.ts';
import { throttle } from '../deployments/throttle.ts';
import { isActive } from '../executions/execution-status.ts';
import { loadTimeline } from './load-timeline.ts';
import { timelineOptions } from './timeline-options.ts';

/** An execution's timeline as far as it is known here. */
export interface LiveTimeline {
  /** Null while it is loaded for the first time. */
  timeline: Timeline | null;
  /** Grows whenever the timeline has changed. */
  version: number;
  /** The server's clock minus this computer's, milliseconds. */
  skew: number;
  fault: unknown;
  retry: () => void;
}

const reloadEvery = 1_000;
/** Often enough to look live, seldom enough for ten thousand operations. */
const redrawEvery = 100;

/** The timeline of an execution, live: read once, then kept up by the event stream. */
export function useTimeline(
  execution: Pick<ExecutionSummary, 'id' | 'status'>,
  onEvents: (events: readonly EventView[]) => void,
): LiveTimeline {
  const api = useApi();
  const client = useApiClient();
  const { id } = execution;
  const query = useQuery(timelineOptions(api, id));
  const { data, refetch } = query;
  const loaded = useMemo(() => data && loadTimeline(data), [data]);
  const [version, setVersion] = useState(0);
  const active = isActive(execution.status);
  useEffect(() => {
    if (!loaded) return;
    if (!active) {
      // What ended while nobody looked is told anew.
      if (isActive(loaded.status)) void refetch();
      return;
    }
    if (!isActive(loaded.status)) {
      void refetch();
      return;
    }
    const redraw = throttle(
      () => setVersion((before) => before + 1),
      () => redrawEvery,
    );
    const feed = new Feed(loaded.timeline, { onChange: redraw.request, onEvents, reload: () => void refetch() });
    const end = keepOpen((onEnd) =>
      client.executions.stream.subscribe(
        { id, lastEventId: String(feed.lastSeq) },
        { onData: ({ data: message }) => feed.take(message), onError: onEnd, onComplete: onEnd },
      ),
    );
    return () => {
      end();
      feed.close();
      redraw.cancel();
    };
  }, [client, id, loaded, active, onEvents, refetch]);
  return {
    timeline: loaded?.timeline ?? null,
    version,
    skew: loaded?.skew ?? 0,
    fault: data ? null : query.error,
    retry: () => void refetch(),
  };
}

interface Listeners {
  onChange: () => void;
  onEvents: (events: readonly EventView[]) => void;
  /** The timeline has to be read anew: it lacks operations, or events were left out. */
  reload: () => void;
}

/** Takes messages of the event stream into a timeline. */
class Feed {
  lastSeq: number;
  readonly #timeline: Timeline;
  readonly #listeners: Listeners;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(timeline: Timeline, listeners: Listeners) {
    this.#timeline = timeline;
    this.#listeners = listeners;
    this.lastSeq = timeline.lastSeq;
  }

  take(message: StreamMessage): void {
    if (message.kind === 'skip-to') {
      this.lastSeq = message.seq;
      this.#reloadSoon();
    } else if (message.kind === 'events') {
      const fresh = message.events.filter(({ seq }) => seq > this.lastSeq);
      this.lastSeq = fresh.at(-1)?.seq ?? this.lastSeq;
      takeEvents(this.#timeline, fresh.flatMap(toEvent));
      if (this.#timeline.hasStrangers) this.#reloadSoon();
      this.#listeners.onEvents(fresh);
      this.#listeners.onChange();
    }
  }

  close(): void {
    clearTimeout(this.#timer);
  }

  #reloadSoon(): void {
    this.#timer ??= setTimeout(() => this.#listeners.reload(), reloadEvery);
  }
}

function toEvent({ seq, at, type, task, attempt, text, error }: EventView): TimelineEvent[] {
  const event = toTimelineEvent({
    seq,
    at: new Date(at).getTime(),
    type,
    task,
    attempt,
    text,
    errorType: error?.type ?? null,
  });
  return event === null ? [] : [event];
}
