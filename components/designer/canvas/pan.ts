import type { Stage } from './stage.ts';
import type { Pointer, Tracker } from './tracker.ts';

/** Moves the view with the pointer, whatever lies under it. */
export function pan(stage: Stage, start: Pointer): Tracker | null {
  const camera = stage.shown?.camera;
  if (camera === undefined) return null;
  const before = camera.view();
  const move = ({ clientX, clientY }: Pointer) =>
    camera.move({ x: before.x + clientX - start.clientX, y: before.y + clientY - start.clientY, zoom: before.zoom });
  return { move, isOfView: true, end: () => camera.keep(), cancel: () => camera.move(before) };
}
