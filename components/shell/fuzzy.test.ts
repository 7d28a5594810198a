import { expect, test } from 'vitest';
import { fuzzyMatch } from './fuzzy.ts';

const names = ['cellar', 'wine-cellar', 'webcache', 'fleet', 'Executions', 'install – wine-cellar'];

function order(typed: string): string[] {
  return names
    .flatMap((name) => {
      const match = fuzzyMatch(typed, name);
      return match ? [{ name, score: match.score }] : [];
    })
    .sort((a, b) => b.score - a.score)
    .map(({ name }) => name);
}

test.each([
  ['wc', 'wine-cellar'],
  ['cellar', 'cellar'],
  ['exec', 'Executions'],
  ['inst cel', 'install – wine-cellar'],
  ['EXE', 'Executions'],
])('"%s" finds %s first', (typed, first) => {
  expect(order(typed)[0]).toBe(first);
});

test('every letter must be there, in its order', () => {
  expect(order('zz')).toEqual([]);
  expect(fuzzyMatch('teelf', 'fleet')).toBeNull();
  expect(fuzzyMatch('wcl', 'wine-cellar')?.places).toEqual([0, 5, 7]);
});

test('nothing typed fits everything', () => {
  expect(order('')).toHaveLength(names.length);
});
