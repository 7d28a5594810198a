import type { PlacedNode } from './layout.ts';

/** A rectangle on the canvas, in px of the drawing. */
export interface Rectangle {
  x: number;
  y: number;
  width: number;
  height: number;
}

/** A placed node with its place on the canvas rather than in its container. */
export interface NodeBox extends Rectangle {
  id: string;
  parent: string | null;
  isContainer: boolean;
}

/** What part of the drawing is in the pane, and how large. */
export interface View {
  /** Where the drawing's origin lies in the pane, px. */
  x: number;
  y: number;
  zoom: number;
  width: number;
  height: number;
}

/** Containers come before what they hold, as in the layout. Those that are drawn closed, `folded`, are containers too. */
export function toBoxes(placed: readonly PlacedNode[], folded: ReadonlySet<string> = new Set()): NodeBox[] {
  const byId = new Map<string, NodeBox>();
  for (const { id, parent, x, y, width, height, isContainer: holds } of placed) {
    const container = parent === null ? undefined : byId.get(parent);
    const place = { x: x + (container?.x ?? 0), y: y + (container?.y ?? 0), width, height };
    byId.set(id, { id, parent, isContainer: holds || folded.has(id), ...place });
  }
  return [...byId.values()];
}

/** The smallest rectangle that holds all of them; null for none. */
export function boundsOf(boxes: readonly Rectangle[]): Rectangle | null {
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const { x, y, width, height } of boxes) {
    left = Math.min(left, x);
    top = Math.min(top, y);
    right = Math.max(right, x + width);
    bottom = Math.max(bottom, y + height);
  }
  return boxes.length === 0 ? null : { x: left, y: top, width: right - left, height: bottom - top };
}

/** The part of the drawing that is in the pane. */
export function visiblePart({ x, y, zoom, width, height }: View): Rectangle {
  return { x: -x / zoom, y: -y / zoom, width: width / zoom, height: height / zoom };
}

export function overlaps(a: Rectangle, b: Rectangle): boolean {
  return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
}

export function contains(outer: Rectangle, inner: Rectangle): boolean {
  return (
    inner.x >= outer.x &&
    inner.y >= outer.y &&
    inner.x + inner.width <= outer.x + outer.width &&
    inner.y + inner.height <= outer.y + outer.height
  );
}

/** Larger by so much on each side. */
export function grow({ x, y, width, height }: Rectangle, [across, down]: readonly [number, number]): Rectangle {
  return { x: x - across, y: y - down, width: width + 2 * across, height: height + 2 * down };
}

export type Arrow = 'left' | 'right' | 'up' | 'down';

const steps: Record<Arrow, readonly [number, number]> = { left: [-1, 0], right: [1, 0], up: [0, -1], down: [0, 1] };

/** Where an arrow key leads from a node: the nearest one in that direction that is neither in it nor around it. */
export function nearest(boxes: readonly NodeBox[], from: string, arrow: Arrow): string | null {
  const here = boxes.find((box) => box.id === from);
  if (!here) return null;
  const around = containersOf(boxes, from);
  const [dx, dy] = steps[arrow];
  let found: string | null = null;
  let least = Infinity;
  for (const box of boxes) {
    if (box.id === from || around.has(box.id)) continue;
    const x = box.x + box.width / 2 - here.x - here.width / 2;
    const y = box.y + box.height / 2 - here.y - here.height / 2;
    const ahead = x * dx + y * dy;
    const aside = Math.abs(x * dy) + Math.abs(y * dx);
    if (ahead <= 1 || aside > ahead * 3 || contains(here, box)) continue;
    // What is a container is passed by in favour of its nearest part, unless it holds none ahead.
    const distance = ahead + aside * 2 + (box.isContainer ? box.width / 4 : 0);
    if (distance >= least) continue;
    least = distance;
    found = box.id;
  }
  return found;
}

function containersOf(boxes: readonly NodeBox[], id: string): Set<string> {
  const parents = new Map(boxes.map((box) => [box.id, box.parent]));
  const found = new Set<string>();
  for (let at = parents.get(id) ?? null; at !== null; at = parents.get(at) ?? null) found.add(at);
  return found;
}
