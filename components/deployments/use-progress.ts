'use client';

import { skipToken, useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { ExecutionSummary } from '../../server/api/contract.ts';
import { useApi } from '../api/api.ts';
import type { NodeProgress } from '../topology/canvas-context.ts';

/** How often it is asked for; an execution of many operations a millisecond for each more seldom. */
const leastPause = 2_000;

/** How far a running execution is with each node; null when none runs. */
export function useProgress(running: ExecutionSummary | null): ReadonlyMap<string, NodeProgress> | null {
  const api = useApi();
  const isOff = running === null;
  const wanted = running === null || running.startedAt === null ? skipToken : { id: running.id };
  const refetchInterval = leastPause + (running?.totalOperations ?? 0);
  const { data } = useQuery(api.executions.nodeProgress.queryOptions(wanted, { refetchInterval }));
  return useMemo(
    () =>
      data && !isOff
        ? new Map(data.nodes.map((node, at) => [node, { done: data.done[at] ?? 0, total: data.total[at] ?? 0 }]))
        : null,
    [data, isOff],
  );
}
