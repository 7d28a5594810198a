'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { parseAsString, useQueryStates } from 'nuqs';
import type { DeploymentAction, DeploymentDetail } from '../../server/api/contract.ts';
import { useApi, useApiClient } from '../api/api.ts';
import { sayDone, sayFault } from '../ui/toasts.tsx';

const shown = { exec: parseAsString, line: parseAsString, tab: parseAsString };

/** Carries out an action of a deployment and shows what came of it. */
export function useDeploymentAction(deployment: DeploymentDetail) {
  const api = useApi();
  const client = useApiClient();
  const queryClient = useQueryClient();
  const router = useRouter();
  const [, setShown] = useQueryStates(shown);

  async function perform(action: DeploymentAction): Promise<void> {
    if (action === 'install' || action === 'uninstall') {
      await client.executions.start.mutate({ deploymentId: deployment.id, workflow: action });
      await setShown({ exec: null, line: null, tab: null });
    } else if (action === 'delete') {
      await client.deployments.delete.mutate({ id: deployment.id });
      router.push('/deployments');
      sayDone(`${deployment.name} is deleted`);
    } else if (deployment.running) {
      await client.executions.cancel.mutate({ id: deployment.running.id, mode: action });
    }
    if (action !== 'delete')
      await queryClient.invalidateQueries({ queryKey: api.deployments.get.queryKey({ id: deployment.id }) });
  }

  const mutation = useMutation({
    mutationFn: perform,
    onError: (fault, action) => sayFault(`Could not ${action.replace('-', ' ')}`, fault),
  });
  return { run: (action: DeploymentAction) => mutation.mutate(action), isBusy: mutation.isPending };
}
