'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { DeploymentDetail } from '../../server/api/contract.ts';
import { useApi, useApiClient } from '../api/api.ts';
import { useNavigate } from '../ui/navigate.ts';
import { sayFault, sayRefused } from '../ui/toasts.tsx';
import { demoBlueprint, demoStorm, demoVictim } from './demo-steps.ts';

/** Tries at a name that is not taken. */
const mostNames = 50;

/** Makes a deployment of the demonstration, begins to install it and shows it. */
export function useStartDemo() {
  const client = useApiClient();
  const navigate = useNavigate();
  async function start(blueprintId: string): Promise<string | null> {
    for (let number = 1; number <= mostNames; number += 1) {
      const name = number === 1 ? demoBlueprint : `${demoBlueprint}-${number}`;
      const made = await client.deployments.create.mutate({ blueprintId, name, inputs: {} });
      if (made.ok) {
        await client.executions.start.mutate({ deploymentId: made.id, workflow: 'install' });
        navigate(`/deployments/${made.id}`);
        return null;
      }
    }
    return `There are ${mostNames} deployments named "${demoBlueprint}"; delete some.`;
  }
  const mutation = useMutation({
    mutationFn: start,
    onSuccess: (problem) => {
      if (problem !== null) sayRefused('The demonstration was not started', problem);
    },
    onError: (fault) => sayFault('The demonstration was not started', fault),
  });
  return { start: (blueprintId: string) => mutation.mutate(blueprintId), isBusy: mutation.isPending };
}

/** Kills the program of the demonstration for real, and has what is left checked right after. */
export function useStorm(deployment: DeploymentDetail) {
  const api = useApi();
  const client = useApiClient();
  const queryClient = useQueryClient();
  const mutation = useMutation({
    mutationFn: async () => {
      const deploymentId = deployment.id;
      const parameters = { operation: demoStorm, node_ids: [demoVictim] };
      await client.executions.start.mutate({ deploymentId, workflow: 'execute_operation', parameters, queue: true });
      await client.executions.start.mutate({ deploymentId, workflow: 'check_status', queue: true });
    },
    onSettled: () => {
      void queryClient.invalidateQueries({ queryKey: api.deployments.get.queryKey({ id: deployment.id }) });
      void queryClient.invalidateQueries({ queryKey: api.executions.search.queryKey() });
    },
    onError: (fault) => sayFault('There was no storm', fault),
  });
  return { storm: () => mutation.mutate(), isBusy: mutation.isPending };
}
