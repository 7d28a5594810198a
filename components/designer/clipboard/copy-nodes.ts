import { shownCanvas } from '../canvas/canvas-view.ts';
import { withContents } from '../document/contents.ts';
import type { DesignerDocument } from '../document/designer-document.ts';
import { whenAnalysed } from '../document/when-analysed.ts';
import type { CopiedBox } from './paste-places.ts';

/** Beside the text, where the nodes stood; other programs pass it by. */
const placesFormat = 'application/x-gantry-places';

/** What is put on the clipboard. */
export interface Copied {
  text: string;
  boxes: readonly CopiedBox[];
}

/** Nodes as they are written. */
export interface NodeText {
  text: string;
  /** All of them, those inside of others included. */
  nodes: readonly string[];
}

/**
 * The text of these nodes with all that is inside of them, once what was changed last has been read. Null: none of them
 * is written in a file of this blueprint.
 */
export async function textOfNodes(document: DesignerDocument, ids: readonly string[]): Promise<NodeText | null> {
  if (ids.length === 0) return null;
  await whenAnalysed(document);
  const nodes = withContents(document.getState().analysis.design?.nodes ?? [], ids);
  if (nodes.length === 0) return null;
  const text = await document.analyst.fragment(nodes);
  return text === '' ? null : { text, nodes };
}

/** Nodes with where they stand now. */
export function placed({ text, nodes }: NodeText): Copied {
  const all = new Set(nodes);
  const boxes = (shownCanvas()?.boxes() ?? []).filter(({ id }) => all.has(id));
  return { text, boxes: boxes.map(({ id, parent, x, y }) => ({ id, parent, x, y })) };
}

export function writeClipboard(clipboard: DataTransfer, { text, boxes }: Copied): void {
  clipboard.setData('text/plain', text);
  clipboard.setData(placesFormat, JSON.stringify(boxes));
}

/** What is on the clipboard, whoever put it there. */
export function readClipboard(clipboard: DataTransfer): Copied {
  return { text: clipboard.getData('text/plain'), boxes: readBoxes(clipboard.getData(placesFormat)) };
}

function readBoxes(text: string): CopiedBox[] {
  try {
    const boxes: unknown = JSON.parse(text);
    return Array.isArray(boxes) ? boxes.filter(isBox) : [];
  } catch {
    return [];
  }
}

/** Any page can put things on the clipboard. */
function isBox(value: unknown): value is CopiedBox {
  if (typeof value !== 'object' || value === null) return false;
  const { id, parent, x, y } = value as Record<string, unknown>;
  const isNamed = typeof id === 'string' && (parent === null || typeof parent === 'string');
  return isNamed && Number.isFinite(x) && Number.isFinite(y);
}
