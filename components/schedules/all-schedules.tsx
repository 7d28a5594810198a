'use client';

import { Loaded } from '../ui/loaded.tsx';
import { ScheduleTable } from './schedule-table.tsx';
import { useSchedules } from './use-schedules.ts';

/** The schedules of all deployments. */
export function AllSchedules() {
  return <Loaded query={useSchedules({})}>{(schedules) => <ScheduleTable schedules={schedules} />}</Loaded>;
}
