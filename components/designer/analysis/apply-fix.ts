import type { DesignerDocument } from '../document/designer-document.ts';
import type { Fix } from './protocol.ts';

/** Carries a way to mend a problem out, as one step; a file that was made is shown, to be written. */
export async function applyFix(
  document: DesignerDocument,
  fix: Fix,
  show: (stretch: { file: string; from: number; to: number }) => void,
): Promise<void> {
  const { label } = fix;
  if ('intents' in fix) {
    await document.perform(fix.intents, { label });
  } else if ('edits' in fix) {
    document.editText(fix.file, fix.edits, { label, group: null });
  } else {
    const { path, mode, text } = fix.create;
    document.changeFiles(label, { [path]: { path, mode, text, size: new TextEncoder().encode(text).byteLength } });
    show({ file: path, from: text.length, to: text.length });
  }
}
