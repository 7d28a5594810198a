import { Fragment } from 'react';
import type { Layers, Spot } from '../../core/timeline/layers.ts';
import type { TaskBox, TaskBoxes } from '../../core/timeline/task-boxes.ts';
import { boxSizes } from './task-box.tsx';
import type { ViewWindow } from './use-window.ts';

interface TaskLinksProps extends TaskBoxes {
  layers: Layers;
  view: ViewWindow;
  /** Operations on the critical path. */
  path: ReadonlySet<number>;
}

/** The links that pass through what is in view, from what is waited for to what waits. */
export function TaskLinks({ boxes, waits, layers, view, path }: TaskLinksProps) {
  const isCritical = (at: number): boolean => {
    const box = boxes[at];
    return box?.kind === 'operation' && path.has(box.place);
  };
  return (
    <svg aria-hidden className="pointer-events-none absolute inset-0 overflow-visible" width={1} height={1}>
      {waits.map((own, to) => {
        const end = sideOf({ boxes, layers }, to, 'left');
        return (
          <Fragment key={boxes[to]?.key}>
            {own.map((from) => {
              const start = sideOf({ boxes, layers }, from, 'right');
              if (!isInView(start, end, view)) return null;
              return isCritical(from) && isCritical(to) ? (
                <path key={from} d={curve(start, end)} fill="none" className="stroke-2 stroke-ink" />
              ) : (
                <path key={from} d={curve(start, end)} fill="none" className="stroke-line-strong" />
              );
            })}
            {boxes[to]?.kind === 'joint' && <circle cx={end.x + 4} cy={end.y} r={3.5} className="fill-line-strong" />}
          </Fragment>
        );
      })}
    </svg>
  );
}

function sideOf(
  { boxes, layers }: { boxes: readonly TaskBox[]; layers: Layers },
  at: number,
  side: 'left' | 'right',
): Spot {
  const { width, height } = boxSizes[(boxes[at] as TaskBox).kind];
  const { x, y } = layers.spots[at] as Spot;
  return { x: side === 'left' ? x : x + width, y: y + height / 2 };
}

function isInView(start: Spot, end: Spot, view: ViewWindow): boolean {
  const isBeside = Math.max(start.x, end.x) < view.left || Math.min(start.x, end.x) > view.right;
  return !isBeside && Math.max(start.y, end.y) >= view.top && Math.min(start.y, end.y) <= view.bottom;
}

function curve(start: Spot, end: Spot): string {
  const bend = Math.max(16, Math.abs(end.x - start.x) / 2);
  return `M${start.x} ${start.y}C${start.x + bend} ${start.y} ${end.x - bend} ${end.y} ${end.x} ${end.y}`;
}
