import type { ExecutionRow, ExecutionSummary } from '../../server/api/contract.ts';
import { Chip } from '../ui/chip.tsx';
import { Id } from '../ui/id.tsx';
import type { Column } from '../ui/table.tsx';
import { TextLink } from '../ui/text-link.tsx';
import { Ago, Elapsed } from '../ui/time.tsx';
import { DurationSpark } from './duration-spark.tsx';
import { ExecutionProgress } from './execution-progress.tsx';
import { isActive } from './execution-status.ts';
import { StatusChip } from './status-chip.tsx';

/** The way to an execution on its deployment's page; with `line` to that line of its log. */
export function executionHref(execution: Pick<ExecutionSummary, 'id' | 'deploymentId'>, line?: number): string {
  return `/deployments/${execution.deploymentId}?exec=${execution.id}${line === undefined ? '' : `&line=${line}`}`;
}

/** How long an execution took, in ms; null while it has not ended. */
export function durationOf({ startedAt, endedAt }: Pick<ExecutionSummary, 'startedAt' | 'endedAt'>): number | null {
  return startedAt === null || endedAt === null ? null : Date.parse(endedAt) - Date.parse(startedAt);
}

/** The workflow of an execution as the way to it, and whether it only said what it would do. */
export function ExecutionName({ execution }: { execution: ExecutionSummary }) {
  return (
    <span className="inline-flex items-center gap-2">
      <TextLink href={executionHref(execution)}>{execution.workflow}</TextLink>
      {execution.dryRun && <Chip>Dry run</Chip>}
    </span>
  );
}

/** What a list says of an execution; the server sorts by each. */
export const executionColumns: readonly Column<ExecutionRow>[] = [
  {
    id: 'workflow',
    header: 'Workflow',
    primary: true,
    sort: 'server',
    cell: (execution) => <ExecutionName execution={execution} />,
  },
  { id: 'deployment', header: 'Deployment', sort: 'server', cell: ({ deploymentName }) => deploymentName },
  {
    id: 'status',
    header: 'Status',
    sort: 'server',
    cell: (execution) => (
      <span className="inline-flex flex-wrap items-center gap-x-2.5">
        <StatusChip status={execution.status} />
        {isActive(execution.status) && execution.totalOperations > 0 && <ExecutionProgress execution={execution} />}
      </span>
    ),
  },
  {
    id: 'duration',
    header: 'Duration',
    align: 'right',
    sort: 'server',
    className: 'md:min-w-32',
    cell: (execution) => (
      <span className="inline-flex items-center justify-end gap-2.5 whitespace-nowrap">
        <DurationSpark past={execution.pastDurations} current={durationOf(execution)} />
        {execution.startedAt ? <Elapsed from={execution.startedAt} to={execution.endedAt} /> : '–'}
      </span>
    ),
  },
  { id: 'by', header: 'By', minor: true, sort: 'server', cell: ({ createdBy }) => createdBy ?? 'the system' },
  {
    id: 'created',
    header: 'Started',
    align: 'right',
    sort: 'server',
    cell: (execution) => (
      <span className="whitespace-nowrap">
        <Ago at={execution.startedAt ?? execution.createdAt} />
      </span>
    ),
  },
  {
    id: 'ended',
    header: 'Ended',
    optional: true,
    align: 'right',
    sort: 'server',
    cell: ({ endedAt }) => (endedAt === null ? <span className="text-ink-3">Not yet</span> : <Ago at={endedAt} />),
  },
  {
    id: 'operations',
    header: 'Operations',
    optional: true,
    align: 'right',
    cell: ({ finishedOperations, totalOperations }) => (
      <span className="tabular">
        {finishedOperations}/{totalOperations}
      </span>
    ),
  },
  { id: 'id', header: 'Id', optional: true, cell: ({ id }) => <Id id={id} /> },
];
