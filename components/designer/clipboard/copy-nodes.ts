import { shownCanvas } from '../canvas/canvas-view.ts';
import { withContents } from '../document/contents.ts';
import type { DesignerDocument } from '../document/designer-document.ts';
import type { CopiedBox } from './paste-places.ts';

/** Beside the text, where the nodes stood; other programs pass it by. */
const placesFormat = 'application/x-gantry-places';

/** What is put on the clipboard. */
export interface Copied {
  text: string;
  boxes: readonly CopiedBox[];
}

/** The text of the chosen nodes with all that is inside of them, and where they stand. Null: none can be copied. */
export async function copyNodes(document: DesignerDocument): Promise<Copied | null> {
  const { analysis, selection } = document.getState();
  const nodes = withContents(analysis.design?.nodes ?? [], selection.nodes);
  if (nodes.length === 0) return null;
  const text = await document.analyst.fragment(nodes);
  if (text === '') return null;
  const chosen = new Set(nodes);
  const boxes = (shownCanvas()?.boxes() ?? []).filter(({ id }) => chosen.has(id));
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
