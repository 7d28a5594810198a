'use client';

import { useQuery } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import type { ExecutionSummary } from '../../server/api/contract.ts';
import { useApi } from '../api/api.ts';
import { isActive } from '../executions/execution-status.ts';
import { StateMark } from '../topology/state-mark.tsx';
import { Menu, MenuItem, MenuLabel, MenuSeparator } from '../ui/menu.tsx';
import { Elapsed } from '../ui/time.tsx';

const activeStatuses = [
  ...(['queued', 'pending', 'started', 'needs-decision'] as const),
  ...(['cancelling', 'force-cancelling', 'kill-cancelling'] as const),
];
/** The most that are listed; of more, only their number is told. */
const most = 8;
const whileActiveMs = 2_000;
const whileIdleMs = 10_000;

/** How many executions run now, on every page, with how far each of them is. */
export function RunningChip() {
  const api = useApi();
  const router = useRouter();
  const { data } = useQuery(
    api.executions.search.queryOptions(
      { status: activeStatuses, limit: most, sort: '-created' },
      { refetchInterval: (query) => ((query.state.data?.matching ?? 0) > 0 ? whileActiveMs : whileIdleMs) },
    ),
  );
  const running = data?.rows.filter(({ status }) => isActive(status)) ?? [];
  const count = data?.matching ?? 0;
  const [only] = count === 1 ? running : [];
  if (running.length === 0) return null;
  return (
    <Menu
      trigger={
        <button
          type="button"
          className="mr-1 flex h-7 min-w-0 items-center gap-2 rounded-md bg-accent-soft px-2 font-medium text-accent text-xs"
        >
          <StateMark kind="progress" className="size-3.5 shrink-0" />
          <span className="truncate max-sm:sr-only">
            {only ? `${only.workflow} · ${only.deploymentName}` : 'Running'}
          </span>
          {!only && <span className="tabular">{count}</span>}
        </button>
      }
    >
      <MenuLabel>Running now</MenuLabel>
      {running.map((execution) => (
        <MenuItem
          key={execution.id}
          onSelect={() => router.push(`/deployments/${execution.deploymentId}?exec=${execution.id}`)}
        >
          <RunningLine execution={execution} />
        </MenuItem>
      ))}
      <MenuSeparator />
      <MenuItem onSelect={() => router.push('/executions?status=active')}>
        {count > running.length ? `All ${count} executions` : 'All executions'}
      </MenuItem>
    </Menu>
  );
}

function RunningLine({ execution }: { execution: ExecutionSummary }) {
  const { workflow, deploymentName, finishedOperations: done, totalOperations: all, startedAt } = execution;
  return (
    <span className="flex w-72 max-w-full flex-col gap-1.5 py-1.5">
      <span className="flex items-baseline gap-3">
        <span className="min-w-0 flex-1 truncate">
          {workflow} <span className="text-ink-3">·</span> {deploymentName}
        </span>
        <span className="tabular shrink-0 text-ink-3 text-xs">
          {done}/{all}
          {startedAt && (
            <>
              {' · '}
              <Elapsed from={startedAt} to={null} />
            </>
          )}
        </span>
      </span>
      <span aria-hidden className="h-1 overflow-hidden rounded-full bg-line">
        <span className="block h-full bg-accent" style={{ width: `${all === 0 ? 0 : (100 * done) / all}%` }} />
      </span>
    </span>
  );
}
