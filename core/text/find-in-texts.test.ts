import { describe, expect, it } from 'vitest';
import { findInTexts, type TextQuery } from './find-in-texts.ts';

const texts = new Map([
  ['b.yaml', 'node:\r\n  Port: $8.0\r\n  port: port  \r\n'],
  ['a.sh', 'echo $8.0 \u{1F600}{'],
]);

function find(text: string, more: Partial<TextQuery> = {}, most = 100) {
  const plain = { matchesCase: false, isWholeWord: false, isExpression: false, replacement: null };
  return findInTexts(texts, { ...plain, text, ...more }, most);
}

/** Where something is found, and what takes its place. */
function places(text: string, more: Partial<TextQuery> = {}): string[] {
  const found = find(text, more);
  if (!found.ok) throw new Error(found.problem);
  return found.files.flatMap(({ path, matches }) =>
    matches.map(({ from, to, line, put }) => {
      const written = (texts.get(path) ?? '').slice(from, to);
      return `${path}:${line} ${written}${put === null ? '' : ` > ${put}`}`;
    }),
  );
}

describe('a text', () => {
  it('is found in all texts, by their lines, as it is', () => {
    expect(places('port')).toEqual(['b.yaml:2 Port', 'b.yaml:3 port', 'b.yaml:3 port']);
    expect(places('$8.0')).toEqual(['a.sh:1 $8.0', 'b.yaml:2 $8.0']);
    expect(places('.')).toEqual(['a.sh:1 .', 'b.yaml:2 .']);
    expect(places('')).toEqual([]);
  });

  it('is found by its case and as a whole word where that is asked for', () => {
    expect(places('Port', { matchesCase: true })).toEqual(['b.yaml:2 Port']);
    expect(places('por', { isWholeWord: true })).toEqual([]);
    expect(places('port', { isWholeWord: true })).toHaveLength(3);
    expect(places('{', { isWholeWord: true })).toEqual(['a.sh:1 {']);
  });

  it('is told with what stands around it, and no more than asked for', () => {
    expect(find('$8.0', {}, 1)).toEqual({
      ok: true,
      files: [
        {
          path: 'a.sh',
          matches: [{ from: 5, to: 9, line: 1, before: 'echo ', found: '$8.0', after: ' \u{1F600}{', put: null }],
        },
      ],
      count: 1,
      isMore: true,
    });
    const long = findInTexts(
      new Map([['a', `${'x'.repeat(100)}yz${'x'.repeat(300)}`]]),
      { text: 'yz', matchesCase: true, isWholeWord: false, isExpression: false, replacement: null },
      5,
    );
    expect(long.ok && long.files[0]?.matches[0]).toMatchObject({
      before: `…${'x'.repeat(60)}`,
      after: 'x'.repeat(200),
    });
  });

  it('is replaced by what is written, whatever that is', () => {
    expect(places('$8.0', { replacement: '$&' })).toEqual(['a.sh:1 $8.0 > $&', 'b.yaml:2 $8.0 > $&']);
  });
});

describe('an expression', () => {
  it('is held against a line at a time', () => {
    expect(places('\\s+$', { isExpression: true })).toEqual(['b.yaml:3   ']);
    expect(places('^node:.*', { isExpression: true })).toEqual(['b.yaml:1 node:']);
    expect(places('x*', { isExpression: true })).toEqual([]);
  });

  it('may have a brace that is alone, and does not part a character', () => {
    expect(places('{', { isExpression: true })).toEqual(['a.sh:1 {']);
    expect(places('.{', { isExpression: true })).toEqual([]);
    expect(places(' .', { isExpression: true, matchesCase: true })).toContain('a.sh:1 \u{20}\u{1F600}');
  });

  it('is replaced with what its groups matched', () => {
    const query = { isExpression: true, replacement: '$2-$1$$$&$<no>$9' };
    expect(places('(ec)(ho)', query)).toEqual(['a.sh:1 echo > ho-ec$echo$<no>$9']);
    expect(places('(?<first>e)c', { ...query, replacement: '$<first>!' })).toEqual(['a.sh:1 ec > e!']);
  });

  it('that is none is explained', () => {
    expect(find('(', { isExpression: true })).toEqual({
      ok: false,
      problem: 'This is no regular expression: unterminated group.',
    });
    expect(find('a)(b', { isExpression: true, isWholeWord: true })).toMatchObject({ ok: false });
  });
});
