import { expect, test } from 'vitest';
import { isBare, nameStroke, StrokeReader } from './key-strokes.ts';

const none = { ctrlKey: false, metaKey: false, altKey: false, shiftKey: false };
const press = (key: string, held: Partial<typeof none> = {}) => ({ ...none, ...held, key });

test.each([
  [press('k', { ctrlKey: true }), 'Mod+K'],
  [press('k', { metaKey: true }), 'Mod+K'],
  [press('?', { shiftKey: true }), '?'],
  [press('E', { shiftKey: true }), 'Shift+E'],
  [press('F8', { shiftKey: true }), 'Shift+F8'],
  [press('ArrowDown', { altKey: true }), 'Alt+ArrowDown'],
  [{ ...press('å', { altKey: true }), code: 'KeyA' }, 'Alt+A'],
  [{ ...press('ˇ', { altKey: true, shiftKey: true }), code: 'KeyT' }, 'Alt+Shift+T'],
])('%o is read as %s', (given, name) => {
  expect(nameStroke(given)).toBe(name);
});

test('keys one after the other count when they follow soon', () => {
  const offered = ['G D', 'D', '?'];
  const reader = new StrokeReader();
  expect(reader.read(press('g'), offered, 0)).toBeNull();
  expect(reader.read(press('Shift', { shiftKey: true }), offered, 50)).toBeNull();
  expect(reader.read(press('d'), offered, 100)).toBe('G D');
  expect(reader.read(press('d'), offered, 200)).toBe('D');
  reader.read(press('g'), offered, 300);
  expect(reader.read(press('d'), offered, 5_000)).toBe('D');
});

test('a key that is a letter belongs to text fields', () => {
  expect(['E', '?', 'Shift+E', 'G D', '/'].every(isBare)).toBe(true);
  expect(['Mod+K', 'Alt+ArrowDown', 'F8'].some(isBare)).toBe(false);
});
