import { ChangeSet, Text } from '@codemirror/state';
import { lineEdits } from '../../document/changes-to.ts';
import type { DesignerDocument } from '../../document/designer-document.ts';
import { whenAnalysed } from '../../document/when-analysed.ts';
import { difference, toEditorOffsets, toTextEdits } from '../../source/line-ends.ts';
import { asShown, carriedOver, type Slice } from './slice.ts';

/** Why what was typed cannot be written without a decision. */
export const changedElsewhere = 'The same lines were changed elsewhere meanwhile. What you typed is kept here.';

interface Typed {
  node: string;
  slice: Slice;
  /** What the slice was when somebody began to type, and what it is to be; line ends as the editor counts them. */
  base: string;
  text: string;
}

/** Writes what was typed as one step, as few characters as can be; tells why it cannot be, null when it was. */
export function writeSlice(document: DesignerDocument, { node, slice, base, text }: Typed): string | null {
  const { file, from, to } = slice;
  const isThere = document.getState().files.get(file)?.text?.slice(from, to) === slice.text;
  const now = asShown(slice.text);
  const wanted = carriedOver(base, { mine: text, now });
  if (!isThere || wanted === null) return changedElsewhere;
  if (wanted === now) return null;
  const whole = document.getState().files.get(file)?.text ?? '';
  const [start = 0] = toEditorOffsets(whole, [from]);
  const changes = lineEdits(now, wanted).map((edit) => {
    // Within its lines, no more than what is another.
    const change = difference(now.slice(edit.from, edit.to), edit.insert) ?? { from: 0, to: 0, insert: '' };
    const at = start + edit.from;
    return { from: at + change.from, to: at + change.to, insert: Text.of(change.insert.split('\n')) };
  });
  const edits = toTextEdits(whole, ChangeSet.of(changes, asShown(whole).length));
  document.editText(file, edits, { label: `Edit the text of ${node}`, group: null });
  void followName(document, { node, slice });
  return null;
}

/** A node that got another name in its text stays selected. */
async function followName(document: DesignerDocument, { node, slice }: Pick<Typed, 'node' | 'slice'>): Promise<void> {
  await whenAnalysed(document);
  const { analysis, selection } = document.getState();
  if (analysis.isStale || analysis.design?.nodes.some(({ id }) => id === node)) return;
  const place = await document.analyst.at(slice.file, slice.from + (/\S/.exec(slice.text)?.index ?? 0));
  if (place.node !== null && selection.nodes.includes(node)) document.select({ nodes: [place.node] });
}
