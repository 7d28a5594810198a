'use client';

import { parseAsArrayOf, parseAsString, useQueryState } from 'nuqs';
import type { ExecutionSummary } from '../../server/api/contract.ts';
import { ExecutionTable } from '../executions/execution-table.tsx';
import { later } from '../ui/later.tsx';
import { SkeletonRows } from '../ui/states.tsx';
import { Panel } from '../ui/table.tsx';

const RunComparison = later(
  async () => (await import('../comparison/run-comparison.tsx')).RunComparison,
  <SkeletonRows />,
);

interface ExecutionsTabProps {
  deploymentId: string;
  executions: readonly ExecutionSummary[];
}

/** What ran on a deployment, newest first, or two of those runs side by side. */
export function ExecutionsTab({ deploymentId, executions }: ExecutionsTabProps) {
  const [compared] = useQueryState('compare', parseAsArrayOf(parseAsString));
  const [before, after] = compared ?? [];
  return (
    <div className="p-4 md:p-6">
      {before && after ? (
        <RunComparison deploymentId={deploymentId} pair={[before, after]} executions={executions} />
      ) : (
        <Panel aria-label="Executions" className="overflow-hidden">
          <ExecutionTable executions={executions} within="deployment" />
        </Panel>
      )}
    </div>
  );
}
