import type { Note } from '../document/layout.ts';
import { noteColours } from './note-deeds.ts';

/** What a key does to a note. */
export type NoteStep =
  | { kind: 'write' | 'delete' | 'leave' }
  | { kind: 'change'; change: { label: string; group?: string } & Partial<Note> };

interface Stroke {
  key: string;
  ctrlKey: boolean;
  metaKey: boolean;
  shiftKey: boolean;
  altKey: boolean;
}

const ways: Readonly<Record<string, readonly [number, number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

/**
 * The keys of a note: Enter writes, arrows move it (with Shift further, with Alt and Shift its size), C gives it the next
 * colour, Delete takes it away. Null for keys that are not its own.
 */
export function noteStep(note: Note, stroke: Stroke): NoteStep | null {
  const { key, ctrlKey, metaKey, altKey } = stroke;
  const way = ways[key];
  if (way !== undefined) return moveStep(note, way, stroke);
  if (ctrlKey || metaKey || altKey) return null;
  if (key === 'Enter' || key === 'F2') return { kind: 'write' };
  if (key === 'Delete' || key === 'Backspace') return { kind: 'delete' };
  if (key === 'Escape') return { kind: 'leave' };
  if (key.toLowerCase() !== 'c') return null;
  const colour = noteColours[(noteColours.indexOf(note.colour) + 1) % noteColours.length] ?? 'yellow';
  return { kind: 'change', change: { label: 'Colour a note', colour } };
}

function moveStep(note: Note, [across, down]: readonly [number, number], { altKey, shiftKey }: Stroke): NoteStep {
  const far = shiftKey && !altKey ? 50 : 10;
  const [dx, dy] = [across * far, down * far];
  const change =
    altKey && shiftKey
      ? { label: 'Resize a note', width: note.width + dx, height: note.height + dy }
      : { label: 'Move a note', x: note.x + dx, y: note.y + dy };
  return { kind: 'change', change: { ...change, group: `${change.label} ${note.id}` } };
}
