'use client';

import { ChartGantt } from 'lucide-react';
import { useMemo } from 'react';
import type { EventView, ExecutionSummary } from '../../server/api/contract.ts';
import { isActive } from '../executions/execution-status.ts';
import type { Selection } from '../topology/elements.ts';
import { Empty, Fault, SkeletonRows } from '../ui/states.tsx';
import { useNow } from '../ui/time.tsx';
import { TaskGraphView } from './task-graph-view.tsx';
import { TimelineView } from './timeline-view.tsx';
import { useTimeline } from './use-timeline.ts';

interface TimelinePaneProps {
  execution: ExecutionSummary;
  selection: Selection;
  onSelect: (selection: Selection) => void;
  onEvents: (events: readonly EventView[]) => void;
  /** Where the buttons of the timeline go; null: it is not there yet. */
  slot: HTMLElement | null;
  look: 'timeline' | 'tasks';
}

/** How an execution went, or goes, operation by operation: along the time, or by what waits for what. */
export function TimelinePane({ execution, selection, onSelect, onEvents, slot, look }: TimelinePaneProps) {
  const { timeline, version, skew, fault, retry } = useTimeline(execution, onEvents);
  const now = useNow(1_000, isActive(execution.status)) + skew;
  const undecided = useMemo(() => new Set(execution.undecided.map(({ task }) => task)), [execution.undecided]);
  if (fault) return <Fault fault={fault} retry={retry} />;
  if (timeline === null) return <SkeletonRows rows={6} />;
  if (timeline.graph.operations.length === 0) {
    return (
      <div className="flex flex-1 items-center justify-center bg-panel">
        <Empty
          icon={<ChartGantt />}
          title={isActive(execution.status) ? 'Nothing is planned yet' : 'It had no operations'}
        >
          {isActive(execution.status) && 'Its operations stand here as soon as it has begun.'}
        </Empty>
      </div>
    );
  }
  const View = look === 'tasks' ? TaskGraphView : TimelineView;
  return (
    <View
      timeline={timeline}
      version={version}
      now={timeline.endedAt ?? Math.max(now, timeline.lastAt || 0)}
      undecided={undecided}
      selection={selection}
      onSelect={onSelect}
      slot={slot}
    />
  );
}
