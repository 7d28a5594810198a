'use client';

import { useMutation, useQuery } from '@tanstack/react-query';
import { GitCompareArrows, Undo2 } from 'lucide-react';
import type { DeploymentDetail, UpdateStatus, UpdateSummary } from '../../server/api/contract.ts';
import { useApi } from '../api/api.ts';
import { useCanOperate } from '../shell/session.tsx';
import { Button } from '../ui/button.tsx';
import { Chip, type Tone } from '../ui/chip.tsx';
import { Loaded } from '../ui/loaded.tsx';
import { Empty } from '../ui/states.tsx';
import { type Column, DataTable, Panel, PanelHeader } from '../ui/table.tsx';
import { TextLink } from '../ui/text-link.tsx';
import { Ago } from '../ui/time.tsx';
import { sayFault, sayRefused } from '../ui/toasts.tsx';
import { updateWorkflow, useRunChoice } from '../workflows/use-run-choice.ts';
import { useRollback } from './use-update.ts';

const readAgainMs = 10_000;

const statusLook: Record<UpdateStatus, { label: string; tone: Tone }> = {
  planned: { label: 'Only planned', tone: 'neutral' },
  running: { label: 'Running', tone: 'accent' },
  succeeded: { label: 'Completed', tone: 'good' },
  failed: { label: 'Failed', tone: 'bad' },
  cancelled: { label: 'Cancelled', tone: 'neutral' },
};

const columns: readonly Column<UpdateSummary>[] = [
  {
    id: 'to',
    header: 'Update',
    primary: true,
    cell: (update) =>
      update.executionId === null ? (
        versions(update)
      ) : (
        <TextLink href={`/deployments/${update.deploymentId}?exec=${update.executionId}`}>{versions(update)}</TextLink>
      ),
  },
  {
    id: 'status',
    header: 'Status',
    cell: ({ status }) => <Chip tone={statusLook[status].tone}>{statusLook[status].label}</Chip>,
  },
  {
    id: 'adopted',
    header: 'New model since',
    cell: ({ adoptedAt }) =>
      adoptedAt === null ? <span className="text-ink-3">Not adopted</span> : <Ago at={adoptedAt} />,
  },
  { id: 'by', header: 'By', cell: ({ createdBy }) => createdBy ?? 'the system' },
  { id: 'at', header: 'Made', align: 'right', cell: ({ createdAt }) => <Ago at={createdAt} /> },
  { id: 'back', header: 'Roll back', hideHeader: true, align: 'right', cell: (update) => <RollBack update={update} /> },
];

function versions({ from, to }: UpdateSummary): string {
  const before = from.blueprintId === to.blueprintId ? `v${from.version}` : `${from.blueprintName} v${from.version}`;
  return `${before} → ${to.blueprintName} v${to.version}`;
}

/** What a deployment has been updated from and to, newest first, each with the way back. */
export function UpdatesTab({ deployment }: { deployment: DeploymentDetail }) {
  const api = useApi();
  const canOperate = useCanOperate();
  const run = useRunChoice();
  const query = useQuery(
    api.updates.list.queryOptions({ deploymentId: deployment.id }, { refetchInterval: readAgainMs }),
  );
  return (
    <div className="p-4 md:p-6">
      <Panel aria-label="Updates" className="overflow-hidden">
        <PanelHeader title="Updates">
          {canOperate && (
            <Button size="sm" onClick={() => run.open(updateWorkflow)}>
              <GitCompareArrows aria-hidden /> New update
            </Button>
          )}
        </PanelHeader>
        <Loaded query={query}>
          {(updates) =>
            updates.some(wasStarted) ? (
              <DataTable label="Updates" columns={columns} rows={updates.filter(wasStarted)} rowKey={({ id }) => id} />
            ) : (
              <Empty icon={<GitCompareArrows />} title="Never updated">
                An update brings a new version of the blueprint, or other inputs, to what is installed.
              </Empty>
            )
          }
        </Loaded>
      </Panel>
    </div>
  );
}

/** Each look at what an update would do leaves a plan; those that were not carried out are of no use later. */
function wasStarted({ status }: UpdateSummary): boolean {
  return status !== 'planned';
}

/** Only what was adopted can be taken back. */
function RollBack({ update }: { update: UpdateSummary }) {
  const canOperate = useCanOperate();
  const rollback = useRollback(useRunChoice());
  const mutation = useMutation({
    mutationFn: () => rollback(update.id),
    onSuccess: ([problem]) => {
      if (problem) sayRefused('It cannot be rolled back', problem.message);
    },
    onError: (fault) => sayFault('It cannot be rolled back', fault),
  });
  if (!canOperate || update.adoptedAt === null) return null;
  return (
    <Button size="sm" disabled={mutation.isPending} onClick={() => mutation.mutate()}>
      <Undo2 aria-hidden /> Roll back…
    </Button>
  );
}
