'use client';

import { Blocks } from 'lucide-react';
import type { DeploymentSummary } from '../../server/api/contract.ts';
import { useCanOperate } from '../shell/session.tsx';
import { StateMark } from '../topology/state-mark.tsx';
import { ButtonLink } from '../ui/button.tsx';
import { Chip } from '../ui/chip.tsx';
import { Empty } from '../ui/states.tsx';
import { type Column, DataTable } from '../ui/table.tsx';
import { TextLink } from '../ui/text-link.tsx';
import { Ago } from '../ui/time.tsx';
import { deploymentStatus } from './deployment-status.ts';

const columns: readonly Column<DeploymentSummary>[] = [
  {
    id: 'name',
    header: 'Name',
    primary: true,
    cell: (deployment) => <TextLink href={`/deployments/${deployment.id}`}>{deployment.name}</TextLink>,
  },
  {
    id: 'blueprint',
    header: 'Blueprint',
    cell: ({ blueprint }) => (
      <span>
        <TextLink href={`/blueprints/${blueprint.id}`}>{blueprint.name}</TextLink>
        <span className="text-ink-3"> v{blueprint.version}</span>
      </span>
    ),
  },
  { id: 'status', header: 'Status', cell: (deployment) => <DeploymentChip deployment={deployment} /> },
  {
    id: 'instances',
    header: 'Instances',
    align: 'right',
    cell: ({ states, instanceCount }) => (
      <span className="tabular">
        {states.started ?? 0}/{instanceCount}
      </span>
    ),
  },
  { id: 'created', header: 'Created', align: 'right', cell: (deployment) => <Ago at={deployment.createdAt} /> },
];

function DeploymentChip({ deployment }: { deployment: DeploymentSummary }) {
  const status = deploymentStatus(deployment);
  return (
    <Chip tone={status.tone}>
      <StateMark kind={status.mark} />
      {status.label}
    </Chip>
  );
}

export function DeploymentTable(props: { deployments: readonly DeploymentSummary[]; blueprintId?: string }) {
  const canOperate = useCanOperate();
  const { deployments, blueprintId } = props;
  if (deployments.length > 0) {
    return (
      <DataTable
        label="Deployments"
        columns={blueprintId === undefined ? columns : columns.filter(({ id }) => id !== 'blueprint')}
        rows={deployments}
        rowKey={({ id }) => id}
      />
    );
  }
  return (
    <Empty
      icon={<Blocks />}
      title="No deployments yet"
      action={
        canOperate && (
          <ButtonLink href={blueprintId === undefined ? '/blueprints' : `/deployments/new?blueprint=${blueprintId}`}>
            {blueprintId === undefined ? 'Choose a blueprint' : 'Create one'}
          </ButtonLink>
        )
      }
    >
      A deployment is a blueprint with its inputs filled in.
    </Empty>
  );
}
