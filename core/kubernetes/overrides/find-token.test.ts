import fc from 'fast-check';
import { expect, it } from 'vitest';
import { findToken } from './find-token.ts';

/** The patterns of the old plugin, whose cost grows with the square of the length. */
const patterns = { 2015: /@\{([^,}]*),([^}]*)\}/, 2016: /@\{([^}]+)\}|%\{([^}]+)\}/ } as const;

it.each(['2015', '2016'] as const)('the tokens of %s are those of the old plugin', (generation) => {
  const text = fc.array(fc.constantFrom('@{', '%{', '@', '{', '}', ',', 'a', ' ')).map((parts) => parts.join(''));
  fc.assert(
    fc.property(text, (given) => {
      const token = findToken(given, generation);
      const found = patterns[generation].exec(given);
      expect(token === null ? null : given.slice(token.start, token.end)).toBe(found?.[0] ?? null);
      expect(token?.start ?? null).toBe(found?.index ?? null);
    }),
    { numRuns: 2000 },
  );
});

it('is as quick with a text full of beginnings', () => {
  const tokens = ['2015', '2016'].flatMap((generation) =>
    ['@{', '@{a}', '@{,'].map((part) => findToken(part.repeat(100_000), generation as '2015' | '2016')?.start ?? null),
  );
  expect(tokens).toEqual([null, null, null, null, 0, null]);
});
