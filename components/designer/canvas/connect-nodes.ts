import { connect } from '../editing/add-connection.ts';
import { openQuickAdd } from '../palette/quick-add.ts';
import { announce } from './announce.ts';
import { validityOf } from './looked-up.ts';
import type { Point } from './stage.ts';
import type { Pointer, Tracker } from './tracker.ts';
import type { Workplace } from './workplace.ts';

/** Draws a connection from a node: to another, or to a new one where nothing is. */
export function connectNodes(workplace: Workplace, from: string, start: Pointer): Tracker | null {
  const { stage } = workplace;
  const { picture } = stage;
  const { design } = workplace.document.getState().analysis;
  if (picture === null || design === null) return null;
  const refused = new Map<string, string>();
  for (const id of picture.nodes.keys()) {
    const reason = id === from ? null : validityOf(design).connectionRefusal(from, id);
    if (reason !== null) refused.set(id, reason);
  }
  const show = (pointer: Pointer): { to: Point; target: string | null } => {
    const to = stage.toDrawing(pointer);
    const over = picture.index.at(to)?.id ?? null;
    const target = over === from ? null : over;
    stage.setGesture({ kind: 'connect', from, to, refused, target });
    return { to, target };
  };
  show(start);
  return {
    move: (pointer) => void show(pointer),
    end(pointer) {
      const { to, target } = show(pointer);
      stage.setGesture(null);
      if (target === null) {
        if (picture.index.at(to) === null) openQuickAdd({ at: to, connectFrom: from });
        return;
      }
      const reason = refused.get(target);
      const at = { x: pointer.clientX, y: pointer.clientY };
      if (reason === undefined) void connect(workplace.document, { from, to: target, at });
      else announce(reason);
    },
    cancel: () => stage.setGesture(null),
  };
}
