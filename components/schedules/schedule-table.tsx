'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { CalendarClock, Trash2 } from 'lucide-react';
import { useState } from 'react';
import type { ScheduleView } from '../../server/api/contract.ts';
import { useApi } from '../api/api.ts';
import { StatusChip } from '../executions/status-chip.tsx';
import { useCanOperate } from '../shell/session.tsx';
import { IconButton } from '../ui/button.tsx';
import { Chip } from '../ui/chip.tsx';
import { Confirm } from '../ui/confirm.tsx';
import { Empty } from '../ui/states.tsx';
import { type Column, DataTable } from '../ui/table.tsx';
import { TextLink } from '../ui/text-link.tsx';
import { sayFault } from '../ui/toasts.tsx';
import { describeTimes, formatTime } from './schedule-text.ts';

const columns: readonly Column<ScheduleView>[] = [
  {
    id: 'name',
    header: 'Name',
    primary: true,
    cell: (schedule) => (
      <span>
        <TextLink href={`/deployments/${schedule.deploymentId}?tab=schedules`}>{schedule.name}</TextLink>
      </span>
    ),
  },
  { id: 'deployment', header: 'Deployment', cell: ({ deploymentName }) => deploymentName },
  { id: 'workflow', header: 'Workflow', cell: ({ workflow }) => workflow },
  {
    id: 'times',
    header: 'When',
    cell: (schedule) => <span className="text-xs [overflow-wrap:anywhere]">{describeTimes(schedule)}</span>,
  },
  { id: 'next', header: 'Next', cell: (schedule) => <Next schedule={schedule} /> },
  { id: 'last', header: 'Last run', cell: (schedule) => <Last schedule={schedule} /> },
  {
    id: 'controls',
    header: 'Controls',
    hideHeader: true,
    align: 'right',
    cell: (schedule) => <Controls schedule={schedule} />,
  },
];

interface ScheduleTableProps {
  schedules: readonly ScheduleView[];
  /** Within one deployment its name need not be said. */
  within?: 'deployment';
}

/** Schedules with their next and last runs, each to be switched off or deleted. */
export function ScheduleTable({ schedules, within }: ScheduleTableProps) {
  if (schedules.length === 0) {
    return (
      <Empty icon={<CalendarClock />} title="No schedules">
        {within === 'deployment'
          ? 'A schedule starts a workflow of this deployment at a time, or again and again.'
          : 'Open a deployment and go to Schedules to make one.'}
      </Empty>
    );
  }
  return (
    <DataTable
      label="Schedules"
      columns={columns.filter(({ id }) => within === undefined || id !== 'deployment')}
      rows={schedules}
      rowKey={({ id }) => id}
    />
  );
}

function Next({ schedule: { next, enabled } }: { schedule: ScheduleView }) {
  if (!enabled) return <Chip>Off</Chip>;
  const [first] = next;
  if (!first) return <span className="text-ink-3">Never again</span>;
  return (
    <time dateTime={first} title={next.map(formatTime).join('\n')} className="tabular text-xs" suppressHydrationWarning>
      {formatTime(first)}
    </time>
  );
}

function Last({ schedule: { lastExecution, lastMiss } }: { schedule: ScheduleView }) {
  if (!lastExecution && !lastMiss) return <span className="text-ink-3">None yet</span>;
  return (
    <span className="inline-flex flex-wrap items-center gap-1.5">
      {lastExecution && (
        <TextLink href={`/deployments/${lastExecution.deploymentId}?exec=${lastExecution.id}`} className="no-underline">
          <StatusChip status={lastExecution.status} />
        </TextLink>
      )}
      {lastMiss && (
        <Chip tone="warn" title={`${formatTime(lastMiss.at)}: ${lastMiss.reason}`}>
          One was left out
        </Chip>
      )}
    </span>
  );
}

function Controls({ schedule }: { schedule: ScheduleView }) {
  const api = useApi();
  const queryClient = useQueryClient();
  const canOperate = useCanOperate();
  const [isAsked, setAsked] = useState(false);
  const onSuccess = () => void queryClient.invalidateQueries({ queryKey: api.schedules.list.queryKey() });
  const change = useMutation(
    api.schedules.update.mutationOptions({
      onSuccess,
      onError: (fault) => sayFault('The schedule was not changed', fault),
    }),
  );
  const remove = useMutation(
    api.schedules.delete.mutationOptions({
      onSuccess,
      onError: (fault) => sayFault('The schedule was not deleted', fault),
    }),
  );
  if (!canOperate) return null;
  return (
    <span className="inline-flex items-center gap-1">
      <label className="flex cursor-pointer items-center gap-1.5 px-1.5 text-xs">
        <input
          type="checkbox"
          checked={schedule.enabled}
          disabled={change.isPending}
          onChange={({ target }) => change.mutate({ id: schedule.id, enabled: target.checked })}
          className="size-3.5 accent-accent-fill"
        />
        On<span className="sr-only">: {schedule.name}</span>
      </label>
      <IconButton label={`Delete ${schedule.name}`} onClick={() => setAsked(true)}>
        <Trash2 />
      </IconButton>
      <Confirm
        open={isAsked}
        danger
        onOpenChange={setAsked}
        title={`Delete the schedule ${schedule.name}?`}
        action="Delete"
        onConfirm={() => remove.mutate({ id: schedule.id })}
      >
        Executions that it has started stay.
      </Confirm>
    </span>
  );
}
