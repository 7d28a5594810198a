'use client';

import { useQuery } from '@tanstack/react-query';
import type { ExecutionSummary } from '../../server/api/contract.ts';
import { useApi } from '../api/api.ts';

const none: ExecutionSummary[] = [];
/** More are never shown at once; the list of all executions has them. */
const most = 200;
/** In case the stream of changes, which has them read again, is cut without a word. */
const readAgainMs = 10_000;

/** The executions of a deployment, newest first. */
export function useDeploymentExecutions(deploymentId: string): ExecutionSummary[] {
  const api = useApi();
  const query = useQuery(
    api.executions.search.queryOptions({ deploymentId, limit: most }, { refetchInterval: readAgainMs }),
  );
  return query.data?.rows ?? none;
}
