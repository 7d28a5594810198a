import { inset } from './arrange.ts';
import { pinned } from './canvas-view.ts';
import { outermost, type Picture } from './picture.ts';
import type { Places, Workplace } from './workplace.ts';

/** Nodes that are moved as one step: places relative to what contains them. Others stay where they are drawn. */
export function place({ document, stage }: Workplace, places: Places, step: { label: string; group?: string }): void {
  const { layout } = document.getState();
  if (stage.picture === null) return;
  const pins = pinned(stage.picture.index.boxes, layout.places, places);
  document.arrange(step.label, { places: { ...pins.places, ...places } }, step.group ?? null);
}

/** Where nodes are after a move, relative to what contains them; none would leave its container to the left or top. */
export function movedPlaces(picture: Picture, ids: readonly string[], { dx, dy }: { dx: number; dy: number }): Places {
  const places: Places = {};
  for (const id of ids) {
    const [before, box] = [picture.places.get(id), picture.index.get(id)];
    if (before === undefined || box === null) continue;
    const [x, y] = [before.x + dx, before.y + dy];
    const isFree = box.parent === null;
    places[id] = { ...before, x: isFree ? x : Math.max(inset.left, x), y: isFree ? y : Math.max(inset.top, y) };
  }
  return places;
}

/** The chosen nodes that are moved, without those that go with another. */
export function movable(picture: Picture, ids: readonly string[]): string[] {
  const drawn = ids.filter((id) => picture.index.get(id) !== null);
  return outermost(picture, drawn);
}
