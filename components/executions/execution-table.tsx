'use client';

import { Play } from 'lucide-react';
import type { ExecutionSummary } from '../../server/api/contract.ts';
import { compareHref, partnerOf } from '../comparison/compare-href.ts';
import { Empty } from '../ui/states.tsx';
import { type Column, DataTable } from '../ui/table.tsx';
import { TextLink } from '../ui/text-link.tsx';
import { Ago, Elapsed } from '../ui/time.tsx';
import { ExecutionName } from './execution-columns.tsx';
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
    cell: (execution) => <ExecutionName execution={execution} />,
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

/** Within a deployment each run leads to its comparison with the one before. */
function comparisonColumn(executions: readonly ExecutionSummary[]): Column<ExecutionSummary> {
  return {
    id: 'compare',
    header: 'Compare',
    hideHeader: true,
    align: 'right',
    cell: (execution) => {
      const partner = execution.startedAt === null ? null : partnerOf(execution, executions);
      return (
        partner && (
          <TextLink
            href={compareHref(execution, partner)}
            title={`With the run of ${execution.workflow} before it`}
            className="text-xs"
          >
            Compare
          </TextLink>
        )
      );
    },
  };
}

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
        columns={
          within === undefined
            ? columns
            : [...columns.filter(({ id }) => id !== 'deployment'), comparisonColumn(executions)]
        }
        rows={executions}
        rowKey={(execution) => execution.id}
      />
    </div>
  );
}
