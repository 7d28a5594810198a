import type { BoxIndex } from '../../topology/box-index.ts';
import { boundsOf, contains, type NodeBox, type Rectangle } from '../../topology/boxes.ts';
import type { Point } from './stage.ts';

/** A line between two boxes: its way, and where its label stands. */
export interface Route {
  /** The `d` of a path. */
  path: string;
  x: number;
  y: number;
  /** How wide a label can be without lying over one of the boxes, px. */
  room: number;
}

/** A cubic curve. */
type Curve = readonly [start: Point, leaves: Point, arrives: Point, end: Point];

interface Way {
  curve: Curve;
  room: number;
}

/** Leaves a box at the side that faces the other one. */
export function routeOf(from: Rectangle, to: Rectangle): Route {
  return toRoute(waysBetween(from, to)[0]);
}

/** The same among other nodes: they would hide the line, so it goes where least of it lies under them. */
export function routeAmong(index: BoxIndex, { from, to }: { from: NodeBox; to: NodeBox }): Route {
  const around = new Set<Rectangle>([from, to, ...index.around(from), ...index.around(to)]);
  const inTheWay = (part: Rectangle) => {
    const boxes = index.inside(part);
    return boxes.length > mostInTheWay
      ? []
      : boxes.filter((box) => !around.has(box) && !contains(from, box) && !contains(to, box));
  };
  const ways = waysBetween(from, to, outermost(index, from, to));
  let best = { way: ways[0], hidden: Number.POSITIVE_INFINITY };
  for (const way of ways) {
    const hidden = hiddenOf(way.curve, inTheWay);
    if (hidden < best.hidden) best = { way, hidden };
    if (hidden === 0) break;
  }
  return toRoute(best.way);
}

/** The boxes that hold one end each, and not both; the ends themselves where they are in the same one. */
function outermost(index: BoxIndex, from: NodeBox, to: NodeBox): readonly [Rectangle, Rectangle] {
  const [aroundFrom, aroundTo] = [index.around(from), index.around(to)];
  const own = (around: readonly NodeBox[], others: readonly NodeBox[]) => around.filter((box) => !others.includes(box));
  return [own(aroundFrom, aroundTo).at(-1) ?? from, own(aroundTo, aroundFrom).at(-1) ?? to];
}

function toRoute({ curve, room }: Way): Route {
  const [start, leaves, arrives, end] = curve.map(told);
  return { path: `M${start}C${leaves} ${arrives} ${end}`, ...pointOn(curve, 0.5), room };
}

/** A line past more than this goes everywhere past something. */
const mostInTheWay = 100;
const samples = 24;

/** How much of it lies under what is in the way. */
function hiddenOf(curve: Curve, inTheWay: (part: Rectangle) => readonly Rectangle[]): number {
  const bounds = boundsOf(curve.map(({ x, y }) => ({ x, y, width: 0, height: 0 })));
  const boxes = bounds === null ? [] : inTheWay(bounds);
  if (boxes.length === 0) return 0;
  let hidden = 0;
  for (let step = 1; step < samples; step += 1) {
    const { x, y } = pointOn(curve, step / samples);
    const isIn = (box: Rectangle) => x > box.x && x < box.x + box.width && y > box.y && y < box.y + box.height;
    hidden += boxes.filter(isIn).length;
  }
  return hidden;
}

const labelHeight = 20;

/** The nicest first: as the boxes lie that hold them. */
function waysBetween(
  from: Rectangle,
  to: Rectangle,
  [outerFrom, outerTo]: readonly [Rectangle, Rectangle] = [from, to],
): readonly [Way, ...Way[]] {
  const [across, down] = [acrossGap(from, to), downGap(from, to)];
  const beside = { curve: acrossCurve(from, to, across < 0), room: Math.abs(across) };
  // Between boxes one above the other a label may be as wide as it likes.
  const room = Math.abs(down) >= labelHeight ? Number.POSITIVE_INFINITY : 0;
  const below = { curve: downCurve(from, to, down < 0), room };
  const isTall = Math.abs(acrossGap(outerFrom, outerTo)) < Math.abs(downGap(outerFrom, outerTo));
  const [first, second] = isTall ? [below, beside] : [beside, below];
  const around = [1, -1].map((side) => ({ curve: aroundCurve(from, to, { side, isTall }), room: 0 }));
  return across === 0 || down === 0 ? [first, ...around] : [first, second, ...around];
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

function acrossGap(from: Rectangle, to: Rectangle): number {
  return gapOf({ start: from.x, length: from.width }, { start: to.x, length: to.width });
}

function downGap(from: Rectangle, to: Rectangle): number {
  return gapOf({ start: from.y, length: from.height }, { start: to.y, length: to.height });
}

function acrossCurve(from: Rectangle, to: Rectangle, isBefore: boolean): Curve {
  const start = { x: isBefore ? from.x : from.x + from.width, y: middle(from.y, from.height) };
  const end = { x: isBefore ? to.x + to.width : to.x, y: middle(to.y, to.height) };
  const bend = (end.x - start.x) / 2;
  return [start, { x: start.x + bend, y: start.y }, { x: end.x - bend, y: end.y }, end];
}

function downCurve(from: Rectangle, to: Rectangle, isAbove: boolean): Curve {
  const start = { x: middle(from.x, from.width), y: isAbove ? from.y : from.y + from.height };
  const end = { x: middle(to.x, to.width), y: isAbove ? to.y + to.height : to.y };
  const bend = (end.y - start.y) / 2;
  return [start, { x: start.x, y: start.y + bend }, { x: end.x, y: end.y - bend }, end];
}

/** How far a line swings out that goes past others, px: at least, and as a share of its length. */
const swing = { least: 24, share: 0.12, most: 90 };

/** Out of a side and into the same side of the other one: past what stands between them. */
function aroundCurve(from: Rectangle, to: Rectangle, { side, isTall }: { side: number; isTall: boolean }): Curve {
  const edge = (box: Rectangle): Point =>
    isTall
      ? { x: side > 0 ? box.x + box.width : box.x, y: middle(box.y, box.height) }
      : { x: middle(box.x, box.width), y: side > 0 ? box.y + box.height : box.y };
  const [start, end] = [edge(from), edge(to)];
  const length = Math.hypot(end.x - start.x, end.y - start.y);
  const out = side * Math.min(swing.most, swing.least + length * swing.share);
  if (isTall) {
    const x = (side > 0 ? Math.max(start.x, end.x) : Math.min(start.x, end.x)) + out;
    return [start, { x, y: start.y }, { x, y: end.y }, end];
  }
  const y = (side > 0 ? Math.max(start.y, end.y) : Math.min(start.y, end.y)) + out;
  return [start, { x: start.x, y }, { x: end.x, y }, end];
}

function pointOn([a, b, c, d]: Curve, at: number): Point {
  const rest = 1 - at;
  const [p, q, r, s] = [rest ** 3, 3 * rest * rest * at, 3 * rest * at * at, at ** 3];
  return { x: p * a.x + q * b.x + r * c.x + s * d.x, y: p * a.y + q * b.y + r * c.y + s * d.y };
}

function told({ x, y }: Point): string {
  return `${x.toFixed(1)} ${y.toFixed(1)}`;
}

function middle(start: number, length: number): number {
  return start + length / 2;
}
