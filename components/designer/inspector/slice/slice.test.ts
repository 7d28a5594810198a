import { expect, test } from 'vitest';
import { applyEdits, type TextEdit } from '../../../../core/dsl/edit/index.ts';
import { asShown, carriedOver, moveSlice, sliceOf } from './slice.ts';

const whole = 'nodes:\r\n  vm:\r\n    type: a\r\n  web: {}\r\n';
const start = whole.indexOf('vm:');
const slice = sliceOf('a.yaml', whole, { from: start, to: whole.indexOf('  web') });

test('a slice begins with its indentation and ends before the line end', () => {
  expect(slice).toMatchObject({ text: '  vm:\r\n    type: a', line: 2 });
  expect(asShown(slice.text)).toBe('  vm:\n    type: a');
  const noted = whole.replace('type: a', 'type: a  # why');
  expect(sliceOf('a.yaml', noted, { from: start, to: noted.indexOf('  #') }).text).toBe('  vm:\r\n    type: a  # why');
  const flow = sliceOf('a.yaml', 'n: { vm: {} }', { from: 5, to: 11 });
  expect(flow).toEqual({ file: 'a.yaml', from: 5, to: 11, text: 'vm: {}', line: 1 });
});

function moved(...edits: TextEdit[]): string {
  return moveSlice(slice, edits, applyEdits(whole, edits)).text;
}

test('a slice moves with the text before it and grows with its own', () => {
  const { from, to, text } = slice;
  expect(moved({ from: 0, to: 6, insert: 'node_templates:' })).toBe(text);
  expect(moved({ from: 0, to: 0, insert: '# a\n' }, { from: to + 2, to: to + 4, insert: '' })).toBe(text);
  expect(moved({ from, to: from, insert: '  db: {}\r\n' })).toBe(text);
  expect(moved({ from: to, to, insert: 'b' })).toBe(`${text}b`);
  expect(moved({ from: 0, to: 1, insert: '' }, { from: start, to: start + 2, insert: 'host' })).toBe(
    text.replace('vm', 'host'),
  );
  expect(moved({ from: from - 2, to: start, insert: '\n ' })).toBe(`\n ${text.trimStart()}`);
  expect(moved({ from: to - 1, to: to + 2, insert: 'c' })).toBe(`${text.slice(0, -1)}c`);
  const line = moveSlice(slice, [{ from: 0, to: 0, insert: '\n\n' }], `\n\n${whole}`).line;
  expect(line).toBe(4);
});

test('what was typed is carried over to a text that changed elsewhere, or not at all', () => {
  const base = 'vm:\n  type: a\n  properties: {}';
  const mine = base.replace('vm', 'host');
  expect(carriedOver(base, { mine, now: base.replace('{}', '{ x: 1 }') })).toBe(
    'host:\n  type: a\n  properties: { x: 1 }',
  );
  expect(carriedOver(base, { mine, now: base.replace('vm', 'box') })).toBe(null);
});
