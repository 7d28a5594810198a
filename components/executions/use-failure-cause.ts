'use client';

import { skipToken, useQuery } from '@tanstack/react-query';
import type { EventView, ExecutionSummary } from '../../server/api/contract.ts';
import { useApi } from '../api/api.ts';

/** The failure that ended an execution; undefined while it is not known, or there is none. */
export function useFailureCause(execution: ExecutionSummary | null): EventView | undefined {
  const api = useApi();
  const failed = execution?.status === 'failed' ? execution : null;
  const { data } = useQuery(
    api.executions.events.queryOptions(
      failed === null
        ? skipToken
        : // A run that was resumed has failed anew: each of its ends is asked for by its own last line.
          { id: failed.id, before: failed.lastSeq + 1, filter: { types: ['task_failed'] }, limit: 200 },
      { staleTime: Infinity },
    ),
  );
  if (failed === null) return undefined;
  // A subgraph fails after the operation in it; the operation is the cause.
  return data?.events.findLast((event) => event.instance !== null) ?? data?.events.at(-1);
}
