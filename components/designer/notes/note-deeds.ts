import type { Spot } from '../../topology/layout.ts';
import { headHeight, leafWidth } from '../../topology/node-size.ts';
import { shownCanvas } from '../canvas/canvas-view.ts';
import type { DesignerDocument } from '../document/designer-document.ts';
import type { Note } from '../document/layout.ts';
import { freeSpot } from '../palette/free-spot.ts';

export const noteColours = ['yellow', 'blue', 'green', 'red'] as const;
/** Of a new note, and how small one can get; px at 100 %. */
const usual = { width: 192, height: 96 };
const least = { width: 96, height: 48 };

/** The note that was added last, until it was written. */
let unwritten: string | null = null;

/** Whether a note has just been put on the canvas, so that its text is asked for at once. */
export function isUnwritten(id: string): boolean {
  return unwritten === id;
}

export function endWriting(): void {
  unwritten = null;
}

/** Puts an empty note on the canvas, at a place or somewhere free near the middle of what is seen. */
export function addNote(document: DesignerDocument, at: Spot | undefined): void {
  const view = shownCanvas();
  const { notes } = document.getState().layout;
  const id = freeId(notes);
  const part = view?.part() ?? { x: 0, y: 0, width: leafWidth, height: headHeight };
  const middle = at ?? { x: part.x + part.width / 2, y: part.y + part.height / 2 };
  const wanted = { x: Math.round(middle.x - usual.width / 2), y: Math.round(middle.y - usual.height / 2), ...usual };
  const spot = at === undefined ? freeSpot(wanted, [...(view?.boxes() ?? []), ...Object.values(notes)]) : wanted;
  const note: Note = { id, ...wanted, x: Math.round(spot.x), y: Math.round(spot.y), text: '', colour: 'yellow' };
  unwritten = id;
  document.arrange('Add a note', { notes: { [id]: note } });
}

/** Changes what is given of a note. Changes of one `group` that follow each other closely are one step. */
export function changeNote(
  document: DesignerDocument,
  { id, label, group = null, ...change }: { id: string; label: string; group?: string | null } & Partial<Note>,
): void {
  const note = document.getState().layout.notes[id];
  if (note === undefined) return;
  const next = { ...note, ...change };
  next.width = Math.max(least.width, next.width);
  next.height = Math.max(least.height, next.height);
  document.arrange(label, { notes: { [id]: next } }, group);
}

export function deleteNote(document: DesignerDocument, id: string): void {
  document.arrange('Delete a note', { notes: { [id]: null } });
}

function freeId(notes: Readonly<Record<string, Note>>): string {
  for (let number = 1; ; number += 1) if (!Object.hasOwn(notes, `note-${number}`)) return `note-${number}`;
}
