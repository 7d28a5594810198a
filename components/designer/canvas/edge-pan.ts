import { oncePerFrame } from '../../logs/once-per-frame.ts';
import type { Stage } from './stage.ts';
import type { Pointer } from './tracker.ts';

/** So near to the edge of the pane the view begins to move, px; beyond it, it is fastest, px per frame. */
const edge = 28;
const fastest = 12;

/** Moves the view while something is held near the edge of the pane, so that it can be brought anywhere. */
export function panAtEdge(stage: Stage, follow: (pointer: Pointer) => void) {
  let held: Pointer | null = null;
  const frame = oncePerFrame(() => {
    const { shown } = stage;
    if (held === null || shown === null) return;
    const { left, top, right, bottom } = shown.pane.getBoundingClientRect();
    const dx = speedAt(held.clientX, left, right);
    const dy = speedAt(held.clientY, top, bottom);
    if (dx === 0 && dy === 0) return;
    const { x, y, zoom } = shown.camera.view();
    shown.camera.move({ x: x + dx, y: y + dy, zoom });
    shown.camera.isOwn.current = true;
    follow(held);
    frame.request();
  });
  return {
    at(pointer: Pointer): void {
      held = pointer;
      frame.request();
    },
    stop: frame.cancel,
  };
}

function speedAt(place: number, start: number, end: number): number {
  const share = (depth: number) => Math.min(1, Math.max(0, depth / edge)) * fastest;
  return share(start + edge - place) - share(place - end + edge);
}
