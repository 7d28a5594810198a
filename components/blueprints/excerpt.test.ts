import { expect, test } from 'vitest';
import type { SourceRange } from '../../core/diagnostics/diagnostic.ts';
import { excerpt } from './excerpt.ts';

function range(from: [number, number], to: [number, number]): SourceRange {
  return {
    file: 'a.yaml',
    start: { line: from[0], column: from[1], offset: 0 },
    end: { line: to[0], column: to[1], offset: 0 },
  };
}

const text = 'node_templates:\r\n  web:\r\n    type: x.Nope\r\n';

test('marks the range in its line', () => {
  expect(excerpt(text, range([3, 11], [3, 17]))).toEqual({ before: '    type: ', marked: 'x.Nope', after: '' });
});

test('a range over several lines is marked to the end of its first', () => {
  expect(excerpt(text, range([2, 3], [4, 1]))).toEqual({ before: '  ', marked: 'web:', after: '' });
});

test('an empty range marks the character at which it stands', () => {
  expect(excerpt(text, range([2, 3], [2, 3]))?.marked).toBe('w');
});

test('a place outside of the text has no excerpt', () => {
  expect(excerpt(text, range([40, 1], [40, 2]))).toBeNull();
});
