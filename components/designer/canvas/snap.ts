import { overlaps, type Rectangle } from '../../topology/boxes.ts';

/** A line that shows what a dragged node stands in line with. */
export interface Guide {
  axis: 'x' | 'y';
  /** Where on the axis. */
  at: number;
  /** Along the other axis. */
  from: number;
  to: number;
}

/** How far a drag is pulled, and by what. */
interface Snapped {
  dx: number;
  dy: number;
  guides: Guide[];
}

/** Nodes that nothing lines up with stand on a grid of this many px. */
export const gridStep = 10;

interface Near {
  /** What lies around, without what is dragged. */
  others: readonly Rectangle[];
  /** How near is near enough, px of the drawing. */
  reach: number;
}

/**
 * Pulls a dragged box to where its left edge, middle or right edge (top, middle, bottom) is in line with that of another;
 * else onto the grid. `dx` and `dy`: how far it was dragged.
 */
export function snap(box: Rectangle, { dx, dy }: { dx: number; dy: number }, { others, reach }: Near): Snapped {
  const moved = { ...box, x: box.x + dx, y: box.y + dy };
  const beside = others.filter((other) => !overlaps(other, moved));
  const across = pull(spanX(moved), beside.map(spanX), reach);
  const down = pull(spanY(moved), beside.map(spanY), reach);
  const x = across === null ? onGrid(moved.x) : moved.x + across.by;
  const y = down === null ? onGrid(moved.y) : moved.y + down.by;
  const landed = { ...moved, x, y };
  const guides: Guide[] = [];
  if (across !== null) guides.push(guideFor('x', across.at, [landed, ...within(beside, spanX, across.at)]));
  if (down !== null) guides.push(guideFor('y', down.at, [landed, ...within(beside, spanY, down.at)]));
  return { dx: x - box.x, dy: y - box.y, guides };
}

interface Span {
  start: number;
  end: number;
}

const spanX = ({ x, width }: Rectangle): Span => ({ start: x, end: x + width });
const spanY = ({ y, height }: Rectangle): Span => ({ start: y, end: y + height });

function marksOf({ start, end }: Span): number[] {
  return [start, (start + end) / 2, end];
}

/** The shortest way to a mark of another of the same kind. */
function pull(own: Span, others: readonly Span[], reach: number): { by: number; at: number } | null {
  let found: { by: number; at: number } | null = null;
  const marks = marksOf(own);
  for (const other of others) {
    for (const [kind, at] of marksOf(other).entries()) {
      const by = at - (marks[kind] ?? at);
      if (Math.abs(by) <= reach && (found === null || Math.abs(by) < Math.abs(found.by))) found = { by, at };
    }
  }
  return found;
}

function within(others: readonly Rectangle[], span: (box: Rectangle) => Span, at: number): Rectangle[] {
  return others.filter((other) => marksOf(span(other)).some((mark) => Math.abs(mark - at) < 0.5));
}

function guideFor(axis: Guide['axis'], at: number, boxes: readonly Rectangle[]): Guide {
  const spans = boxes.map(axis === 'x' ? spanY : spanX);
  return {
    axis,
    at,
    from: Math.min(...spans.map(({ start }) => start)) - gridStep,
    to: Math.max(...spans.map(({ end }) => end)) + gridStep,
  };
}

function onGrid(value: number): number {
  return Math.round(value / gridStep) * gridStep;
}
