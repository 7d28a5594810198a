'use client';

import { useQuery } from '@tanstack/react-query';
import { Play } from 'lucide-react';
import type { ExecutionRow } from '../../server/api/contract.ts';
import { useApi } from '../api/api.ts';
import { executionHref } from '../executions/execution-columns.tsx';
import { ExecutionProgress } from '../executions/execution-progress.tsx';
import { StatusChip } from '../executions/status-chip.tsx';
import { outcomes } from '../executions/use-execution-list.ts';
import { formatElapsed } from '../ui/format-time.ts';
import { Loaded } from '../ui/loaded.tsx';
import { Panel, PanelHeader } from '../ui/table.tsx';
import { TextLink } from '../ui/text-link.tsx';
import { Elapsed } from '../ui/time.tsx';
import { Quiet } from './quiet.tsx';

const most = 8;
const busyMs = 2_000;
const calmMs = 5_000;

/** Every execution that has not ended, how far it is and how long it will probably take. */
export function RunningNow() {
  const api = useApi();
  const query = useQuery(
    api.executions.search.queryOptions(
      { status: [...outcomes.active], limit: most },
      { refetchInterval: ({ state }) => (state.data?.matching ? busyMs : calmMs) },
    ),
  );
  return (
    <Panel aria-labelledby="running" className="overflow-clip">
      <PanelHeader title={<span id="running">Running now</span>}>
        <TextLink href="/executions?status=active" className="text-sm">
          {query.data && query.data.matching > most ? `All ${query.data.matching}` : 'All executions'}
        </TextLink>
      </PanelHeader>
      <Loaded query={query} rows={1}>
        {({ rows }) =>
          rows.length > 0 ? (
            <ul className="divide-y divide-line">
              {rows.map((execution) => (
                <Running key={execution.id} execution={execution} />
              ))}
            </ul>
          ) : (
            <Quiet icon={<Play />}>Nothing is running.</Quiet>
          )
        }
      </Loaded>
    </Panel>
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
