import type { DesignerDocument } from '../document/designer-document.ts';
import { copyNodes } from './copy-nodes.ts';
import { pasteNodes } from './paste-nodes.ts';

/** Puts a copy of what is chosen, with all that is inside, beside it as one step. */
export async function duplicateNodes(document: DesignerDocument): Promise<void> {
  const copied = await copyNodes(document);
  if (copied === null) return;
  const { nodes } = document.getState().selection;
  const label = nodes.length === 1 ? `Duplicate ${nodes[0]}` : `Duplicate ${nodes.length} nodes`;
  await pasteNodes(document, { text: copied.text, copied: copied.boxes, at: null, label });
}
