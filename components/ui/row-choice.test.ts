import { expect, test } from 'vitest';
import { keepOrder, keysBetween, rowAfterKey, withKeys } from './row-choice.ts';

const keys = [...'abcde'];

test('a range goes both ways, and without a beginning it is one row', () => {
  expect(keysBetween(keys, 'b', 'd')).toEqual(['b', 'c', 'd']);
  expect(keysBetween(keys, 'd', 'b')).toEqual(['b', 'c', 'd']);
  expect(keysBetween(keys, null, 'c')).toEqual(['c']);
  expect(keysBetween(keys, 'gone', 'c')).toEqual(['c']);
});

test('keys are added once and taken away', () => {
  expect(withKeys(['a', 'b'], ['b', 'c'], true)).toEqual(['a', 'b', 'c']);
  expect(withKeys(['a', 'b'], ['b', 'c'], false)).toEqual(['a']);
});

test.each([
  ['ArrowDown', 0, 1],
  ['ArrowDown', 4, 4],
  ['ArrowUp', 0, 0],
  ['PageDown', 1, 4],
  ['Home', 3, 0],
  ['End', 1, 4],
  ['x', 1, null],
])('%s at row %i leads to %j', (key, at, to) => expect(rowAfterKey(key, at, keys.length)).toBe(to));

test('rows that are held keep their places and show what is new in them', () => {
  const row = (id: string, status: string) => ({ id, status });
  const held = [row('a', 'runs'), row('b', 'runs'), row('c', 'runs')];
  const now = [row('n', 'runs'), row('c', 'done'), row('a', 'runs')];
  expect(keepOrder(held, now, ({ id }) => id)).toEqual({
    rows: [row('a', 'runs'), row('b', 'runs'), row('c', 'done')],
    waiting: 1,
  });
});
