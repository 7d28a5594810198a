import { clsx } from 'clsx';
import { memo } from 'react';
import type { LogLevel } from '../../core/ports/operation.ts';
import type { EventView } from '../../server/api/contract.ts';
import { stateLook } from '../topology/instance-look.ts';
import { StateMark } from '../topology/state-mark.tsx';
import { AnsiText } from './ansi-text.tsx';
import type { Finder } from './line-parts.ts';
import { levelOf } from './log-filter.ts';

interface LogRowProps {
  event: EventView;
  time: string;
  wrap: boolean;
  /** The address names it. */
  marked: boolean;
  /** What was looked for is here. */
  current: boolean;
  find: Finder | null;
  onNumber: (seq: number, extend: boolean) => void;
}

const levelLook: Record<LogLevel, { text: string; letter: string }> = {
  debug: { text: 'text-ink-3', letter: 'D' },
  info: { text: 'text-ink', letter: '' },
  warning: { text: 'text-warn', letter: 'W' },
  error: { text: 'text-bad', letter: 'E' },
  critical: { text: 'text-bad font-semibold', letter: 'C' },
};

export const rowHeight = 20;

/** The height of a row that is not wrapped: as many lines as its text has. */
export function heightOf({ text }: EventView): number {
  return text.includes('\n') ? rowHeight * shownText(text).split('\n').length : rowHeight;
}

function shownText(text: string): string {
  return text.endsWith('\n') ? text.replace(/\n+$/, '') : text;
}

const gutterLook =
  'tabular sticky left-0 shrink-0 select-none bg-inherit pl-2 text-right w-[calc(var(--digits)*1ch+1rem)]';

export const LogRow = memo(function LogRow(props: LogRowProps) {
  const { event, wrap, onNumber } = props;
  const level = levelOf(event);
  return (
    <div data-seq={event.seq} className={clsx(rowLook(props, level), wrap ? 'w-full max-md:flex-wrap' : 'w-full')}>
      <button
        type="button"
        // Hundreds of stops for Tab would be in the way: J and K do the same from the keyboard.
        tabIndex={-1}
        onClick={({ shiftKey }) => onNumber(event.seq, shiftKey)}
        aria-label={`Line ${event.seq}, link to it`}
        className={clsx(gutterLook, 'text-ink-3 hover:text-accent max-md:hidden')}
      >
        {event.seq}
      </button>
      <time
        dateTime={event.at}
        title={event.at}
        className="tabular w-[calc(var(--time)*1ch)] shrink-0 select-none whitespace-nowrap text-ink-3"
      >
        {props.time}
      </time>
      <span
        className={clsx('shrink-0 select-none truncate text-ink-2', wrap ? 'md:w-28' : 'w-28')}
        title={subjectOf(event)}
      >
        {event.instance ?? ''}
      </span>
      <Level level={level} />
      <span
        className={clsx(
          wrap ? 'min-w-0 flex-1 whitespace-pre-wrap [overflow-wrap:anywhere] max-md:basis-full' : 'whitespace-pre',
        )}
      >
        <LineText event={event} className={levelLook[level].text} find={props.find} />
      </span>
    </div>
  );
});

function rowLook({ marked, current }: LogRowProps, level: LogLevel): string {
  const isFault = level === 'error' || level === 'critical';
  return clsx(
    'flex min-h-5 items-start gap-x-2.5 border-l-2 pr-2.5 font-mono text-xs leading-5 max-md:pl-2.5',
    current
      ? 'border-warn bg-warn-soft'
      : marked
        ? 'border-accent bg-accent-soft'
        : isFault
          ? 'border-bad bg-bad-soft'
          : 'border-transparent bg-panel hover:bg-hover',
  );
}

/** Never by colour alone: what is not an ordinary line has a letter. */
function Level({ level }: { level: LogLevel }) {
  const { letter, text } = levelLook[level];
  return (
    <span className={clsx('w-[1ch] shrink-0 select-none', text)} title={letter === '' ? undefined : level}>
      {letter}
    </span>
  );
}

function subjectOf({ instance, operation, attempt }: EventView): string {
  return [instance, operation, attempt !== null && attempt > 1 && `attempt ${attempt}`].filter(Boolean).join(' · ');
}

interface LineTextProps {
  event: EventView;
  className: string;
  find: Finder | null;
}

function LineText({ event, className, find }: LineTextProps) {
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
  const isQuiet = event.type !== 'log' && levelOf(event) === 'info';
  return (
    <span className={isQuiet ? 'text-ink-2' : className}>
      <AnsiText text={shownText(event.text)} find={find} />
      {event.type !== 'log' && event.attempt !== null && event.attempt > 1 && (
        <span className="ml-2 select-none rounded bg-sunken px-1 text-ink-2">attempt {event.attempt}</span>
      )}
    </span>
  );
}

/** A line that is on its way. Without a filter its number is known already. */
export function LogRowPlaceholder({ number }: { number: number | null }) {
  return (
    <div className="flex min-h-5 items-center gap-2.5 border-transparent border-l-2 font-mono text-xs leading-5">
      <span className={clsx(gutterLook, 'text-ink-3 max-md:hidden')}>{number ?? ''}</span>
      <span aria-hidden className="h-2 w-1/3 rounded bg-sunken" />
    </div>
  );
}
