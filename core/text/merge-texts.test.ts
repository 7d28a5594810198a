import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { diffLines, splitLines } from './diff-lines.ts';
import { mergeTexts } from './merge-texts.ts';

const texts = fc
  .array(fc.constantFrom('a\n', 'b\n', 'c\r\n', 'd\n', '\n'), { maxLength: 14 })
  .map((lines) => lines.join(''));
const withEnd = fc.tuple(texts, fc.constantFrom('', 'end')).map(([text, end]) => text + end);

function applyHunks(before: string, after: string): string {
  const lines = splitLines(before);
  for (const { start, end, lines: put } of diffLines(lines, splitLines(after)).toReversed())
    lines.splice(start, end - start, ...put);
  return lines.join('');
}

describe('lines that differ', () => {
  test('lead from any text to any other', () => {
    fc.assert(
      fc.property(withEnd, withEnd, (before, after) => {
        expect(applyHunks(before, after)).toBe(after);
      }),
    );
  });

  test('are the fewest', () => {
    const before = splitLines('a\nb\nc\nd\ne\n');
    expect(diffLines(before, splitLines('a\nB\nc\ne\nf\n'))).toEqual([
      { start: 1, end: 2, lines: ['B\n'] },
      { start: 3, end: 4, lines: [] },
      { start: 5, end: 5, lines: ['f\n'] },
    ]);
  });

  test('are one hunk when there are too many, in bounded time', () => {
    const long = (letter: string) => Array.from({ length: 20_000 }, (_, n) => `${letter}${n}\n`);
    expect(diffLines(long('a'), long('b'))).toHaveLength(1);
  });
});

describe('two changes of one text', () => {
  const base = 'a\nb\nc\nd\ne\n';
  test.each([
    ['far from each other', 'A\nb\nc\nd\ne\n', 'a\nb\nc\nd\nE\n', 'A\nb\nc\nd\nE\n'],
    ['in lines next to each other', 'a\nB\nc\nd\ne\n', 'a\nb\nC\nd\ne\n', 'a\nB\nC\nd\ne\n'],
    ['alike', 'a\nB\nc\nd\ne\n', 'a\nB\nc\nd\ne\n', 'a\nB\nc\nd\ne\n'],
    ['alike and elsewhere', 'a\nB\nc\nd\ne\n', 'a\nB\nc\nd\nE\n', 'a\nB\nc\nd\nE\n'],
    ['one of which adds, the other removes', 'a\nnew\nb\nc\nd\ne\n', 'a\nb\nc\n', 'a\nnew\nb\nc\n'],
  ])('%s are both carried out', (...[, mine, theirs, text]) => {
    expect(mergeTexts(base, { mine, theirs })).toEqual({ text, conflicts: 0 });
  });

  test.each([
    ['the same line', 'a\nB1\nc\nd\ne\n', 'a\nB2\nc\nd\ne\n'],
    ['lines at the same place', 'a\nx\nb\nc\nd\ne\n', 'a\ny\nb\nc\nd\ne\n'],
    ['lines that the other removed', 'a\nb\nC\nd\ne\n', 'a\ne\n'],
  ])('of %s are a conflict, in which mine stays', (_, mine, theirs) => {
    expect(mergeTexts(base, { mine, theirs })).toEqual({ text: mine, conflicts: 1 });
  });

  test('when only one of them is one, that one holds; the order of the two is the same without conflicts', () => {
    fc.assert(
      fc.property(withEnd, withEnd, withEnd, (before, mine, theirs) => {
        expect(mergeTexts(before, { mine, theirs: before })).toEqual({ text: mine, conflicts: 0 });
        expect(mergeTexts(before, { mine: before, theirs })).toEqual({ text: theirs, conflicts: 0 });
        const merged = mergeTexts(before, { mine, theirs });
        const other = mergeTexts(before, { mine: theirs, theirs: mine });
        expect(merged.conflicts).toBe(other.conflicts);
        if (merged.conflicts === 0) expect(merged.text).toBe(other.text);
      }),
    );
  });
});
