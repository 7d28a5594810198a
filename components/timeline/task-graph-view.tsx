'use client';

import { parseAsStringLiteral, useQueryState } from 'nuqs';
import { useMemo, useState } from 'react';
import { createPortal } from 'react-dom';
import { criticalPath } from '../../core/timeline/critical-path.ts';
import { groupOperations, summarise } from '../../core/timeline/groups.ts';
import { layOutLayers } from '../../core/timeline/layers.ts';
import {
  boxTasks,
  suitableDetail,
  type TaskBox,
  type TaskDetail,
  taskDetails,
} from '../../core/timeline/task-boxes.ts';
import { countParts } from '../../core/timeline/timeline.ts';
import { Segmented } from '../ui/segmented.tsx';
import { OperationStrip } from './operation-strip.tsx';
import { boxSizes } from './task-box.tsx';
import { TaskDrawing } from './task-drawing.tsx';
import type { TimelineViewProps } from './timeline-view.tsx';

const labels: Record<TaskDetail, string> = { nodes: 'Nodes', instances: 'Instances', operations: 'Operations' };
const gaps = { columns: 44, rows: 10 };

/** What waits for what in an execution: boxes from left to right, in the states of now. */
export function TaskGraphView({ timeline, version, now, undecided, selection, onSelect, slot }: TimelineViewProps) {
  const [chosen, setDetail] = useQueryState('detail', parseAsStringLiteral(taskDetails));
  const [opened, setOpened] = useState<ReadonlySet<string>>(new Set());
  const [shown, setShown] = useState<number | null>(null);
  const parts = countParts(timeline);
  // biome-ignore lint/correctness/useExhaustiveDependencies: operations that were asleep may have joined.
  const groups = useMemo(() => groupOperations(timeline), [timeline, parts]);
  const detail = chosen ?? suitableDetail(groups);
  const { boxes, waits } = useMemo(
    () => boxTasks(timeline, groups, { detail, opened }),
    [timeline, groups, detail, opened],
  );
  const layers = useMemo(
    () => layOutLayers(waits, { sizeOf: (box) => boxSizes[(boxes[box] as TaskBox).kind], gaps }),
    [boxes, waits],
  );
  // biome-ignore lint/correctness/useExhaustiveDependencies: the timeline changes in place; `version` tells.
  const summaries = useMemo(() => summarise(timeline, groups, undecided), [timeline, groups, version, undecided]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the same.
  const path = useMemo(() => criticalPath(timeline), [timeline, version]);
  const onPath = useMemo(() => new Set(path), [path]);
  const changeDetail = (next: TaskDetail): void => {
    setOpened(new Set());
    void setDetail(next);
  };
  return (
    <div className="@container flex min-h-0 flex-1 flex-col bg-panel">
      {slot &&
        createPortal(
          <Segmented
            label="A box for each of the"
            value={detail}
            onChange={changeDetail}
            options={taskDetails.map((value) => ({ value, label: labels[value] }))}
          />,
          slot,
        )}
      <TaskDrawing
        {...{ timeline, now, undecided, selection, onSelect, boxes, waits, layers, summaries }}
        path={onPath}
        onOpen={(id) => setOpened((before) => new Set(before).add(id))}
        onShow={setShown}
      />
      <OperationStrip {...{ timeline, now, undecided, path }} place={shown} hasLegend={false} />
    </div>
  );
}
