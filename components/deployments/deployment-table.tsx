'use client';

import { Blocks } from 'lucide-react';
import type { DeploymentSummary } from '../../server/api/contract.ts';
import { useCanOperate } from '../shell/session.tsx';
import { StateMark } from '../topology/state-mark.tsx';
import { ButtonLink } from '../ui/button.tsx';
import { Chip } from '../ui/chip.tsx';
import { choiceColumn } from '../ui/choice-column.tsx';
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

const keyOf = ({ id }: DeploymentSummary) => id;
const nameOf = ({ name }: DeploymentSummary) => name;

interface DeploymentTableProps {
  deployments: readonly DeploymentSummary[];
  /** They are all of this blueprint, which then need not be said. */
  blueprintId?: string;
  /** What is chosen of them; absent where nothing can be done with many. */
  chosen?: readonly string[];
  onChoose?: (chosen: string[]) => void;
}

export function DeploymentTable({ deployments, blueprintId, chosen, onChoose }: DeploymentTableProps) {
  const canOperate = useCanOperate();
  const shown = blueprintId === undefined ? columns : columns.filter(({ id }) => id !== 'blueprint');
  if (deployments.length > 0) {
    return (
      <DataTable
        label="Deployments"
        columns={
          canOperate && chosen && onChoose
            ? [choiceColumn({ rows: deployments, keyOf, nameOf, chosen, onChoose }), ...shown]
            : shown
        }
        rows={deployments}
        rowKey={keyOf}
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
