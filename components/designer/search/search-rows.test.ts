import { expect, test } from 'vitest';
import type { TextMatch } from '../../../core/text/find-in-texts.ts';
import { foldStepOf, searchRows, stepOf } from './search-rows.ts';

const match = (from: number): TextMatch => ({
  ...{ from, to: from + 1, line: 1, before: '', found: 'x', after: '', put: null },
});

test('rows are walked, folded and opened by keys', () => {
  const files = [
    { path: 'a', matches: [match(0), match(4)] },
    { path: 'b', matches: [match(1)] },
  ];
  const rows = searchRows(files, new Set());
  expect(rows.map(({ id }) => id)).toEqual(['a', 'a:0', 'a:4', 'b', 'b:1']);
  expect(searchRows(files, new Set(['a'])).map(({ id }) => id)).toEqual(['a', 'b', 'b:1']);
  expect(stepOf('ArrowDown', rows, 1)).toBe(2);
  expect(stepOf('PageDown', rows, 1)).toBe(4);
  expect(stepOf('ArrowUp', rows, 0)).toBe(0);
  expect(stepOf('Enter', rows, 0)).toBe('fold');
  expect(stepOf('Enter', rows, 1)).toBe('open');
  expect(stepOf('ArrowDown', [], 0)).toBe(null);
  expect(foldStepOf('ArrowLeft', rows, 2)).toBe(0);
  expect(foldStepOf('ArrowLeft', rows, 0)).toBe('fold');
  expect(foldStepOf('ArrowRight', rows, 0)).toBe(null);
  expect(foldStepOf('End', rows, 0)).toBe(4);
});
