import { expect, test } from 'vitest';
import { formatSort, parseSort, type SortValue, sortRows } from './sort-rows.ts';

test.each<[SortValue[], SortValue[], SortValue[]]>([
  [
    [2, null, 10, 1],
    [1, 2, 10, null],
    [10, 2, 1, null],
  ],
  [
    ['web-10', 'Web-2', null, 'app'],
    ['app', 'Web-2', 'web-10', null],
    ['web-10', 'Web-2', 'app', null],
  ],
])('%j upwards and downwards, what is unknown last', (values, up, down) => {
  const same = (value: SortValue) => value;
  expect(sortRows(values, same, false)).toEqual(up);
  expect(sortRows(values, same, true)).toEqual(down);
});

test('rows of equal value keep their order', () => {
  const rows = [...'cab'].map((name) => ({ name, size: 1 }));
  expect(sortRows(rows, ({ size }) => size, true)).toEqual(rows);
});

test.each(['name', '-name'])('%s is the same after reading and writing', (text) => {
  expect(formatSort(parseSort(text))).toBe(text);
});
