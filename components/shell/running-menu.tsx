'use client';

import type { ExecutionSummary } from '../../server/api/contract.ts';
import { StateMark } from '../topology/state-mark.tsx';
import { Menu, MenuItem, MenuLabel, MenuSeparator } from '../ui/menu.tsx';
import { useNavigate } from '../ui/navigate.ts';
import { Elapsed } from '../ui/time.tsx';

/** The executions that run now, behind a chip that says how many there are; `count` may be more than are listed. */
export function RunningMenu({ running, count }: { running: readonly ExecutionSummary[]; count: number }) {
  const navigate = useNavigate();
  const [only] = count === 1 ? running : [];
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
          onSelect={() => navigate(`/deployments/${execution.deploymentId}?exec=${execution.id}`)}
        >
          <RunningLine execution={execution} />
        </MenuItem>
      ))}
      <MenuSeparator />
      <MenuItem onSelect={() => navigate('/executions?status=active')}>
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
