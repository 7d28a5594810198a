import type { Note } from '../document/layout.ts';

/** How a note of each colour looks. */
export const noteLook: Readonly<Record<Note['colour'], string>> = {
  yellow: 'border-warn/40 bg-warn-soft',
  blue: 'border-accent/40 bg-accent-soft',
  green: 'border-good/40 bg-good-soft',
  red: 'border-bad/40 bg-bad-soft',
};

/** The colour of a note on its button. */
export const noteMark: Readonly<Record<Note['colour'], string>> = {
  yellow: 'bg-warn',
  blue: 'bg-accent',
  green: 'bg-good',
  red: 'bg-bad',
};
