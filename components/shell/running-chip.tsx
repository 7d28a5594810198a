'use client';

import { useQuery } from '@tanstack/react-query';
import Link from 'next/link';
import { useApi } from '../api/api.ts';
import { isActive } from '../executions/execution-status.ts';
import { executionRefresh } from '../executions/refresh.ts';
import { StateMark } from '../topology/state-mark.tsx';

/** How many executions run now, on every page. */
export function RunningChip() {
  const api = useApi();
  const { data } = useQuery(api.executions.list.queryOptions({}, { refetchInterval: executionRefresh }));
  const running = data?.filter((execution) => isActive(execution.status)) ?? [];
  const only = running.length === 1 ? running[0] : undefined;
  if (running.length === 0) return null;
  return (
    <Link
      prefetch={false}
      href={only ? `/deployments/${only.deploymentId}?exec=${only.id}` : '/executions?status=active'}
      className="mr-1 flex h-7 items-center gap-2 rounded-md bg-accent-soft px-2 font-medium text-accent text-xs"
    >
      <StateMark kind="progress" className="size-3.5" />
      <span className="max-sm:sr-only">{only ? `${only.workflow} · ${only.deploymentName}` : 'Running'}</span>
      {!only && <span className="tabular">{running.length}</span>}
    </Link>
  );
}
