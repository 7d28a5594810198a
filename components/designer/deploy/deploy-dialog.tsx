'use client';

import { useQuery } from '@tanstack/react-query';
import type { DeploymentSummary } from '../../../server/api/contract.ts';
import { useApi } from '../../api/api.ts';
import { NewDeploymentForm } from '../../deployments/new-deployment-form.tsx';
import { Button } from '../../ui/button.tsx';
import { Dialog, DialogActions } from '../../ui/dialog.tsx';
import { later } from '../../ui/later.tsx';
import { Loaded } from '../../ui/loaded.tsx';
import { Notice, SkeletonRows } from '../../ui/states.tsx';
import { useViews } from '../frame/use-views.ts';
import { useSaved, useSaver } from '../save/use-saver.ts';
import { type DeployGoal, setDeployGoal } from './deploy-goal.ts';
import { type Deployable, useDeployable } from './use-deployable.ts';
import { useWatched } from './use-watched.ts';

const RunDialog = later(async () => (await import('./run-dialog.tsx')).RunDialog);

interface DeployDialogProps {
  goal: DeployGoal;
  onClose: () => void;
}

/**
 * Checks what is written, saves it as a version, asks for the inputs of a deployment or shows what to update, and then
 * what the run would do. What runs is shown in the designer.
 */
export function DeployDialog({ goal, onClose }: DeployDialogProps) {
  const name = useSaved((state) => state.name);
  const state = useDeployable();
  if (goal.kind === 'run' && state.kind === 'ready')
    return <RunDialog key={goal.workflow} {...goal} onClose={onClose} />;
  const title = state.kind === 'ready' ? `Deploy ${name} version ${state.version}` : `Deploy ${name}`;
  return (
    <Dialog open wide onOpenChange={(open) => !open && onClose()} title={title}>
      {state.kind === 'ready' ? (
        <Ready version={state.version} onClose={onClose} />
      ) : (
        <NotReady state={state} onClose={onClose} />
      )}
    </Dialog>
  );
}

function NotReady({ state, onClose }: { state: Exclude<Deployable, { kind: 'ready' }>; onClose: () => void }) {
  const { showProblems } = useViews();
  if (state.kind === 'checking') return <SkeletonRows rows={3} />;
  const isBroken = state.kind === 'errors';
  return (
    <>
      <Notice tone="bad" role="alert" title={isBroken ? titleOf(state.errors.length) : 'It cannot be deployed now'}>
        {isBroken ? (
          <ul className="flex flex-col gap-1.5">
            {state.errors.slice(0, 5).map(({ detail, range }) => (
              <li key={`${range.file} ${range.start.offset} ${detail}`}>
                {detail}{' '}
                <span className="font-mono text-ink-2 text-xs">
                  {range.file}:{range.start.line}
                </span>
              </li>
            ))}
          </ul>
        ) : (
          state.reason
        )}
      </Notice>
      <DialogActions>
        <Button onClick={onClose}>Go on writing</Button>
        {isBroken && (
          <Button
            variant="primary"
            onClick={() => {
              showProblems();
              onClose();
            }}
          >
            Show problems
          </Button>
        )}
      </DialogActions>
    </>
  );
}

function titleOf(errors: number): string {
  return errors === 1 ? 'One error is in the way' : `${errors} errors are in the way`;
}

function Ready({ version, onClose }: { version: number; onClose: () => void }) {
  const { id } = useSaver();
  const name = useSaved((state) => state.name);
  const { watch } = useWatched();
  const api = useApi();
  const blueprint = useQuery(api.blueprints.get.queryOptions({ id }, { staleTime: 0 }));
  const deployments = useQuery(api.deployments.search.queryOptions({ blueprintId: id }));
  const named = useQuery(api.deployments.search.queryOptions({ text: name, limit: 1_000 }));
  return (
    <div className="flex flex-col gap-4">
      <Outdated rows={deployments.data?.rows ?? []} version={version} />
      <Loaded query={blueprint}>
        {(detail) =>
          named.data === undefined ? (
            <SkeletonRows rows={3} />
          ) : (
            <NewDeploymentForm
              takesFocus
              blueprint={detail}
              taken={named.data.rows.map((row) => row.name)}
              onCreated={({ id: deploymentId, install }) => {
                watch(deploymentId);
                if (install) setDeployGoal({ kind: 'run', deploymentId, workflow: 'install' });
                else onClose();
              }}
            />
          )
        }
      </Loaded>
    </div>
  );
}

/** What runs an older version may be brought to this one in place of being deployed anew. */
function Outdated({ rows, version }: { rows: readonly DeploymentSummary[]; version: number }) {
  const older = rows.filter((row) => row.blueprint.version < version);
  if (older.length === 0) return null;
  return (
    <Notice
      tone="accent"
      title={older.length === 1 ? 'A deployment has an older version' : 'Deployments have older versions'}
    >
      <ul className="flex flex-col gap-1">
        {older.slice(0, 5).map((row) => (
          <li key={row.id} className="flex flex-wrap items-center gap-2">
            <Button size="sm" onClick={() => setDeployGoal({ kind: 'run', deploymentId: row.id, workflow: 'update' })}>
              Update {row.name}…
            </Button>
            <span className="text-ink-2">from version {row.blueprint.version}</span>
          </li>
        ))}
      </ul>
    </Notice>
  );
}
