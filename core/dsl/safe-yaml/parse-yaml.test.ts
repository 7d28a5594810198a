import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { stringify } from 'yaml';
import type { Json } from '../../blueprint/json.ts';
import { Report } from '../../diagnostics/report.ts';
import { parseYaml } from './parse-yaml.ts';
import { SourceText } from './source-text.ts';
import { entryRangeOf, keyRangeOf, rangeOf } from './syntax.ts';
import { toJson } from './to-json.ts';

function parse(text: string) {
  const report = new Report();
  const { root } = parseYaml(new SourceText('x.yaml', text), report);
  const problems = report.list().map((item) => `${item.code} ${item.range.start.line}:${item.range.start.column}`);
  return { root, value: root === null ? undefined : toJson(root), problems, report };
}

describe('what the YAML door lets in', () => {
  it('reads maps, lists and scalars', () => {
    expect(parse('a: [1, two, {b: yes}]\nc: |\n  text\n').value).toEqual({ a: [1, 'two', { b: true }], c: 'text\n' });
  });

  it('keeps quoted scalars as texts', () => {
    expect(parse(`a: "yes"\nb: '010'\nc: "null"`).value).toEqual({ a: 'yes', b: '010', c: 'null' });
  });

  it('knows where keys and values stand', () => {
    const { root } = parse('first: 1\nsecond:\n  inner: [x, yy]\n');
    const entry = root?.kind === 'map' ? root.entries.get('second') : undefined;
    const inner = entry?.value.kind === 'map' ? entry.value.entries.get('inner') : undefined;
    expect(inner && keyRangeOf(inner)).toMatchObject({ start: { line: 3, column: 3 }, end: { line: 3, column: 8 } });
    expect(inner && rangeOf(inner.value)).toMatchObject({
      start: { line: 3, column: 10 },
      end: { line: 3, column: 17 },
    });
    expect(entry && entryRangeOf(entry)).toMatchObject({ file: 'x.yaml', start: { line: 2, column: 1 } });
  });

  it('resolves aliases, and merge keys of maps and lists, the first of which wins', () => {
    const text = 'a: &a {x: 1, y: 1}\nb: &b {x: 2, z: 2}\nc: {<<: *a, y: 3}\nd: {<<: [*a, *b]}\ne: *a\n';
    expect(parse(text).value).toEqual({
      a: { x: 1, y: 1 },
      b: { x: 2, z: 2 },
      c: { x: 1, y: 3 },
      d: { x: 1, y: 1, z: 2 },
      e: { x: 1, y: 1 },
    });
  });

  it('allows many uses of one scalar anchor', () => {
    const uses = Array.from({ length: 5000 }, (_, index) => `k${index}: *a`).join('\n');
    const { problems, value } = parse(`a: &a 1\n${uses}`);
    expect(problems).toEqual([]);
    expect(Object.keys(value as object)).toHaveLength(5001);
  });

  it('takes __proto__ and constructor for plain keys', () => {
    const { value } = parse('__proto__: {polluted: 1}\nconstructor: {prototype: {polluted: 1}}\n');
    expect(Object.keys(value as object)).toEqual(['__proto__', 'constructor']);
    expect(({} as { polluted?: number }).polluted).toBeUndefined();
    expect(Object.getPrototypeOf(value)).toBe(Object.prototype);
  });

  it('reads an empty text as null', () => {
    expect(parse('')).toMatchObject({ value: null, problems: [] });
    expect(parse('# only a comment\n')).toMatchObject({ value: null, problems: [] });
  });

  it('writes what JSON can hold and reads it again', () => {
    const json = fc.jsonValue({ maxDepth: 5, noUnicodeString: false }).filter((value) => isPlain(value as Json));
    fc.assert(
      fc.property(json, (value) => {
        const { value: read } = parse(stringify(value, { version: '1.1', lineWidth: 0, aliasDuplicateObjects: false }));
        expect(read).toEqual(JSON.parse(JSON.stringify(value)));
      }),
      { numRuns: 100 },
    );
  });
});

/** Numbers that YAML 1.1 takes for texts, characters no plan can hold and tabs, which the package does not quote, are left out. */
function isPlain(value: Json): boolean {
  if (typeof value === 'number') return Number.isSafeInteger(value) && !Object.is(value, -0);
  if (typeof value === 'string') return value.isWellFormed() && !/[\0\t\x7f-\x9f\ufeff\u2028\u2029=]/.test(value);
  if (Array.isArray(value)) return value.every(isPlain);
  if (typeof value !== 'object' || value === null) return true;
  return Object.entries(value).every(([key, item]) => isPlain(key) && key !== '<<' && isPlain(item));
}

