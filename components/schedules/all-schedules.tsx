'use client';

import { useQuery } from '@tanstack/react-query';
import { useApi } from '../api/api.ts';
import { Loaded } from '../ui/loaded.tsx';
import { ScheduleTable } from './schedule-table.tsx';

const readAgainMs = 10_000;

/** The schedules of all deployments. */
export function AllSchedules() {
  const api = useApi();
  const query = useQuery(api.schedules.list.queryOptions({}, { refetchInterval: readAgainMs }));
  return <Loaded query={query}>{(schedules) => <ScheduleTable schedules={schedules} />}</Loaded>;
}
