import { sayDone } from '../../ui/toasts.tsx';
import type { DesignerDocument } from './designer-document.ts';

/** Undoes the last step and says which. */
export function undoAloud(document: DesignerDocument): void {
  say('Undid', document.undo());
}

/** Does again what was undone last and says what. */
export function redoAloud(document: DesignerDocument): void {
  say('Did again', document.redo());
}

function say(what: string, label: string | null): void {
  if (label !== null) sayDone(`${what}: ${label}`, 'undo');
}
