'use client';

import { ArrowLeft } from 'lucide-react';
import { parseAsStringLiteral, useQueryState } from 'nuqs';
import type { ReactNode } from 'react';
import { type ComparedOperation, type RunDifference, runDifferences } from '../../core/timeline/compare-runs.ts';
import type { ExecutionSummary } from '../../server/api/contract.ts';
import { useExecution } from '../executions/use-execution.ts';
import { ButtonLink } from '../ui/button.tsx';
import { Segmented } from '../ui/segmented.tsx';
import { Empty, Fault, SkeletonRows } from '../ui/states.tsx';
import { Panel } from '../ui/table.tsx';
import { ComparedRuns } from './compared-runs.tsx';
import { ComparisonTable } from './comparison-table.tsx';
import { differenceLook } from './difference-look.ts';
import { useComparison } from './use-comparison.ts';

interface RunComparisonProps {
  deploymentId: string;
  /** Ids of the two executions, the earlier first. */
  pair: readonly [string, string];
  /** Executions of the deployment that can be chosen instead. */
  executions: readonly ExecutionSummary[];
}

/** Two executions side by side: how long each took, and every operation with what became of it. */
export function RunComparison({ deploymentId, pair, executions }: RunComparisonProps) {
  const before = useExecution({ id: pair[0] });
  const after = useExecution({ id: pair[1] });
  const fault = before.error ?? after.error;
  return (
    <div className="flex flex-col gap-4">
      <div className="flex flex-wrap items-center gap-3">
        <h2 className="flex-1 font-semibold text-base">Two runs side by side</h2>
        <ButtonLink size="sm" href={`/deployments/${deploymentId}?tab=executions`}>
          <ArrowLeft aria-hidden /> All executions
        </ButtonLink>
      </div>
      {before.data && after.data ? (
        <Sides before={before.data} after={after.data} executions={executions} />
      ) : fault ? (
        <Fault
          fault={fault}
          retry={() => {
            void before.refetch();
            void after.refetch();
          }}
        />
      ) : (
        <SkeletonRows rows={6} />
      )}
    </div>
  );
}

interface SidesProps {
  before: ExecutionSummary;
  after: ExecutionSummary;
  executions: readonly ExecutionSummary[];
}

function Sides({ before, after, executions }: SidesProps) {
  const { operations, fault, retry } = useComparison(before.id, after.id);
  return (
    <>
      <ComparedRuns {...{ before, after, executions }} />
      <Panel aria-label="Operations of both runs" className="overflow-hidden">
        {operations !== null && <Operations {...{ before, after, operations }} />}
        {operations === null && (fault ? <Fault fault={fault} retry={retry} /> : <SkeletonRows rows={6} />)}
      </Panel>
    </>
  );
}

const choices = ['all', ...runDifferences] as const;

function Operations(props: Pick<SidesProps, 'before' | 'after'> & { operations: readonly ComparedOperation[] }) {
  const { before, after, operations } = props;
  const [wanted, choose] = useQueryState('difference', parseAsStringLiteral(choices).withDefault('all'));
  const counts = countBy(operations);
  const present = runDifferences.filter((each) => counts.has(each));
  const shown = wanted === 'all' ? operations : operations.filter(({ difference }) => difference === wanted);
  if (operations.length === 0) return <Nothing>Neither of the two has begun an operation.</Nothing>;
  return (
    <>
      <div className="overflow-x-auto border-line border-b px-4 py-2">
        <Segmented
          label="Show the operations that are"
          value={wanted}
          onChange={(next) => void choose(next)}
          options={[
            { value: 'all', label: `All ${operations.length}` },
            ...present.map((each) => ({ value: each, label: `${differenceLook[each].label} ${counts.get(each)}` })),
          ]}
        />
      </div>
      {shown.length > 0 ? (
        <ComparisonTable key={wanted} {...{ before, after }} operations={shown} />
      ) : (
        <Nothing>No operation is like that.</Nothing>
      )}
    </>
  );
}

function Nothing({ children }: { children: ReactNode }) {
  return (
    <Empty icon={null} title="No operations">
      {children}
    </Empty>
  );
}

function countBy(operations: readonly ComparedOperation[]): ReadonlyMap<RunDifference, number> {
  const counts = new Map<RunDifference, number>();
  for (const { difference } of operations) counts.set(difference, (counts.get(difference) ?? 0) + 1);
  return counts;
}
