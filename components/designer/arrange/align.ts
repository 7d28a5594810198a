import { boundsOf, type NodeBox, type Rectangle } from '../../topology/boxes.ts';
import type { Spot } from '../../topology/layout.ts';

/** How boxes are brought in line, or spread evenly between the outer two. */
export type Alignment = 'left' | 'right' | 'top' | 'bottom' | 'centre' | 'middle' | 'across' | 'down';

/** How many boxes it takes for it to mean something. */
export function leastOf(alignment: Alignment): number {
  return alignment === 'across' || alignment === 'down' ? 3 : 2;
}

/** Where the boxes go, on the canvas; those that stay are left out. */
export function align(boxes: readonly NodeBox[], alignment: Alignment): Map<string, Spot> {
  const bounds = boundsOf(boxes);
  if (bounds === null || boxes.length < leastOf(alignment)) return new Map();
  const spots =
    alignment === 'across' || alignment === 'down'
      ? spread(boxes, alignment, bounds)
      : boxes.map((box) => [box, line(box, alignment, bounds)] as const);
  const moved = spots.filter(([box, spot]) => spot.x !== box.x || spot.y !== box.y);
  return new Map(moved.map(([{ id }, spot]) => [id, spot]));
}

function line(box: NodeBox, alignment: Exclude<Alignment, 'across' | 'down'>, bounds: Rectangle): Spot {
  const { x, y } = box;
  switch (alignment) {
    case 'left':
      return { x: bounds.x, y };
    case 'right':
      return { x: bounds.x + bounds.width - box.width, y };
    case 'centre':
      return { x: Math.round(bounds.x + (bounds.width - box.width) / 2), y };
    case 'top':
      return { x, y: bounds.y };
    case 'bottom':
      return { x, y: bounds.y + bounds.height - box.height };
    case 'middle':
      return { x, y: Math.round(bounds.y + (bounds.height - box.height) / 2) };
  }
}

/** With the same room between each and the next. */
function spread(boxes: readonly NodeBox[], alignment: 'across' | 'down', bounds: Rectangle) {
  const [at, size] = alignment === 'across' ? (['x', 'width'] as const) : (['y', 'height'] as const);
  const sorted = boxes.toSorted((a, b) => a[at] + a[size] / 2 - b[at] - b[size] / 2);
  const taken = sorted.reduce((sum, box) => sum + box[size], 0);
  const room = (bounds[size] - taken) / (sorted.length - 1);
  let next = bounds[at];
  return sorted.map((box): readonly [NodeBox, Spot] => {
    const spot = { x: box.x, y: box.y, [at]: Math.round(next) };
    next += box[size] + room;
    return [box, spot];
  });
}
