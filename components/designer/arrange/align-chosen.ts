import { pinned, placeIn, shownCanvas } from '../canvas/canvas-view.ts';
import { outermost } from '../document/contents.ts';
import type { DesignerDocument } from '../document/designer-document.ts';
import type { NodePlace } from '../document/layout.ts';
import { type Alignment, align } from './align.ts';

/** What each alignment is called, in the order of its key after `Alt+A`. */
export const alignments: readonly { alignment: Alignment; label: string; key: string }[] = [
  { alignment: 'left', label: 'Align left edges', key: 'L' },
  { alignment: 'right', label: 'Align right edges', key: 'R' },
  { alignment: 'top', label: 'Align top edges', key: 'T' },
  { alignment: 'bottom', label: 'Align bottom edges', key: 'B' },
  { alignment: 'middle', label: 'Align middles', key: 'M' },
  { alignment: 'centre', label: 'Align centres', key: 'C' },
  { alignment: 'across', label: 'Distribute across', key: 'H' },
  { alignment: 'down', label: 'Distribute down', key: 'V' },
];

/** Brings the chosen nodes in line, as one step; what is inside of them goes along. */
export function alignChosen(document: DesignerDocument, alignment: Alignment, label: string): void {
  const boxes = shownCanvas()?.boxes() ?? [];
  const { layout, selection } = document.getState();
  const byId = new Map(boxes.map((box) => [box.id, box]));
  const chosen = outermost(boxes, selection.nodes).flatMap((id) => byId.get(id) ?? []);
  const spots = align(chosen, alignment);
  if (spots.size === 0) return;
  const places: Record<string, NodePlace | null> = { ...pinned(boxes, layout.places).places };
  for (const [id, spot] of spots) {
    places[id] = { ...layout.places[id], ...placeIn(spot, byId.get(byId.get(id)?.parent ?? '')) };
  }
  document.arrange(label, { places });
}
