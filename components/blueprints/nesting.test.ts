import { expect, test } from 'vitest';
import { isTooDeep } from './nesting.ts';

test.each([
  ['a: [[1, 2], {b: []}]\n'.repeat(5_000), false],
  [`a: ${'['.repeat(2_000)}${']'.repeat(2_000)}`, true],
  [`a: ${'{b: '.repeat(2_000)}`, true],
  ['- '.repeat(2_000), true],
  [Array.from({ length: 500 }, (_, at) => `${' '.repeat(at)}a:`).join('\n'), true],
  ['- one\n  - two\n', false],
])('a text of this depth', (text, expected) => {
  expect(isTooDeep(text)).toBe(expected);
});
