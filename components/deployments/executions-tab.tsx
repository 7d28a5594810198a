'use client';

import dynamic from 'next/dynamic';
import { parseAsArrayOf, parseAsString, useQueryState } from 'nuqs';
import type { ExecutionSummary } from '../../server/api/contract.ts';
import { ExecutionTable } from '../executions/execution-table.tsx';
import { SkeletonRows } from '../ui/states.tsx';
import { Panel } from '../ui/table.tsx';

const RunComparison = dynamic(async () => (await import('../comparison/run-comparison.tsx')).RunComparison, {
  ssr: false,
  loading: () => <SkeletonRows />,
});

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
