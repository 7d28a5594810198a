'use client';

import { Play } from 'lucide-react';
import type { ExecutionSummary } from '../../server/api/contract.ts';
import { Empty } from '../ui/states.tsx';
import { type Column, DataTable } from '../ui/table.tsx';
import { TextLink } from '../ui/text-link.tsx';
import { Ago, Elapsed } from '../ui/time.tsx';
import { StatusChip } from './status-chip.tsx';

interface ExecutionTableProps {
  executions: readonly ExecutionSummary[];
  /** Within one deployment its name need not be said. */
  within?: 'deployment';
}

const columns: readonly Column<ExecutionSummary>[] = [
  {
    id: 'workflow',
    header: 'Workflow',
    primary: true,
    cell: (execution) => (
      <TextLink href={`/deployments/${execution.deploymentId}?exec=${execution.id}`}>{execution.workflow}</TextLink>
    ),
  },
  { id: 'deployment', header: 'Deployment', cell: (execution) => execution.deploymentName },
  { id: 'status', header: 'Status', cell: (execution) => <StatusChip status={execution.status} /> },
  {
    id: 'operations',
    header: 'Operations',
    align: 'right',
    cell: (execution) => (
      <span className="tabular">
        {execution.finishedOperations}/{execution.totalOperations}
      </span>
    ),
  },
  {
    id: 'duration',
    header: 'Duration',
    align: 'right',
    cell: (execution) => (execution.startedAt ? <Elapsed from={execution.startedAt} to={execution.endedAt} /> : '–'),
  },
  { id: 'by', header: 'By', cell: (execution) => execution.createdBy ?? 'the system' },
  {
    id: 'at',
    header: 'Started',
    align: 'right',
    cell: (execution) => <Ago at={execution.startedAt ?? execution.createdAt} />,
  },
];

export function ExecutionTable({ executions, within }: ExecutionTableProps) {
  if (executions.length === 0) {
    return (
      <Empty icon={<Play />} title="Nothing has run yet">
        {within === undefined ? 'Open a deployment and press Install.' : 'Press Install to see what it would do.'}
      </Empty>
    );
  }
  return (
    <div className="bg-panel">
      <DataTable
        label="Executions"
        columns={columns.filter((column) => within === undefined || column.id !== 'deployment')}
        rows={executions}
        rowKey={(execution) => execution.id}
      />
    </div>
  );
}
