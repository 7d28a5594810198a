'use client';

import { useQuery } from '@tanstack/react-query';
import { useApi } from '../api/api.ts';

/** The workflows of a deployment; whether each can be started is as of now. */
export function useWorkflows(deploymentId: string) {
  const api = useApi();
  return useQuery(api.deployments.workflows.queryOptions({ id: deploymentId }));
}
