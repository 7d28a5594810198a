import { getBezierPath, getSmoothStepPath, Position } from '@xyflow/react';
import type { NodeBox } from './boxes.ts';
import type { Line } from './elements.ts';
import type { Direction } from './layout.ts';

/** How far below its source a downward line turns: between two ranks, above the heads of the containers of the next. */
const turnAfter = 42;
/** Downward lines pass the names of containers on their right, in px from a node's right edge. */
const besideName = 60;

/** The way of a connection, as the `d` of a path. */
export function linePath({ from, to }: Pick<Line, 'from' | 'to'>, direction: Direction): string {
  return direction === 'right' ? acrossPath(from, to) : downPath(from, to);
}

function acrossPath(from: NodeBox, to: NodeBox): string {
  const [path] = getBezierPath({
    sourceX: from.x + from.width,
    sourceY: from.y + from.height / 2,
    sourcePosition: Position.Right,
    targetX: to.x,
    targetY: to.y + to.height / 2,
    targetPosition: Position.Left,
    curvature: 0.35,
  });
  return path;
}

function downPath(from: NodeBox, to: NodeBox): string {
  const [sourceX, sourceY] = [from.x + from.width - besideName, from.y + from.height];
  const [wantedX, targetY] = [to.x + to.width - besideName, to.y];
  // Roundings of the layout must not bend a straight line.
  const targetX = Math.abs(wantedX - sourceX) < 3 ? sourceX : wantedX;
  const centerY = Math.min((sourceY + targetY) / 2, sourceY + turnAfter);
  const ends = { sourceX, sourceY, sourcePosition: Position.Bottom, targetX, targetY, targetPosition: Position.Top };
  return getSmoothStepPath({ ...ends, borderRadius: 10, ...(targetY > sourceY && { centerY }) })[0];
}
