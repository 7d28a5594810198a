import type { Spot } from '../../topology/layout.ts';
import { shownCanvas } from '../canvas/canvas-view.ts';
import type { DesignerDocument } from '../document/designer-document.ts';

/**
 * Where something about a node is asked, px of the window: at its row when the outline has the focus, else beside it on
 * the canvas, or beside what stands for it there. Undefined: it is seen in neither.
 */
export function placeToAsk(document: DesignerDocument, node: string): Spot | undefined {
  return inOutline() ?? onCanvas(document, node);
}

function inOutline(): Spot | undefined {
  const tree = window.document.activeElement?.closest('[data-outline]');
  const row = window.document.getElementById(tree?.getAttribute('aria-activedescendant') ?? '');
  if (row === null) return undefined;
  const { left, bottom } = row.getBoundingClientRect();
  return { x: left + 28, y: bottom };
}

function onCanvas(document: DesignerDocument, node: string): Spot | undefined {
  const view = shownCanvas();
  if (view === null) return undefined;
  const boxes = new Map(view.boxes().map((box) => [box.id, box]));
  const parents = new Map(document.getState().analysis.design?.nodes.map(({ id, parent }) => [id, parent]));
  for (let at: string | null | undefined = node; at != null; at = parents.get(at)) {
    const box = boxes.get(at);
    if (box !== undefined) return view.toWindow({ x: box.x + 16, y: box.y + 56 });
  }
  return undefined;
}
