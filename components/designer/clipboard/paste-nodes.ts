import type { Spot } from '../../topology/layout.ts';
import { sayRefused } from '../../ui/toasts.tsx';
import { pinned, shownCanvas } from '../canvas/canvas-view.ts';
import type { DesignerDocument } from '../document/designer-document.ts';
import { type CopiedBox, pastePlaces } from './paste-places.ts';

/** What is pasted, and where. */
export interface Pasting {
  /** YAML with node templates. */
  text: string;
  copied: readonly CopiedBox[];
  /** Where their top left corner goes on the canvas; null: a step aside of the originals. */
  at: Spot | null;
  /** What the step is called; else after the new nodes. */
  label?: string;
}

/** Puts copied nodes in, as one step; the new ones are chosen. Why not is said in passing: there is nothing to decide. */
export async function pasteNodes(document: DesignerDocument, { text, copied, at, label }: Pasting): Promise<boolean> {
  const outcome = await document.perform([{ kind: 'add-fragment', text }], {
    ...(label !== undefined && { label }),
    named: (names) => {
      const boxes = shownCanvas()?.boxes() ?? [];
      const places = pastePlaces(copied, { names, boxes, at });
      return {
        layout: { places: { ...pinned(boxes, document.getState().layout.places).places, ...places } },
        select: { nodes: Object.values(names), relationship: null },
      };
    },
  });
  if (outcome.ok) return true;
  if (outcome.choices.length === 0) {
    document.dismissRefusal();
    sayRefused('Nothing was pasted', outcome.reason);
  }
  return false;
}
