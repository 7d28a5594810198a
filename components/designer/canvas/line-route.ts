import { getBezierPath, Position } from '@xyflow/react';
import type { Rectangle } from '../../topology/boxes.ts';

/** A line between two boxes: its way, and where its label stands. */
export interface Route {
  /** The `d` of a path. */
  path: string;
  x: number;
  y: number;
  /** How wide a label can be without lying over one of the boxes, px. */
  room: number;
}

/** Leaves a box at the side that faces the other one. */
export function routeOf(from: Rectangle, to: Rectangle): Route {
  const across = gapOf({ start: from.x, length: from.width }, { start: to.x, length: to.width });
  const down = gapOf({ start: from.y, length: from.height }, { start: to.y, length: to.height });
  const isAcross = Math.abs(across) >= Math.abs(down);
  const ends = isAcross ? acrossEnds(from, to, across) : downEnds(from, to, down);
  const [path, x, y] = getBezierPath({ ...ends, curvature: 0.3 });
  return { path, x, y, room: roomOf(isAcross, across, down) };
}

const labelHeight = 20;

/** Between boxes one above the other it may be as wide as it likes. */
function roomOf(isAcross: boolean, across: number, down: number): number {
  if (isAcross) return Math.abs(across);
  return Math.abs(down) >= labelHeight ? Number.POSITIVE_INFINITY : 0;
}

interface Span {
  start: number;
  length: number;
}

/** How far the second lies after the first; negative: before it; 0: they overlap. */
function gapOf(a: Span, b: Span): number {
  if (b.start >= a.start + a.length) return b.start - a.start - a.length;
  return b.start + b.length <= a.start ? b.start + b.length - a.start : 0;
}

function acrossEnds(from: Rectangle, to: Rectangle, gap: number) {
  const isBefore = gap < 0;
  return {
    sourceX: isBefore ? from.x : from.x + from.width,
    sourceY: middle(from.y, from.height),
    sourcePosition: isBefore ? Position.Left : Position.Right,
    targetX: isBefore ? to.x + to.width : to.x,
    targetY: middle(to.y, to.height),
    targetPosition: isBefore ? Position.Right : Position.Left,
  };
}

function downEnds(from: Rectangle, to: Rectangle, gap: number) {
  const isAbove = gap < 0;
  return {
    sourceX: middle(from.x, from.width),
    sourceY: isAbove ? from.y : from.y + from.height,
    sourcePosition: isAbove ? Position.Top : Position.Bottom,
    targetX: middle(to.x, to.width),
    targetY: isAbove ? to.y + to.height : to.y,
    targetPosition: isAbove ? Position.Bottom : Position.Top,
  };
}

function middle(start: number, length: number): number {
  return start + length / 2;
}
