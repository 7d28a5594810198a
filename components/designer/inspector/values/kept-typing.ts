import type { DesignerDocument } from '../../document/designer-document.ts';

/** What was typed into a field and is not written: not taken yet, or refused. */
export interface KeptTyping {
  text: string;
  /** Why it was refused; null when nobody tried yet. */
  problem: string | null;
}

const kept = new WeakMap<DesignerDocument, Map<string, KeptTyping>>();

/** Of each field, by its place, what is typed and not written; it outlives the field, so that nothing typed is lost. */
export function keptTyping(document: DesignerDocument): Map<string, KeptTyping> {
  const known = kept.get(document) ?? new Map<string, KeptTyping>();
  kept.set(document, known);
  return known;
}
