import { leafWidth } from '../../topology/node-size.ts';
import { leafHeight } from './arrange.ts';
import { place } from './move-nodes.ts';
import { gridStep } from './snap.ts';
import type { Pointer, Tracker } from './tracker.ts';
import type { Workplace } from './workplace.ts';

/** Sizes a container by its corner. It is never smaller than what it holds. */
export function resizeNode(workplace: Workplace, id: string, start: Pointer): Tracker | null {
  const { stage } = workplace;
  const box = stage.picture?.index.get(id) ?? null;
  if (box === null) return null;
  const from = stage.toDrawing(start);
  const show = (pointer: Pointer) => {
    const at = stage.toDrawing(pointer);
    const width = Math.max(leafWidth, onGrid(box.width + at.x - from.x));
    const height = Math.max(leafHeight, onGrid(box.height + at.y - from.y));
    stage.setGesture({ kind: 'resize', id, width, height });
    return { width, height };
  };
  return {
    move: (pointer) => void show(pointer),
    end: (pointer) => setSize(workplace, { id, ...show(pointer) }),
    cancel: () => stage.setGesture(null),
  };
}

/** Makes a container larger or smaller by keys. */
export function resizeBy(workplace: Workplace, id: string, [across, down]: readonly [number, number]): void {
  const box = workplace.stage.picture?.index.get(id) ?? null;
  if (box === null) return;
  const size = { width: Math.max(leafWidth, box.width + across), height: Math.max(leafHeight, box.height + down) };
  setSize(workplace, { id, ...size }, `size ${id}`);
}

function setSize(workplace: Workplace, size: { id: string; width: number; height: number }, group?: string): void {
  const { id, width, height } = size;
  const before = workplace.stage.picture?.places.get(id);
  if (before === undefined) return;
  place(workplace, { [id]: { ...before, width, height } }, { label: `Resize ${id}`, ...(group && { group }) });
}

function onGrid(value: number): number {
  return Math.round(value / gridStep) * gridStep;
}
