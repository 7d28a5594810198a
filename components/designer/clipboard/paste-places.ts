import type { NodeBox } from '../../topology/boxes.ts';
import { boundsOf } from '../../topology/boxes.ts';
import type { Spot } from '../../topology/layout.ts';
import { placeIn } from '../canvas/canvas-view.ts';
import type { NodePlace } from '../document/layout.ts';

/** Where copied nodes stood on their canvas. */
export interface CopiedBox {
  id: string;
  parent: string | null;
  x: number;
  y: number;
}

const step = 32;

/**
 * Places of pasted nodes: as they stood to each other, the outer ones with their middle at `at`, or a step aside of the
 * originals. `names` are those that the copies got, by the names of the originals. Nodes of which nobody knows where
 * they stood have none.
 */
export function pastePlaces(
  copied: readonly CopiedBox[],
  { names, boxes, at }: { names: Readonly<Record<string, string>>; boxes: readonly NodeBox[]; at: Spot | null },
): Record<string, NodePlace> {
  const known = copied.filter(({ id }) => Object.hasOwn(names, id));
  const byId = new Map(known.map((box) => [box.id, box]));
  const here = new Map(boxes.map((box) => [box.id, box]));
  const outer = known.filter(({ parent }) => parent === null || !byId.has(parent));
  const move = at === null ? aside(outer, boxes) : toward(at, outer);
  const places: Record<string, NodePlace> = {};
  for (const box of known) {
    const inside = box.parent === null ? undefined : byId.get(box.parent);
    const container = box.parent === null ? undefined : here.get(box.parent);
    const name = names[box.id] ?? box.id;
    if (inside !== undefined) places[name] = placeIn(box, inside);
    else places[name] = placeIn({ x: box.x + move.x, y: box.y + move.y }, container);
  }
  return places;
}

/** As many steps as it takes to cover none exactly: a second copy lies beside the first. */
function aside(copies: readonly CopiedBox[], boxes: readonly NodeBox[]): Spot {
  const taken = new Set(boxes.map(({ x, y }) => `${x} ${y}`));
  let by = step;
  while (copies.some(({ x, y }) => taken.has(`${x + by} ${y + by}`))) by += step;
  return { x: by, y: by };
}

function toward(at: Spot, boxes: readonly CopiedBox[]): Spot {
  const bounds = boundsOf(boxes.map(({ x, y }) => ({ x, y, width: 0, height: 0 })));
  return bounds === null ? { x: 0, y: 0 } : { x: Math.round(at.x - bounds.x), y: Math.round(at.y - bounds.y) };
}
