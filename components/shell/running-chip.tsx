'use client';

import { useQuery } from '@tanstack/react-query';
import { useApi } from '../api/api.ts';
import { isActive } from '../executions/execution-status.ts';
import { later } from '../ui/later.tsx';

const RunningMenu = later(async () => (await import('./running-menu.tsx')).RunningMenu);

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
  const { data } = useQuery(
    api.executions.search.queryOptions(
      { status: activeStatuses, limit: most, sort: '-created' },
      { refetchInterval: (query) => ((query.state.data?.matching ?? 0) > 0 ? whileActiveMs : whileIdleMs) },
    ),
  );
  const running = data?.rows.filter(({ status }) => isActive(status)) ?? [];
  const count = data?.matching ?? 0;
  return running.length === 0 ? null : <RunningMenu running={running} count={count} />;
}
