'use client';

import { ChevronDown, ChevronUp, CircleAlert, Copy, Link2, TriangleAlert, X } from 'lucide-react';
import type { ReactNode } from 'react';
import type { LogFilterInput, LogSummary } from '../../server/api/contract.ts';
import { IconButton } from '../ui/button.tsx';
import { count } from '../ui/count.ts';
import type { LogSnapshot } from './event-log.ts';
import type { LineRange } from './line-range.ts';
import { countFilters } from './log-filter.ts';
import type { Direction } from './use-find.ts';

interface LogStatusProps {
  snapshot: LogSnapshot;
  summary: LogSummary | undefined;
  filter: LogFilterInput;
  range: LineRange | null;
  /** What became of the last request of the person. */
  said: string;
  toLevel: (level: 'error' | 'warning', direction: Direction) => void;
  clear: () => void;
  onCopy: () => void;
  onCopyLink: () => void;
  onUnmark: () => void;
}

/** Under the log: how much there is, how much of it is bad, what is hidden and what is chosen. */
export function LogStatus(props: LogStatusProps) {
  const { snapshot, summary, filter, range } = props;
  const filters = countFilters(filter);
  const hidden = Math.max(0, snapshot.lastSeq - snapshot.total);
  return (
    <div className="flex min-h-9 flex-wrap items-center gap-x-4 gap-y-1 border-line border-t px-3 py-1 text-ink-2 text-xs">
      <span className="tabular">{linesText(snapshot.lastSeq)}</span>
      {summary && (
        <>
          <Counter
            icon={<CircleAlert aria-hidden />}
            look="text-bad"
            number={summary.levels.error + summary.levels.critical}
            noun="error"
            onStep={(direction) => props.toLevel('error', direction)}
          />
          <Counter
            icon={<TriangleAlert aria-hidden />}
            look="text-warn"
            number={summary.levels.warning}
            noun="warning"
            onStep={(direction) => props.toLevel('warning', direction)}
          />
        </>
      )}
      {filters > 0 && (
        <span className="tabular">
          {snapshot.isFresh || !snapshot.isPlaced ? 'Filtering' : `${linesText(hidden)} hidden`} by{' '}
          {count(filters, 'filter')}
          <button
            type="button"
            onClick={props.clear}
            className="ml-1.5 min-h-6 rounded px-1 text-accent underline underline-offset-2"
          >
            Clear
          </button>
        </span>
      )}
      <span role="status" className="text-ink">
        {props.said}
      </span>
      {range !== null && (
        <span className="ml-auto flex items-center">
          <span className="tabular mr-1">
            {range.from === range.to ? `Line ${range.from}` : `Lines ${range.from} to ${range.to}`}
          </span>
          <IconButton label="Copy these lines" className="!size-6" onClick={props.onCopy}>
            <Copy />
          </IconButton>
          <IconButton label="Copy link to these lines" className="!size-6" onClick={props.onCopyLink}>
            <Link2 />
          </IconButton>
          <IconButton label="Unmark" className="!size-6" onClick={props.onUnmark}>
            <X />
          </IconButton>
        </span>
      )}
    </div>
  );
}

function linesText(lines: number): string {
  return `${lines.toLocaleString('en')} ${lines === 1 ? 'line' : 'lines'}`;
}

interface CounterProps {
  icon: ReactNode;
  look: string;
  number: number;
  noun: string;
  onStep: (direction: Direction) => void;
}

function Counter({ icon, look, number, noun, onStep }: CounterProps) {
  return (
    <span className="flex items-center">
      <span className={`tabular flex items-center gap-1 [&_svg]:size-3.5 ${number > 0 ? look : 'text-ink-3'}`}>
        {icon}
        {number.toLocaleString('en')} {number === 1 ? noun : `${noun}s`}
      </span>
      {number > 0 && (
        <>
          <IconButton label={`Previous ${noun}`} className="!size-6" onClick={() => onStep('previous')}>
            <ChevronUp />
          </IconButton>
          <IconButton label={`Next ${noun}`} className="!size-6" onClick={() => onStep('next')}>
            <ChevronDown />
          </IconButton>
        </>
      )}
    </span>
  );
}
