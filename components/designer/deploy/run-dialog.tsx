'use client';

import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useApi } from '../../api/api.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { Loaded } from '../../ui/loaded.tsx';
import { RunSteps } from '../../workflows/run-pane.tsx';
import type { RunChoice } from '../../workflows/use-run-choice.ts';
import type { DeployGoal } from './deploy-goal.ts';
import { useWatched } from './use-watched.ts';

type RunDialogProps = Omit<DeployGoal & { kind: 'run' }, 'kind'> & { onClose: () => void };

/** What an installation or an update would do, and the button that does it; the designer shows how it goes. */
export function RunDialog({ deploymentId, workflow, onClose }: RunDialogProps) {
  const api = useApi();
  const query = useQuery(api.deployments.get.queryOptions({ id: deploymentId }));
  const choice = useOwnChoice({ deploymentId, workflow, onClose });
  const deed = workflow === 'install' ? 'Install' : 'Update';
  return (
    <Dialog
      open
      wide
      onOpenChange={(open) => !open && onClose()}
      title={query.data === undefined ? deed : `${deed} ${query.data.name}`}
      description={choice.previewId === null ? undefined : 'Exactly what would be done'}
    >
      <div className="-mx-5 -my-4 [&>*]:px-5 [&>form>*]:px-5 [&_.sticky]:-bottom-4">
        <Loaded query={query}>
          {(deployment) => <RunSteps {...{ deployment, choice }} selection={noNode} onSelect={ignore} />}
        </Loaded>
      </div>
    </Dialog>
  );
}

/** The drawing behind the dialog is that of the blueprint; nothing of a deployment is chosen in it. */
const noNode = { node: null, instance: null };
const ignore = (): void => undefined;

/** What the page of a deployment keeps in its address. */
function useOwnChoice({ deploymentId, workflow, onClose }: RunDialogProps): RunChoice {
  const { watch } = useWatched();
  const [shown, show] = useState<{ previewId: string | null; updateId: string | null }>({
    previewId: null,
    updateId: null,
  });
  return {
    ...{ workflow, given: {}, ...shown, close: onClose },
    open: ignore,
    show: (previewId) => show({ previewId, updateId: null }),
    showUpdate: (updateId, previewId) => show({ previewId, updateId }),
    onStarted() {
      watch(deploymentId);
      onClose();
    },
  };
}
