import { expect, test } from 'vitest';
import type { Note } from '../document/layout.ts';
import { noteStep } from './note-step.ts';

const note: Note = { id: 'note-1', x: 10, y: 20, width: 100, height: 60, text: '', colour: 'red' };
const press = (stroke: string) => {
  const keys = stroke.split('+');
  const key = keys.at(-1) ?? '';
  const held = (name: string) => keys.slice(0, -1).includes(name);
  return noteStep(note, {
    ...{ key, ctrlKey: held('Ctrl'), metaKey: false, shiftKey: held('Shift'), altKey: held('Alt') },
  });
};

test('a note is written, moved, sized, coloured and deleted by keys', () => {
  expect(press('Enter')).toEqual({ kind: 'write' });
  expect(press('Delete')).toEqual({ kind: 'delete' });
  expect(press('Escape')).toEqual({ kind: 'leave' });
  expect(press('Ctrl+ArrowRight')).toMatchObject({ change: { x: 20, y: 20 } });
  expect(press('Shift+ArrowUp')).toMatchObject({ change: { x: 10, y: -30 } });
  expect(press('Alt+Shift+ArrowDown')).toMatchObject({ change: { width: 100, height: 70 } });
  expect(press('c')).toMatchObject({ change: { colour: 'yellow' } });
  expect(press('Ctrl+c')).toBeNull();
  expect(press('x')).toBeNull();
});
