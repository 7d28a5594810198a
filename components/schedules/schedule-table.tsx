'use client';

import { CalendarClock } from 'lucide-react';
import { parseAsString, useQueryState } from 'nuqs';
import type { ScheduleView } from '../../server/api/contract.ts';
import { StatusChip } from '../executions/status-chip.tsx';
import { Chip } from '../ui/chip.tsx';
import { later } from '../ui/later.tsx';
import { Empty } from '../ui/states.tsx';
import { type Column, DataTable } from '../ui/table.tsx';
import { TextLink } from '../ui/text-link.tsx';
import { ScheduleControls } from './schedule-controls.tsx';
import { describeTimes, formatTime } from './schedule-text.ts';

const ScheduleDialog = later(async () => (await import('./schedule-dialog.tsx')).ScheduleDialog);

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
];

interface ScheduleTableProps {
  schedules: readonly ScheduleView[];
  /** Within one deployment its name need not be said. */
  within?: 'deployment';
}

/** Schedules with their next and last runs, and what can be done with each. Which one is being changed is in the URL. */
export function ScheduleTable({ schedules, within }: ScheduleTableProps) {
  const [changed, change] = useQueryState('schedule', parseAsString);
  const open = schedules.find(({ id }) => id === changed);
  if (schedules.length === 0) {
    return (
      <Empty icon={<CalendarClock />} title="No schedules">
        {within === 'deployment'
          ? 'A schedule starts a workflow of this deployment at a time, or again and again.'
          : 'Open a deployment and go to Schedules to make one.'}
      </Empty>
    );
  }
  const controls: Column<ScheduleView> = {
    id: 'controls',
    header: 'Controls',
    hideHeader: true,
    align: 'right',
    cell: (schedule) => <ScheduleControls schedule={schedule} onEdit={() => void change(schedule.id)} />,
  };
  return (
    <>
      <DataTable
        label="Schedules"
        columns={[...columns.filter(({ id }) => within === undefined || id !== 'deployment'), controls]}
        rows={schedules}
        rowKey={({ id }) => id}
      />
      {open && <ScheduleDialog deploymentId={open.deploymentId} schedule={open} onClose={() => void change(null)} />}
    </>
  );
}

function Next({ schedule: { next, enabled } }: { schedule: ScheduleView }) {
  if (!enabled) return <Chip>Paused</Chip>;
  const [first, ...later] = next;
  if (!first) return <span className="text-ink-3">Never again</span>;
  if (later.length === 0) return <Moment at={first} />;
  return (
    <details className="tabular text-xs">
      <summary className="min-h-6 leading-6" title="The next occurrences">
        <Moment at={first} />
      </summary>
      <ol className="pl-3">
        {later.map((at) => (
          <li key={at}>
            <Moment at={at} />
          </li>
        ))}
      </ol>
    </details>
  );
}

function Moment({ at }: { at: string }) {
  return (
    <time dateTime={at} className="tabular whitespace-nowrap text-xs" suppressHydrationWarning>
      {formatTime(at)}
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
