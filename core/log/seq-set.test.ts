import fc from 'fast-check';
import { expect, test } from 'vitest';
import { SeqSet } from './seq-set.ts';

function setOf(seqs: readonly number[], lastSeq: number, steps: readonly number[] = []): SeqSet {
  const set = new SeqSet();
  for (const to of [...steps, lastSeq].filter((step) => step <= lastSeq).toSorted((a, b) => a - b)) {
    const from = set.covered;
    set.extend(
      seqs.filter((seq) => seq > from && seq <= to).map((seq) => seq - from),
      to,
    );
  }
  return set;
}

test('knows places as a sorted list does, however it grew', () => {
  const lines = fc.integer({ min: 1, max: 6_000 });
  fc.assert(
    fc.property(
      fc.record({ last: lines, any: fc.uniqueArray(lines, { maxLength: 300 }), steps: fc.array(lines), probe: lines }),
      ({ last, any, steps, probe }) => {
        const seqs = any.filter((seq) => seq <= last).toSorted((a, b) => a - b);
        const set = setOf(seqs, last, steps);
        const seq = Math.min(probe, last);
        expect(set.count).toBe(seqs.length);
        expect(set.rank(seq)).toBe(seqs.filter((other) => other < seq).length);
        expect(set.next(seq)).toBe(seqs.find((other) => other >= seq) ?? null);
        expect(set.previous(seq)).toBe(seqs.findLast((other) => other <= seq) ?? null);
        expect(set.at(probe % 310)).toBe(seqs[probe % 310] ?? null);
        expect(set.slice(3, 20)).toEqual(seqs.slice(3, 23));
        expect(set.ruler(200, last).reduce((sum, part) => sum + part, 0)).toBe(seqs.length);
      },
    ),
    { numRuns: 300 },
  );
});

test('the ruler puts each line where it is', () => {
  const ruler = setOf([1, 5_000, 5_001, 1_000_000], 1_000_000).ruler(200, 1_000_000);
  expect([ruler[0], ruler[1], ruler[199]]).toEqual([2, 1, 1]);
  expect(setOf([], 0).ruler(4, 0)).toEqual([0, 0, 0, 0]);
});

test('a full million lines take little memory', () => {
  const set = new SeqSet();
  for (let from = 0; from < 1_000_000; from += 100_000) {
    set.extend(
      Array.from({ length: 100_000 }, (_, n) => n + 1),
      from + 100_000,
    );
  }
  expect([set.count, set.at(999_999), set.rank(500_001)]).toEqual([1_000_000, 1_000_000, 500_000]);
  expect(set.size).toBeLessThan(400_000);
});
