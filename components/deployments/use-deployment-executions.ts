'use client';

import { useQuery } from '@tanstack/react-query';
import type { ExecutionSummary } from '../../server/api/contract.ts';
import { useApi } from '../api/api.ts';
import { executionRefresh } from '../executions/refresh.ts';

const none: ExecutionSummary[] = [];

/** The executions of a deployment, newest first. */
export function useDeploymentExecutions(deploymentId: string): ExecutionSummary[] {
  const api = useApi();
  const query = useQuery(api.executions.list.queryOptions({ deploymentId }, { refetchInterval: executionRefresh }));
  return query.data ?? none;
}
