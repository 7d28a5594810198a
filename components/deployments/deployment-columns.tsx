import type { DeploymentSummary } from '../../server/api/contract.ts';
import { ExecutionProgress } from '../executions/execution-progress.tsx';
import { isActive } from '../executions/execution-status.ts';
import { StateMark } from '../topology/state-mark.tsx';
import { Chip } from '../ui/chip.tsx';
import { Id } from '../ui/id.tsx';
import type { Column } from '../ui/table.tsx';
import { TextLink } from '../ui/text-link.tsx';
import { Ago } from '../ui/time.tsx';
import { deploymentStatus } from './deployment-status.ts';
import { InstanceStates } from './instance-states.tsx';

/** What a list says of a deployment; the server sorts by each. */
export const deploymentColumns: readonly Column<DeploymentSummary>[] = [
  {
    id: 'name',
    header: 'Name',
    primary: true,
    sort: 'server',
    cell: (deployment) => <TextLink href={`/deployments/${deployment.id}`}>{deployment.name}</TextLink>,
  },
  {
    id: 'status',
    header: 'Status',
    sort: 'server',
    cell: (deployment) => <DeploymentChip deployment={deployment} />,
  },
  {
    id: 'blueprint',
    header: 'Blueprint',
    minor: true,
    sort: 'server',
    cell: ({ blueprint }) => (
      <span>
        <TextLink href={`/blueprints/${blueprint.id}`}>{blueprint.name}</TextLink>
        <span className="text-ink-3"> v{blueprint.version}</span>
      </span>
    ),
  },
  {
    id: 'instances',
    header: 'Instances',
    sort: 'server',
    cell: (deployment) => <InstanceStates deployment={deployment} />,
  },
  {
    id: 'last',
    header: 'Last run',
    sort: 'server',
    minor: true,
    cell: ({ lastExecution }) =>
      lastExecution === null ? <span className="text-ink-3">Never</span> : <LastRun execution={lastExecution} />,
  },
  { id: 'by', header: 'By', minor: true, sort: 'server', cell: ({ createdBy }) => createdBy ?? 'the system' },
  {
    id: 'created',
    header: 'Created',
    align: 'right',
    sort: 'server',
    cell: (deployment) => (
      <span className="whitespace-nowrap">
        <Ago at={deployment.createdAt} />
      </span>
    ),
  },
  { id: 'id', header: 'Id', optional: true, cell: ({ id }) => <Id id={id} /> },
];

function LastRun({ execution }: { execution: NonNullable<DeploymentSummary['lastExecution']> }) {
  return (
    <span className="whitespace-nowrap">
      <TextLink href={`/deployments/${execution.deploymentId}?exec=${execution.id}`}>{execution.workflow}</TextLink>{' '}
      <span className="text-ink-3">
        <Ago at={execution.endedAt ?? execution.createdAt} />
      </span>
    </span>
  );
}

/** How a deployment stands, and how far what runs on it is. */
export function DeploymentChip({ deployment }: { deployment: DeploymentSummary }) {
  const status = deploymentStatus(deployment);
  const { lastExecution } = deployment;
  return (
    <span className="inline-flex flex-wrap items-center gap-x-2.5">
      <Chip tone={status.tone}>
        <StateMark kind={status.mark} />
        {status.label}
      </Chip>
      {lastExecution && isActive(lastExecution.status) && lastExecution.totalOperations > 0 && (
        <ExecutionProgress execution={lastExecution} />
      )}
    </span>
  );
}
