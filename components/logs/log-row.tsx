import { clsx } from 'clsx';
import { memo } from 'react';
import type { EventView } from '../../server/api/contract.ts';
import { stateLook } from '../topology/instance-look.ts';
import { StateMark } from '../topology/state-mark.tsx';
import { AnsiText } from './ansi-text.tsx';
import { levelOf } from './log-filter.ts';

interface LogRowProps {
  event: EventView;
  wrap: boolean;
  marked: boolean;
  onMark: (seq: number) => void;
}

const levelLook = {
  debug: 'text-ink-3',
  info: 'text-ink',
  warning: 'text-warn',
  error: 'text-bad',
  critical: 'text-bad font-semibold',
} as const;

export const rowHeight = 20;

/** The height of a row that is not wrapped: as many lines as its text has. */
export function heightOf(event: EventView | undefined): number {
  return rowHeight * (event?.text.split('\n').length ?? 1);
}

export const LogRow = memo(function LogRow({ event, wrap, marked, onMark }: LogRowProps) {
  const level = levelOf(event);
  const isFault = level === 'error' || level === 'critical';
  return (
    <div
      data-seq={event.seq}
      className={clsx(
        'flex min-h-5 items-start gap-2.5 border-l-2 px-2.5 font-mono text-xs leading-5',
        wrap ? 'w-full flex-wrap md:flex-nowrap' : 'w-max min-w-full',
        marked
          ? 'border-accent bg-accent-soft'
          : isFault
            ? 'border-bad bg-bad-soft'
            : 'border-transparent hover:bg-hover',
      )}
    >
      <button
        type="button"
        onClick={() => onMark(event.seq)}
        aria-label={`Line ${event.seq}, link to it`}
        className="tabular w-8 shrink-0 select-none text-right text-ink-3 hover:text-accent max-md:hidden"
      >
        {event.seq}
      </button>
      <time dateTime={event.at} title={event.at} className="tabular shrink-0 select-none text-ink-3">
        {formatClock(event.at)}
      </time>
      <span
        className={clsx('shrink-0 truncate text-ink-2', wrap ? 'md:w-36' : 'w-36')}
        title={[event.instance, event.operation].filter(Boolean).join(' · ')}
      >
        {event.instance ?? ''}
      </span>
      <span
        className={clsx(
          wrap ? 'min-w-0 flex-1 whitespace-pre-wrap [overflow-wrap:anywhere] max-md:basis-full' : 'whitespace-pre',
        )}
      >
        <LineText event={event} className={levelLook[level]} />
      </span>
    </div>
  );
});

function LineText({ event, className }: { event: EventView; className: string }) {
  if (event.type === 'log') {
    return (
      <span className={className}>
        <AnsiText text={event.text} />
      </span>
    );
  }
  if (event.state !== null) {
    const look = stateLook[event.state];
    return (
      <span className="text-ink-2">
        <StateMark
          kind={look.mark === 'progress' || look.mark === 'leaving' ? 'two-thirds' : look.mark}
          className="mr-1.5 inline size-3 align-[-1px]"
        />
        {look.label}
      </span>
    );
  }
  return (
    <span className={levelOf(event) === 'info' ? 'text-ink-2' : className}>
      <AnsiText text={event.text} />
    </span>
  );
}

/** Hours to seconds, in the reader's own time zone; the whole time stands in the tooltip. */
function formatClock(at: string): string {
  const date = new Date(at);
  return date.toLocaleTimeString('en-GB', { hour12: false });
}
