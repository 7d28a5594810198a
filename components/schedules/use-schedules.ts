'use client';

import { useQuery } from '@tanstack/react-query';
import { useApi } from '../api/api.ts';
import { isActive } from '../executions/execution-status.ts';

const busyMs = 2_000;
const calmMs = 10_000;

/** The schedules of a deployment, or of all, read again often while one of their last runs goes on. */
export function useSchedules(of: { deploymentId?: string }) {
  const api = useApi();
  return useQuery(
    api.schedules.list.queryOptions(of, {
      refetchInterval: ({ state }) =>
        state.data?.some(({ lastExecution }) => lastExecution !== null && isActive(lastExecution.status))
          ? busyMs
          : calmMs,
    }),
  );
}
