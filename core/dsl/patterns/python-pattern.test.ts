import { describe, expect, it } from 'vitest';
import { compilePattern, isPythonPattern } from './python-pattern.ts';

function matches(pattern: string, text: string): boolean | string {
  const compiled = compilePattern(pattern);
  return compiled.ok ? compiled.matchesAtStart(text) : compiled.problem;
}

describe('a pattern', () => {
  it.each<[string, string, boolean]>([
    // Anchored at the start only.
    ['a{3}b{1}c+', 'aaabcce', true],
    ['b', 'ab', false],
    ['a|b', 'bx', true],
    ['', 'anything', true],
    ['a$', 'a\n', true],
    ['a$', 'a\n\n', false],
    ['a\\Z', 'a\n', false],
    ['a\\Z', 'a', true],
    ['(?m)a$', 'a\nb', true],
    ['a{,2}b', 'aab', true],
    ['a{,2}b', 'aaab', false],
    ['x{a', 'x{a', true],
    ['{}', '{}', true],
    ['[[:alpha:]', 'a', true],
    ['[]a]+', ']a', true],
    ['[^]a]', 'b', true],
    ['[a-]', '-', true],
    ['[\\w.-]+@x', 'ä_1.-@x', true],
    ['\\d+$', '٣4', true],
    ['\\s\\S\\W\\D', '\u00a0x-x', true],
    ['(?i)ABC', 'abc', true],
    ['(?i:A)b', 'aB', false],
    ['(?s)a.b', 'a\nb', true],
    ['a.b', 'a\nb', false],
    ['(?x) a b # comment\n c', 'abc', true],
    ['(?P<year>\\d{4})-(?:0|1)', '2024-1', true],
    ['a(?#note)b', 'ab', true],
    ['\\x41\\u0042\\U00000043\\103\\0', 'ABCC\0', true],
    ['[\\b]', '\b', true],
    ["\\'\\-\\/", "'-/", true],
    ['😀+$', '😀😀', true],
    ['^(hi)|(ab)$', 'hix', true],
  ])('%j on %j: %s', (pattern, text, expected) => {
    expect(matches(pattern, text)).toBe(expected);
  });

  it.each([
    '(',
    ')',
    '*a',
    'a**',
    '[a',
    '[z-a]',
    '\\',
    '\\q',
    'a{3,2}',
    '(?P<1>a)',
    '(?<n>a)',
    '(?z)',
    '\\x4',
    '\\p{L}',
  ])('%j is none', (pattern) => {
    expect(compilePattern(pattern)).toMatchObject({ ok: false, python: true });
    expect(isPythonPattern(pattern)).toBe(false);
  });

  it.each([
    '(?=a)',
    'a(?!b)',
    '(?<=a)b',
    '(?<!a)b',
    '(a)\\1',
    '(?P<x>a)(?P=x)',
    'a{2000}',
    'a++',
    '(?>a)',
    '\\N{DIGIT ONE}',
  ])('%j is one that cannot be matched here', (pattern) => {
    expect(compilePattern(pattern)).toMatchObject({ ok: false, python: false });
    expect(isPythonPattern(pattern)).toBe(true);
  });

  it.each(['(a+)+$', '(a|aa)+$', '(.*a){20}', '([a-zA-Z]+)*$', '^(\\w+\\s?)*$'])(
    '%j takes no time that grows faster than the text',
    (pattern) => {
      const compiled = compilePattern(pattern);
      if (!compiled.ok) throw new Error(compiled.problem);
      expect(typeof compiled.matchesAtStart(`${'a'.repeat(100_000)}!`)).toBe('boolean');
    },
  );
});
