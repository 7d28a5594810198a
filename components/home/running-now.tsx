'use client';

import { Play } from 'lucide-react';
import type { ExecutionRow } from '../../server/api/contract.ts';
import { executionHref } from '../executions/execution-columns.tsx';
import { ExecutionProgress } from '../executions/execution-progress.tsx';
import { StatusChip } from '../executions/status-chip.tsx';
import { outcomes } from '../executions/use-execution-list.ts';
import { formatElapsed } from '../ui/format-time.ts';
import { TextLink } from '../ui/text-link.tsx';
import { Elapsed } from '../ui/time.tsx';
import { ExecutionPanel } from './execution-panel.tsx';

/** Every execution that has not ended, how far it is and how long it will probably take. */
export function RunningNow({ every }: { every: number }) {
  return (
    <ExecutionPanel
      title="Running now"
      request={{ status: [...outcomes.active], limit: 8 }}
      every={every}
      allAt="/executions?status=active"
      icon={<Play />}
      none="Nothing is running."
      row={(execution) => <Running key={execution.id} execution={execution} />}
    />
  );
}

function Running({ execution }: { execution: ExecutionRow }) {
  return (
    <li className="flex min-h-13 flex-wrap items-center gap-x-4 gap-y-1 px-4 py-2">
      <span className="min-w-0 flex-1 basis-56 [overflow-wrap:anywhere]">
        <TextLink href={executionHref(execution)} className="font-medium">
          {execution.deploymentName}
        </TextLink>{' '}
        <span className="text-ink-2">{execution.workflow}</span>
      </span>
      <StatusChip status={execution.status} />
      <span className="w-32">{execution.totalOperations > 0 && <ExecutionProgress execution={execution} />}</span>
      <span className="tabular w-44 text-right text-ink-2 text-sm">
        {execution.startedAt && <Elapsed from={execution.startedAt} to={null} />}
        <Left execution={execution} />
      </span>
    </li>
  );
}

/** What is probably left, by what earlier runs took: nothing when it is not known or already over. */
function Left({ execution: { pastDurations: past, startedAt, status } }: { execution: ExecutionRow }) {
  const usual = past.toSorted((a, b) => a - b)[Math.floor(past.length / 2)];
  if (usual === undefined || startedAt === null || status !== 'started') return null;
  const left = usual - (Date.now() - Date.parse(startedAt));
  return left > 1_000 ? <span className="text-ink-3">, about {formatElapsed(left)} left</span> : null;
}
