import { clsx } from 'clsx';
import { ChevronRight } from 'lucide-react';
import type { GroupSummary } from '../../core/timeline/groups.ts';
import type { Spot } from '../../core/timeline/layers.ts';
import type { TaskBox } from '../../core/timeline/task-boxes.ts';
import { stateOf, type Timeline } from '../../core/timeline/timeline.ts';
import type { TimelineOperation } from '../../core/timeline/timeline-graph.ts';
import { StateMark } from '../topology/state-mark.tsx';
import { groupName, operationLook, shortName } from './operation-look.ts';

/** In pixels. */
export const boxSizes: Record<TaskBox['kind'], { width: number; height: number }> = {
  operation: { width: 176, height: 44 },
  group: { width: 176, height: 44 },
  joint: { width: 8, height: 8 },
};

interface TaskBoxProps {
  id: string;
  at: number;
  box: Exclude<TaskBox, { kind: 'joint' }>;
  spot: Spot;
  timeline: Timeline;
  summary: GroupSummary | undefined;
  undecided: ReadonlySet<string>;
  isChosen: boolean;
  isActive: boolean;
  isCritical: boolean;
  /** What it waits for, in words. */
  after: string;
}

/** A box of the task graph: an operation, or a group that a click opens. */
export function TaskBoxView(props: TaskBoxProps) {
  const { id, at, box, spot, isChosen, isActive, isCritical } = props;
  const { title, detail, look, count } = contentOf(props);
  return (
    <div
      role="option"
      tabIndex={-1}
      id={id}
      data-box={at}
      aria-selected={isChosen}
      aria-label={`${title} of ${detail}: ${look.label}${count}${isCritical ? ', on the critical path' : ''}${props.after}`}
      className={clsx(
        'absolute flex cursor-pointer items-center gap-2 rounded-md border bg-raised px-2.5 text-xs shadow-node hover:border-line-strong hover:bg-hover',
        isChosen ? 'border-accent ring-1 ring-accent' : 'border-line',
        isActive &&
          'group-focus-visible/tasks:outline-2 group-focus-visible/tasks:outline-accent group-focus-visible/tasks:outline-offset-2',
        isCritical && 'bar-critical',
      )}
      style={{ left: spot.x, top: spot.y, ...boxSizes[box.kind] }}
    >
      <StateMark kind={look.mark} />
      <span className="min-w-0 flex-1">
        <span className="block truncate font-medium">{title}</span>
        <span data-text={detail} className="block truncate text-ink-3 after:content-[attr(data-text)]" />
      </span>
      {box.kind === 'group' && <ChevronRight aria-hidden className="size-3.5 shrink-0 text-ink-3" />}
    </div>
  );
}

function contentOf({ box, timeline, summary, undecided }: TaskBoxProps) {
  if (box.kind === 'group') {
    const { operations, parts } = box.group;
    const total = summary?.total ?? operations.length;
    return {
      title: groupName(box.group),
      detail: parts.length > 0 ? `${parts.length} instances, ${total} operations` : `${total} operations`,
      look: operationLook[summary?.worst ?? 'pending'],
      count: `, ${summary?.done ?? 0} of ${total} done`,
    };
  }
  const operation = timeline.graph.operations[box.place] as TimelineOperation;
  return {
    title: shortName(operation),
    detail: operation.instance,
    look: operationLook[stateOf(timeline, box.place, undecided)],
    count: '',
  };
}