describe('what the YAML door keeps out', () => {
  it.each([
    ['two thousand lists in one line', '- '.repeat(2000)],
    ['a hundred thousand open brackets', '['.repeat(100_000)],
    ['a hundred thousand open braces', '{a: '.repeat(100_000)],
    ['two thousand levels of indentation', Array.from({ length: 2000 }, (_, n) => `${' '.repeat(n)}a:`).join('\n')],
    ['nested explicit keys', '? '.repeat(2000)],
  ])('%s', (_name, text) => {
    const { root, problems } = parse(text);
    expect(root).toBeNull();
    expect(problems).toEqual([expect.stringMatching(/^DSL9002 /)]);
  });

  it('but lets in what nests 90 levels deep', () => {
    const text = `${Array.from({ length: 90 }, (_, n) => `${' '.repeat(n)}a:`).join('\n')} 1`;
    expect(parse(text).problems).toEqual([]);
  });

  it('aliases that multiply', () => {
    const levels = [...'bcdefghi'].map((name, n) => `${name}: &${name} [${`*${'abcdefgh'[n]}, `.repeat(9)}]`);
    const { root, problems } = parse(['a: &a [x, x, x, x, x, x, x, x, x]', ...levels].join('\n'));
    expect(root).toBeNull();
    expect(problems).toEqual([expect.stringMatching(/^DSL9003 /)]);
  });

  it('aliases that nest', () => {
    const levels = Array.from({ length: 400 }, (_, n) => `a${n + 1}: &a${n + 1} [*a${n}]`);
    expect(parse(['a0: &a0 [x]', ...levels].join('\n')).problems).toEqual([expect.stringMatching(/^DSL9003 /)]);
  });

  it('aliases of themselves and of nothing', () => {
    expect(parse('a: &a [*a]').problems).toEqual(['DSL9000 1:8']);
    expect(parse('a: *nothing').problems).toEqual(['DSL9000 1:4']);
  });

  it.each([
    ['an unclosed bracket', 'a: [1\nb: 2', 'DSL9000 2:1'],
    ['a tab as indentation', 'a:\n\tb: 1', 'DSL9000 2:1'],
    ['two documents', 'a: 1\n---\nb: 2\n', 'DSL9000 2:1'],
    ['a tag of its own', 'a: !secret x', 'DSL9005 1:12'],
    ['a lone equals sign', 'a: =', 'DSL9005 1:4'],
    ['a list as key', '? [a]\n: 1', 'DSL9006 1:3'],
    ['NUL in a text', 'a: "x\\0y"', 'DSL0108 1:4'],
    ['half of a surrogate pair', 'a: "x\\ud800y"', 'DSL0108 1:4'],
    ['a merge of something that is no map', 'a: {<<: 5}', 'DSL9000 1:9'],
  ])('%s', (_name, text, problem) => {
    expect(parse(text).problems).toEqual([problem]);
  });

  it('a text of more than 4 MB', () => {
    expect(parse(`a: ${'x'.repeat(4 * 1024 * 1024)}`).problems).toEqual(['DSL9001 1:1']);
  });

  it('reports a key that is written twice, and the last counts', () => {
    const { value, problems, report } = parse('a: 1\nb: {x: 1, x: 2}\na: 3\n');
    expect(value).toEqual({ a: 3, b: { x: 2 } });
    expect(problems).toEqual(['DSL9004 2:11', 'DSL9004 3:1']);
    expect(report.errors).toBe(0);
    expect(report.list()[1]?.detail).toContain('line 1');
  });

  it('never throws, whatever the text', () => {
    const noise = fc.string({ unit: fc.constantFrom(...'ab:-?[]{},&*!|>%@`\'"# \n\t<=~01.'.split('')), maxLength: 60 });
    fc.assert(
      fc.property(noise, (text) => void parse(text)),
      { numRuns: 2000 },
    );
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => void parse(text)),
      { numRuns: 500 },
    );
  });
});

describe('texts made to exhaust', () => {
  it.each([
    [
      'merges of a large map',
      `a: &a {${Array.from({ length: 5000 }, (_, n) => `k${n}: 1`).join(', ')}}\n`,
      'b: {<<: *a}\n',
    ],
    ['merges of lists', 'a: &a {x: 1}\n', `b: {<<: [${'*a, '.repeat(300)}]}\n`],
  ])('%s', (_name, head, line) => {
    const text = head + Array.from({ length: 2000 }, (_, n) => n + line).join('');
    expect(parse(text).problems).toEqual([expect.stringMatching(/^DSL9003 /)]);
  });

  it.each([
    ['keys of one map', (n: number) => Array.from({ length: n }, (_, at) => `key_${at}: {a: 1}`).join('\n')],
    ['items of one list', (n: number) => '- a\n'.repeat(n)],
    ['maps that one key merges', (n: number) => `a: &a {x: 1}\nb: {<<: [${'*a, '.repeat(n)}]}`],
    ['anchors', (n: number) => Array.from({ length: n }, (_, at) => `- &a${at} x`).join('\n')],
    ['empty lines', (n: number) => `a: b${'\n'.repeat(n * 10)}c: d`],
    ['spaces', (n: number) => `a: b${' '.repeat(n * 10)}\nc: d`],
    ['quotes that are never closed', (n: number) => `a: "${'x '.repeat(n)}`],
    ['brackets that are never closed', (n: number) => `${'k: [\n'.repeat(n / 10)}`],
    ['keys that are equal', (n: number) => 'a: 1\n'.repeat(n)],
    ['tabs', (n: number) => 'a:\n\tb: 1\n'.repeat(n)],
    ['keys without a colon', (n: number) => `a: 1\n${'b\n'.repeat(n)}`],
    ['plain texts over lines', (n: number) => `a:\n${'  b\n'.repeat(n)}`],
    ['signs that are no keys', (n: number) => '- =\n'.repeat(n)],
  ])('%s: a hundred thousand', (_name, text) => {
    parse(text(100_000));
  });
});
