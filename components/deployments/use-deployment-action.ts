'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { DeploymentAction, DeploymentDetail } from '../../server/api/contract.ts';
import { useApi, useApiClient } from '../api/api.ts';
import { useNavigate } from '../ui/navigate.ts';
import { sayDone, sayFault } from '../ui/toasts.tsx';

/** What is done without a preview; workflows have one. */
export type DirectAction = Exclude<DeploymentAction, 'install' | 'uninstall'>;

/** Stops what runs on a deployment, or deletes it. */
export function useDeploymentAction(deployment: DeploymentDetail) {
  const api = useApi();
  const client = useApiClient();
  const queryClient = useQueryClient();
  const navigate = useNavigate();

  async function perform(action: DirectAction): Promise<void> {
    if (action === 'delete') {
      await client.deployments.delete.mutate({ id: deployment.id });
      navigate('/deployments');
      sayDone(`${deployment.name} is deleted`);
      return;
    }
    if (deployment.running) await client.executions.cancel.mutate({ id: deployment.running.id, mode: action });
    await queryClient.invalidateQueries({ queryKey: api.deployments.get.queryKey({ id: deployment.id }) });
  }

  const mutation = useMutation({
    mutationFn: perform,
    onError: (fault, action) => sayFault(`Could not ${action.replace('-', ' ')}`, fault),
  });
  return { perform: (action: DirectAction) => mutation.mutate(action), isBusy: mutation.isPending };
}
