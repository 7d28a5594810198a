import type { NodeBox, Rectangle } from '../../topology/boxes.ts';
import type { Spot } from '../../topology/layout.ts';
import type { LayoutPatch, NodePlace } from '../document/layout.ts';

/** The canvas as it is shown now, for the palette and the tools beside it. Lengths are px at 100 %. */
export interface CanvasView {
  /** Every node where it is drawn, containers before what they hold. */
  boxes(): readonly NodeBox[];
  /** A place in the window (`clientX`, `clientY`) on the canvas, and back. */
  toCanvas(inWindow: Spot): Spot;
  toWindow(onCanvas: Spot): Spot;
  /** The part of the canvas that is seen. */
  part(): Rectangle;
  /** Brings a node into view, as soon as it is drawn. */
  reveal(node: string): void;
  /** Gives the canvas the keyboard. */
  focus(): void;
}

let shown: CanvasView | null = null;

/** Tells the others what is shown; the canvas does this while it is there. @returns what ends it */
export function publishCanvas(view: CanvasView): () => void {
  shown = view;
  return () => {
    if (shown === view) shown = null;
  };
}

/** The canvas of the open designer; null while the source alone is shown. */
export function shownCanvas(): CanvasView | null {
  return shown;
}

/** The innermost container or node at a place of the canvas. */
export function boxAt(boxes: readonly NodeBox[], { x, y }: Spot): NodeBox | null {
  return boxes.findLast((box) => x >= box.x && y >= box.y && x < box.x + box.width && y < box.y + box.height) ?? null;
}

/**
 * Places for all nodes that are drawn where nobody put them, so that they stay when others get a place; none for nodes
 * that have one, or are `given` one.
 */
export function pinned(
  boxes: readonly NodeBox[],
  places: Readonly<Record<string, NodePlace>>,
  given: Readonly<Record<string, NodePlace>> = {},
): LayoutPatch {
  const free = boxes.filter(({ id }) => places[id] === undefined && given[id] === undefined);
  if (free.length === 0) return {};
  const byId = new Map(boxes.map((box) => [box.id, box]));
  return { places: Object.fromEntries(free.map((box) => [box.id, placeIn(box, byId.get(box.parent ?? ''))])) };
}

/** A place on the canvas as the layout has it: from the top left of what contains it. */
export function placeIn({ x, y }: Spot, container: Spot | undefined): NodePlace {
  return { x: Math.round(x - (container?.x ?? 0)), y: Math.round(y - (container?.y ?? 0)) };
}
