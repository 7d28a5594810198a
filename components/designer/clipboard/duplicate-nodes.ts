import type { DesignerDocument } from '../document/designer-document.ts';
import { placed, textOfNodes } from './copy-nodes.ts';
import { pasteNodes } from './paste-nodes.ts';

/** Puts a copy of what is chosen, with all that is inside, beside it as one step. */
export async function duplicateNodes(document: DesignerDocument): Promise<void> {
  const { nodes } = document.getState().selection;
  const written = await textOfNodes(document, nodes);
  if (written === null) return;
  const label = nodes.length === 1 ? `Duplicate ${nodes[0]}` : `Duplicate ${nodes.length} nodes`;
  const { text, boxes } = placed(written);
  await pasteNodes(document, { text, copied: boxes, at: null, label });
}
