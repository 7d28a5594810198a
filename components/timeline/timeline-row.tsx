import { clsx } from 'clsx';
import { ChevronDown, ChevronRight, Diamond } from 'lucide-react';
import { memo } from 'react';
import type { GroupSummary, TimelineRow } from '../../core/timeline/groups.ts';
import { type Segment, segmentsOf } from '../../core/timeline/segments.ts';
import { stateOf, type Timeline } from '../../core/timeline/timeline.ts';
import type { Selection } from '../topology/elements.ts';
import { StateMark } from '../topology/state-mark.tsx';
import { isOfSelection } from './is-of-selection.ts';
import { describeCourse, goesOn, groupName, operationLook, shortName } from './operation-look.ts';

/** How time becomes pixels. */
export interface Scale {
  /** The start of the run, milliseconds since the epoch. */
  from: number;
  now: number;
  perMs: number;
  x: (at: number) => number;
}

interface RowProps {
  row: TimelineRow;
  id: string;
  at: number;
  top: number;
  scale: Scale;
  labelWidth: number;
  timeline: Timeline;
  /** Grows whenever the timeline has changed. */
  version: number;
  summary: GroupSummary | undefined;
  undecided: ReadonlySet<string>;
  selection: Selection;
  isActive: boolean;
  isCritical: boolean;
}

/** One row; its name says in words what its bars and counts show, which therefore are no text of their own. */
export const TimelineRowView = memo(function TimelineRowView(props: RowProps) {
  const { row, id, at, top, labelWidth, selection, isActive } = props;
  const isChosen = isOfSelection(row, selection);
  return (
    <div
      role="treeitem"
      tabIndex={-1}
      id={id}
      data-row={at}
      aria-level={row.level}
      aria-label={labelOf(props)}
      aria-selected={isChosen}
      {...(row.kind === 'group' && { 'aria-expanded': row.isOpen })}
      className="group/row absolute inset-x-0 flex h-6 cursor-pointer text-xs"
      style={{ transform: `translateY(${top}px)` }}
    >
      <div
        className={clsx(
          'sticky left-0 z-10 flex shrink-0 items-center gap-1.5 overflow-hidden border-line border-r pr-2',
          isChosen ? 'bg-accent-soft' : 'bg-panel group-hover/row:bg-hover',
          isActive && 'group-focus-visible/tree:shadow-[inset_0_0_0_2px_var(--accent)]',
        )}
        style={{ width: labelWidth, paddingLeft: 8 + (row.level - 1) * 14 }}
      >
        {row.kind === 'group' ? <GroupLabel {...props} row={row} /> : <OperationLabel {...props} row={row} />}
      </div>
      <div className={clsx('relative flex-1', isChosen ? 'bg-accent-soft/60' : 'group-hover/row:bg-hover/60')}>
        {row.kind === 'group' ? <GroupBar {...props} /> : <OperationBars {...props} row={row} />}
      </div>
    </div>
  );
});

type Of<Kind> = RowProps & { row: Extract<TimelineRow, { kind: Kind }> };

function labelOf(props: RowProps): string {
  const { row, summary, timeline, scale, undecided, isCritical } = props;
  if (row.kind === 'group') {
    const worst = summary ? operationLook[summary.worst].label : '';
    return `${groupName(row.group)}: ${summary?.done} of ${summary?.total} done, ${worst}`;
  }
  const state = stateOf(timeline, row.place, undecided);
  const course = describeCourse(timeline, row.place, { now: scale.now, state });
  const words = [operationLook[state].label, course, isCritical ? 'on the critical path' : ''];
  return `${shortName(row.operation)} of ${row.operation.instance}: ${words.filter(Boolean).join(', ')}`;
}

function GroupLabel({ row: { group, isOpen }, summary }: Of<'group'>) {
  const Chevron = isOpen ? ChevronDown : ChevronRight;
  return (
    <>
      <Chevron aria-hidden className="size-3.5 shrink-0 text-ink-3" />
      {summary && <StateMark kind={operationLook[summary.worst].mark} />}
      <span className={clsx('truncate', group.kind === 'node' ? 'font-medium' : 'font-mono')}>{groupName(group)}</span>
      <span
        data-text={`${summary?.done}/${summary?.total}`}
        className="tabular ml-auto shrink-0 pl-2 text-ink-3 after:content-[attr(data-text)]"
      />
    </>
  );
}

function OperationLabel({ row: { place, operation }, timeline, undecided, isCritical }: Of<'operation'>) {
  const attempts = timeline.attempts[place]?.length ?? 0;
  return (
    <>
      <StateMark kind={operationLook[stateOf(timeline, place, undecided)].mark} />
      <span className="truncate" title={operation.operation}>
        {shortName(operation)}
      </span>
      {isCritical && <Diamond aria-hidden className="size-2.5 shrink-0 fill-current text-ink" />}
      {attempts > 1 && (
        <span
          data-text={`×${attempts}`}
          className="tabular ml-auto shrink-0 pl-2 text-warn after:content-[attr(data-text)]"
        />
      )}
    </>
  );
}

function GroupBar({ summary, scale }: RowProps) {
  if (!summary?.span) return null;
  const { from, to } = summary.span;
  const left = scale.x(from);
  return (
    <div
      className="bar-group absolute top-2.5 h-1 rounded-full"
      style={{ left, width: Math.max(2, scale.x(Math.min(to, scale.now)) - left) }}
    />
  );
}

function OperationBars({ row: { place }, timeline, undecided, scale, isCritical }: Of<'operation'>) {
  const state = stateOf(timeline, place, undecided);
  const segments = segmentsOf(timeline, place, { now: scale.now, goesOn: goesOn({ state }) });
  return segments.map((segment) => {
    const left = scale.x(segment.from);
    const isRun = segment.kind === 'run';
    return (
      <div
        key={`${segment.kind} ${segment.from}`}
        className={clsx('absolute top-1.5 h-3 rounded-xs', barOf(segment), isRun && isCritical && 'bar-critical')}
        style={{ left, width: Math.max(isRun ? 2 : 0, scale.x(segment.to) - left) }}
      />
    );
  });
}

function barOf(segment: Segment): string {
  if (segment.kind === 'wait') return 'bar-wait';
  if (segment.kind === 'pause') return 'bar-pause';
  if (segment.outcome === null) return 'bar-running';
  if (segment.outcome === 'succeeded') return 'bar-done';
  return segment.outcome === 'failed' ? 'bar-failed' : 'bar-unknown';
}
