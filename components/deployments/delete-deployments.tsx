'use client';

import { useQueryClient } from '@tanstack/react-query';
import type { DeploymentSummary } from '../../server/api/contract.ts';
import { useApi, useApiClient } from '../api/api.ts';
import { BulkDialog } from '../ui/bulk-dialog.tsx';
import { count } from '../ui/count.ts';

interface DeleteDeploymentsProps {
  deployments: readonly Pick<DeploymentSummary, 'id' | 'name'>[];
  onClose: () => void;
  /** None of them is left. */
  onDone: () => void;
}

/** Asks whether deployments of which nothing is installed any more are to be forgotten. */
export function DeleteDeployments({ deployments, onClose, onDone }: DeleteDeploymentsProps) {
  const api = useApi();
  const client = useApiClient();
  const queryClient = useQueryClient();
  const what = deployments.length === 1 ? (deployments[0]?.name ?? '') : count(deployments.length, 'deployment');
  return (
    <BulkDialog
      title={`Delete ${what}?`}
      action="Delete"
      danger
      doneText={deployments.length === 1 ? `${what} is deleted` : `${what} are deleted`}
      items={deployments}
      act={({ id }) => client.deployments.delete.mutate({ id })}
      onDone={(refused) => {
        void queryClient.invalidateQueries({ queryKey: api.deployments.search.queryKey() });
        if (refused.length === 0) onDone();
      }}
      onClose={onClose}
    >
      Their executions and logs go with them. One that still has live node instances is refused: uninstall it first.
    </BulkDialog>
  );
}
