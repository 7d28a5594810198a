import { expect, test } from 'vitest';
import { finderOf, lineParts } from './line-parts.ts';

function links(line: string): (string | null)[] {
  return lineParts(line, null).flatMap(({ href }) => (href === null ? [] : [href]));
}

test('only web addresses lead anywhere, and their text is the whole address', () => {
  expect(links('see https://example.org/a?b=c, or http://[::1]:80/.')).toEqual([
    'https://example.org/a?b=c',
    'http://[::1]:80/',
  ]);
  expect(links('javascript:alert(1) data:text/html,x file:///etc ftp://a')).toEqual([]);
  expect(links('(http://a.example/x)')).toEqual(['http://a.example/x']);
});

test('a link or a hit may span colours', () => {
  const parts = lineParts('\u001b[31mhttp://a.\u001b[32mexample/\u001b[0m end', finderOf({ text: 'A.EX' }));
  expect(parts.map(({ text, href, isHit }) => [text, href, isHit])).toEqual([
    ['http://', 'http://a.example/', false],
    ['a.', 'http://a.example/', true],
    ['ex', 'http://a.example/', true],
    ['ample/', 'http://a.example/', false],
    [' end', null, false],
  ]);
});

test('texts and patterns are found, with or without regard to case', () => {
  expect(finderOf({ text: 'a.b' })?.('A.B axb a.b')).toEqual([
    [0, 3],
    [8, 11],
  ]);
  expect(finderOf({ text: 'a.b', regex: true, matchCase: true })?.('A.B axb')).toEqual([[4, 7]]);
  expect(finderOf({ text: '(', regex: true })).toBeNull();
  expect(finderOf({ text: 'x*', regex: true })?.('aaa')).toEqual([]);
});

test('characters that nobody would see stand by themselves, and end an address', () => {
  const shown = (line: string) =>
    lineParts(line, null)
      .map(({ text, isUnseen }) => (isUnseen ? `[${text.codePointAt(0)?.toString(16)}]` : text))
      .join('');
  expect(shown('user\u202egnp.exe\u202c and \u2066more\u2069')).toBe('user[202e]gnp.exe[202c] and [2066]more[2069]');
  expect(shown('zero\u200bwidth\ufeff a\u200db \u009b31m \u{e0041}')).toBe(
    'zero[200b]width[feff] a[200d]b [9b]31m [e0041]',
  );
  expect(shown('\u{1f469}\u200d\u{1f4bb} \u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645 Größe')).not.toContain('[');
  expect(links('https://good.example/\u202emoc.live https://a.example/ö')).toEqual([
    'https://good.example/',
    'https://a.example/ö',
  ]);
  const whole = lineParts('a\u202eb', finderOf({ text: '\u202eb' }));
  expect(whole.map(({ text, isHit }) => [text, isHit])).toEqual([
    ['a', false],
    ['\u202e', true],
    ['b', true],
  ]);
});
