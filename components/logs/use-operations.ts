'use client';

import { useQueries, useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { unpackEvents, unpackGraph } from '../../core/timeline/pack.ts';
import {
  type Attempt,
  createTimeline,
  type OperationState,
  stateOf,
  takeEvents,
} from '../../core/timeline/timeline.ts';
import type { TimelineOperation } from '../../core/timeline/timeline-graph.ts';
import type { EventView, ExecutionSummary, LogFilterInput } from '../../server/api/contract.ts';
import { useApi } from '../api/api.ts';
import { isActive } from '../executions/execution-status.ts';

/** An operation that has begun. */
export interface BegunOperation extends TimelineOperation {
  attempts: readonly Attempt[];
  state: OperationState;
}

const readEvery = 2_000;
/** Lines of an operation that are shown here; a filter shows the others. */
export const mostOfOne = 1_000;

/** The operations of an execution in the order in which they began; undefined before they are read. */
export function useOperations(execution: ExecutionSummary) {
  const api = useApi();
  const { data, error, refetch } = useQuery(
    api.executions.timeline.queryOptions(
      { id: execution.id },
      { structuralSharing: false, refetchInterval: isActive(execution.status) ? readEvery : false },
    ),
  );
  const operations = useMemo(() => {
    if (data === undefined) return undefined;
    const graph = unpackGraph(data.graph);
    const timeline = createTimeline(graph);
    takeEvents(timeline, unpackEvents(data.events, graph));
    const undecided = new Set(execution.undecided.map(({ task }) => task));
    return graph.operations
      .map((operation, place): BegunOperation => {
        const attempts = timeline.attempts[place] ?? [];
        return { ...operation, attempts, state: stateOf(timeline, place, undecided) };
      })
      .filter(({ attempts }) => attempts.length > 0)
      .sort((a, b) => (a.attempts[0]?.startSeq ?? 0) - (b.attempts[0]?.startSeq ?? 0));
  }, [data, execution.undecided]);
  return { operations, fault: data === undefined ? error : null, retry: () => void refetch() };
}

/** The first lines of each of some operations that pass the filter; those that are not read yet are missing. */
export function useOperationLines(
  execution: ExecutionSummary,
  tasks: readonly string[],
  filter: LogFilterInput,
): ReadonlyMap<string, readonly EventView[]> {
  const api = useApi();
  const results = useQueries({
    queries: tasks.map((task) =>
      api.executions.events.queryOptions(
        { id: execution.id, after: 0, limit: mostOfOne, filter: { ...filter, task } },
        { refetchInterval: isActive(execution.status) ? readEvery : false },
      ),
    ),
  });
  return new Map(tasks.flatMap((task, at) => (results[at]?.data ? [[task, results[at].data.events] as const] : [])));
}
