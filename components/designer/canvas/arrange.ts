import { boundsOf, type NodeBox, type Rectangle } from '../../topology/boxes.ts';
import { headHeight, leafWidth } from '../../topology/node-size.ts';
import type { NodePlace } from '../document/layout.ts';
import { freeSpots } from './free-spots.ts';

/** What is to be drawn; containers come before what they hold, or after it. */
export interface Standing {
  id: string;
  /** What contains it and is drawn; null: the ground. */
  parent: string | null;
}

/** All that is drawn, each at its place. */
export interface Arranged {
  /** In places of the drawing; containers come before what they hold. */
  boxes: NodeBox[];
  /** Relative to what contains them, for all of them. */
  places: Map<string, NodePlace>;
}

export const leafHeight = headHeight + 8;
/** Between a container's border and what it holds. */
export const padding = 16;
/** Where in a container there is room for nodes. */
export const inset = { left: padding, top: headHeight + 4 };

/**
 * Puts each node where it was placed and the others where there is room. Containers are as large as what they hold needs,
 * and never smaller than a person made them.
 */
export function arrange(nodes: readonly Standing[], placeOf: (id: string) => NodePlace | null): Arranged {
  const children = Map.groupBy(nodes, ({ parent }) => parent);
  const places = new Map<string, NodePlace>();
  const sizes: Sizes = new Map();
  measure({ children, placeOf, places, sizes }, null);
  const boxes: NodeBox[] = [];
  draw({ children, places, sizes, boxes }, { parent: null, x: 0, y: 0 });
  return { boxes, places };
}

type Children = ReadonlyMap<string | null, readonly Standing[]>;
interface Size {
  width: number;
  height: number;
}

type Sizes = Map<string, Size>;

interface Measuring {
  children: Children;
  placeOf: (id: string) => NodePlace | null;
  places: Map<string, NodePlace>;
  sizes: Sizes;
}

/** Sizes from the inside out, and with them the places of those that have none. */
function measure(measuring: Measuring, parent: string | null): { width: number; height: number } {
  const { children, placeOf, places, sizes } = measuring;
  const placed: Rectangle[] = [];
  const homeless: ({ id: string } & Size)[] = [];
  for (const { id } of children.get(parent) ?? []) {
    const place = placeOf(id);
    const size = sizeOf(place, children.has(id) ? measure(measuring, id) : null);
    sizes.set(id, size);
    if (place === null) {
      homeless.push({ id, ...size });
      continue;
    }
    const held = parent === null ? place : keptInside(place);
    places.set(id, held);
    placed.push({ x: held.x, y: held.y, ...size });
  }
  for (const [id, spot] of freeSpots(homeless, placed, parent === null ? { left: 0, top: 0 } : inset)) {
    places.set(id, { x: spot.x, y: spot.y });
    placed.push(spot);
  }
  const bounds = boundsOf(placed) ?? { x: 0, y: 0, width: 0, height: 0 };
  return { width: bounds.x + bounds.width + padding, height: bounds.y + bounds.height + padding };
}

function sizeOf(place: NodePlace | null, held: Size | null): Size {
  return {
    width: Math.max(leafWidth, held?.width ?? 0, place?.width ?? 0),
    height: Math.max(leafHeight, held?.height ?? 0, place?.height ?? 0),
  };
}

function keptInside(place: NodePlace): NodePlace {
  const [x, y] = [Math.max(inset.left, place.x), Math.max(inset.top, place.y)];
  return x === place.x && y === place.y ? place : { ...place, x, y };
}

interface Drawing {
  children: Children;
  places: ReadonlyMap<string, NodePlace>;
  sizes: Sizes;
  boxes: NodeBox[];
}

function draw(drawing: Drawing, at: { parent: string | null; x: number; y: number }): void {
  const { children, places, sizes, boxes } = drawing;
  for (const { id } of children.get(at.parent) ?? []) {
    const place = places.get(id) ?? { x: 0, y: 0 };
    const { width, height } = sizes.get(id) ?? { width: leafWidth, height: leafHeight };
    const [x, y] = [at.x + place.x, at.y + place.y];
    const isContainer = children.has(id) || place.width !== undefined;
    boxes.push({ id, parent: at.parent, x, y, width, height, isContainer });
    draw(drawing, { parent: id, x, y });
  }
}
