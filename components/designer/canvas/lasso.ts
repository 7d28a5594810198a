import { overlaps, type Rectangle } from '../../topology/boxes.ts';
import type { Point } from './stage.ts';
import type { Pointer, Tracker } from './tracker.ts';
import type { Workplace } from './workplace.ts';

/** Chooses what a drawn rectangle touches, beside what is chosen. A container counts when the rectangle holds its corner. */
export function lasso({ document, stage }: Workplace, start: Pointer): Tracker {
  const from = stage.toDrawing(start);
  const before = document.getState().selection.nodes;
  const show = (pointer: Pointer): Rectangle => {
    const area = between(from, stage.toDrawing(pointer));
    stage.setGesture({ kind: 'lasso', area });
    return area;
  };
  return {
    move: (pointer) => void show(pointer),
    end(pointer) {
      const area = show(pointer);
      stage.setGesture(null);
      const found = stage.picture?.index.inside(area) ?? [];
      const touched = found.filter((box) => !box.isContainer || overlaps(area, { ...box, width: 0, height: 0 }));
      document.select({ nodes: [...new Set([...before, ...touched.map(({ id }) => id)])] });
    },
    cancel: () => stage.setGesture(null),
  };
}

function between(a: Point, b: Point): Rectangle {
  const [x, y] = [Math.min(a.x, b.x), Math.min(a.y, b.y)];
  return { x, y, width: Math.abs(a.x - b.x), height: Math.abs(a.y - b.y) };
}
