import { describe, expect, it } from 'vitest';
import { Report } from '../../diagnostics/report.ts';
import { parseYaml } from './parse-yaml.ts';
import { SourceText } from './source-text.ts';
import { toJson } from './to-json.ts';

function read(text: string) {
  const report = new Report();
  const { root, partial } = parseYaml(new SourceText('x.yaml', text), report);
  return { value: root === null ? undefined : toJson(root), partial, report };
}

/** Lines of one text. */
const lines = (...all: string[]) => `${all.join('\n')}\n`;

type Accepted = [rule: string, text: string, value: unknown];

const blocks: Accepted[] = [
  ['list items at the indentation of their key', lines('a:', '- 1', '- 2', 'b: 3'), { a: [1, 2], b: 3 }],
  ['list items indented further', lines('a:', '   - 1', '   - 2', 'b: 3'), { a: [1, 2], b: 3 }],
  ['lists in lists in one line', '- - a\n  - b\n- c', [['a', 'b'], 'c']],
  ['maps in lists', '- a: 1\n  b: 2\n-\n  c: 3\n- ', [{ a: 1, b: 2 }, { c: 3 }, null]],
  ['a map behind a list at the same indentation', 'a:\n- b: 1\n  c: 2\nd:', { a: [{ b: 1, c: 2 }], d: null }],
  ['values in the next line', 'a:\n  b\nc:\n  "d"\n', { a: 'b', c: 'd' }],
  ['values that are not written', 'a:\nb: # none\nc: ~', { a: null, b: null, c: null }],
  ['explicit keys', '? a\n: b\n? c\n? |\n  d\n: - e', { a: 'b', c: null, 'd\n': ['e'] }],
  ['quoted keys', '"a b" : 1\n\'c: d\': 2', { 'a b': 1, 'c: d': 2 }],
  ['keys of other types', '1: a\ntrue: b\n~: c\n1.0: d', { '1': 'a', true: 'b', null: 'c', '1.0': 'd' }],
  ['an equals sign as key', '=: 1', { '=': 1 }],
  ['Windows line ends', 'a: 1\r\nb:\r\n  - c\r\n  - |\r\n    d\r\n    e\r\n', { a: 1, b: ['c', 'd\ne\n'] }],
  ['a byte order mark', '\ufeffa: 1\nb: 2', { a: 1, b: 2 }],
  ['comments anywhere', '# c\na: 1 # c\n # c\nb:\n# c\n  - 1\n# c\n', { a: 1, b: [1] }],
  ['a comment directly behind a quote or bracket', 'a: "b"#c\nd: [e]#f', { a: 'b', d: ['e'] }],
  ['a document with its marks', '%YAML 1.1\n# c\n---\na: 1\n...\n# end\n', { a: 1 }],
  ['a text behind the mark', '--- "a"', 'a'],
  ['an empty document', '---\n...\n', null],
];

const plain: Accepted[] = [
  ['texts over lines', 'a: b\n  c\n\n  d\n\n\n  e\nf: g', { a: 'b c\nd\n\ne', f: 'g' }],
  [
    'signs inside texts',
    'a: b#c\nd: e:f\ng: -h\ni: ?j\nk: :l\nm: a, [b]',
    {
      a: 'b#c',
      d: 'e:f',
      g: '-h',
      i: '?j',
      k: ':l',
      m: 'a, [b]',
    },
  ],
  ['a dash in a continued text', 'a: b\n  - c', { a: 'b - c' }],
  ['a quote in a text', 'a: it\'s "so"', { a: 'it\'s "so"' }],
  ['inner spaces', 'a: b   c  ', { a: 'b   c' }],
  ['a colon as key', ':: 1', { ':': 1 }],
  ['colons in brackets', '[a:b, "c":d, {e:f: g}]', ['a:b', { c: 'd' }, { 'e:f': 'g' }]],
  ['a lone dash in brackets', '[-, -a]', ['-', '-a']],
];

const quoted: Accepted[] = [
  ['doubled single quotes', "a: 'it''s'", { a: "it's" }],
  ['single quotes over lines', "a: 'b  \n   c\n\n  d'", { a: 'b c\nd' }],
  ['double quotes over lines', 'a: "b  \n   c\n\n\n  d\n"', { a: 'b c\n\nd ' }],
  ['quotes over lines that are not indented', 'a:\n  b: "c\nd"', { a: { b: 'c d' } }],
  ['escaped line breaks', 'a: "b \\\n   c\\\n\n  \\ d"', { a: 'b c\n d' }],
  [
    'escapes',
    '"\\0x\\a\\b\\t\\n\\v\\f\\r\\e\\ \\"\\/\\\\\\N\\_\\L\\P\\x41\\u0042\\U0001F600"'.replace('\\0x', ''),
    '\x07\b\t\n\v\f\r\x1b "/\\\x85\xa0\u2028\u2029AB😀',
  ],
  ['no escapes in single quotes', "'\\n'", '\\n'],
  ['tabs in quotes', '"a\tb \t\n \t c"', 'a\tb c'],
  ['empty quotes', '["", \'\']', ['', '']],
];

const blockScalars: Accepted[] = [
  ['literal texts', 'a: |\n  b\n   c\n\n  d\n\ne: f', { a: 'b\n c\n\nd\n', e: 'f' }],
  ['folded texts', 'a: >\n  b\n  c\n\n  d\n    e\n  f\n', { a: 'b c\nd\n  e\nf\n' }],
  ['chomping', 'a: |-\n  b\n\nc: |+\n  d\n\ne: >-\n  f\n', { a: 'b', c: 'd\n\n', e: 'f' }],
  ['given indentation', 'a: |2\n    b\n   c\nd: |1-\n  e\n', { a: '  b\n c\n', d: ' e' }],
  ['signs in either order', 'a: |-1\n b\nc: >1+\n d\n\n', { a: 'b', c: 'd\n\n' }],
  ['comments behind the sign', 'a: | # c\n  # b\n', { a: '# b\n' }],
  ['no line break at the end of the file', 'a: |\n  b', { a: 'b' }],
  ['empty texts', 'a: |\nb: >+\n\nc: |-\n', { a: '', b: '\n', c: '' }],
  ['texts in lists', '- |\n a\n- >\n b\n', ['a\n', 'b\n']],
  ['marks inside', '|\n ---\n %x\n', '---\n%x\n'],
  ['a text at the indentation of its key', 'a:\n|\n  b\n', { a: 'b\n' }],
];

const flow: Accepted[] = [
  [
    'brackets over lines at any indentation',
    'a: [1,\n2, # c\n  3\n]\nb: {c: d,\ne: f}',
    { a: [1, 2, 3], b: { c: 'd', e: 'f' } },
  ],
  ['commas at the end', '[a, {b: c,},]', ['a', { b: 'c' }]],
  ['keys without values', '{a, b: , "c", d: }', { a: null, b: null, c: null, d: null }],
  ['single entries in lists', '[a: 1, ? b : 2, ? c]', [{ a: 1 }, { b: 2 }, { c: null }]],
  ['explicit keys in braces', '{? a : 1, ? b, ?c : d, ? : e}', { a: 1, b: null, c: 'd', null: 'e' }],
  ['texts over lines', '[a\n b, "c\n d"]', ['a b', 'c d']],
  ['colons directly before brackets', '{a:[1], b:{c: d}, e:}', { a: [1], b: { c: 'd' }, e: null }],
];

const names: Accepted[] = [
  [
    'anchors of all kinds',
    'a: &a 1\nb: &b [2]\nc: &c\n  d: *a\ne: [*a, *b]\nf: *c',
    {
      a: 1,
      b: [2],
      c: { d: 1 },
      e: [1, [2]],
      f: { d: 1 },
    },
  ],
  [
    'anchors and tags in either order, on lines of their own',
    'a: &x !!map\n  b: !!str\n    &y 1\nc: !!seq &z\n- 2\nd: [*x, *y, *z]',
    {
      a: { b: '1' },
      c: [2],
      d: [{ b: '1' }, '1', [2]],
    },
  ],
  ['anchors of keys', '&a b: 1\nc: *a\n*a : 2\n', { b: 2, c: 'b' }],
  ['anchors of nothing', 'a: &x\nb: [&y , *x]\nc: *y', { a: null, b: [null, null], c: null }],
  [
    'merge keys',
    'a: &a {x: 1, y: 1}\nb: {<<: *a, x: 2}\nc:\n  <<: [{x: 3}, *a]\n  <<: {z: 4}',
    {
      a: { x: 1, y: 1 },
      b: { x: 2, y: 1 },
      c: { x: 3, y: 1, z: 4 },
    },
  ],
  ['a quoted merge key is a key', '{"<<": 1}', { '<<': 1 }],
  ['a merge key with a block below', '<<:\n  a: 1\nb: 2', { a: 1, b: 2 }],
  [
    'tags',
    '[!!str 1, !!int "2", !!float 3, !!null x, !!bool "YES", !<tag:yaml.org,2002:str> ~, ! 5]',
    ['1', 2, 3, null, true, '~', 5],
  ],
  ['tag handles', '%TAG !y! tag:yaml.org,2002:\n--- !y!str 1', '1'],
  ['sets', 'a: !!set {c, b, 1}\nd: !!set\n  ? e\n', { a: [1, 'b', 'c'], d: ['e'] }],
];

describe.each(Object.entries({ blocks, plain, quoted, blockScalars, flow, names }))('%s', (_group, cases) => {
  it.each(cases)('%s', (_rule, text, value) => {
    const { value: found, report } = read(text);
    expect(report.list().filter((item) => item.severity === 'error')).toEqual([]);
    expect(found).toEqual(value);
  });
});

it('keeps texts that are not ASCII', () => {
  expect(read('ä: "ö😀"\nb: ü # ß').value).toEqual({ ä: 'ö😀', b: 'ü' });
});

/** Text, line:column of the first error, and words of what is said. */
const refused: [text: string, place: string, words: string][] = [
  ['a:\n\tb: 1', '2:1', 'tab'],
  ['a: b\t\n', '1:5', 'tab'],
  ['a:\tb', '1:3', 'tab'],
  ['a: "b\nc: 1', '1:4', 'never closed'],
  ["a: 'b\n---\nc: '", '1:4', 'never closed'],
  ["a: 'it's'", '1:8', 'ended already'],
  ["a: 'b\nc: 'd'", '2:5', "starts with ' in line 1"],
  ['a: [1\nb: 2', '2:1', 'The [ in line 1 is not closed'],
  ['a: {b: 1\n', '2:1', 'The { in line 1 is not closed'],
  ['a: [b}', '1:6', 'A comma or ]'],
  ['a: {b: 1 c: 2}', '1:11', 'colon'],
  ['a: [1, , 2]', '1:8', 'comma'],
  ['[a\n : b]', '2:2', 'colon'],
  ['{u: http://x?y}', '1:13', 'comma'],
  ['a: b: c', '1:5', 'second ": "'],
  ['a: b\n  c: d', '2:3', 'goes on with the text that starts in line 1'],
  ['a\nb: 1', '2:1', 'goes on with the text that starts in line 1'],
  [' a: "b\n" c: d', '2:3', 'starts with " in line 1'],
  ['  a: [\n ]b: c', '2:3', 'ended already'],
  ['  ? "a\n ": b', '2:3', ''],
  ['a: 1\nb\nc: 2', '2:1', 'missing'],
  ['a: 1\nb:2', '2:1', 'missing'],
  ['a:\n    b: 1\n  c: 2', '3:3', 'indented by 2'],
  ['a: - b', '1:4', '"- " cannot stand'],
  ['a: ? b', '1:4', '"? " cannot stand'],
  ['--- a: b', '1:6', 'second ": "'],
  ['- a\nb: 1', '2:1', 'items of a list'],
  ['a: 1\n- b', '2:1', 'list item'],
  ['a: @b', '1:4', '@'],
  ['a: `b`', '1:4', 'backtick'],
  ['a: %b', '1:4', '%'],
  ['a: ]', '1:4', 'closes nothing'],
  ['a: |x\n b', '1:5', 'Behind |'],
  ['a: |0\n b', '1:5', 'Behind |'],
  ['a: [|\n b]', '1:5', 'lines of its own'],
  ['a: "\\q"', '1:5', 'escape'],
  ['a: "\\xg0"', '1:5', 'escape'],
  ['a: *b', '1:4', 'not defined above'],
  ['a: &a [*a]', '1:8', 'not defined above'],
  ['a: *', '1:4', 'alias'],
  ['a: &a 1\nb: &a 2', '2:4', 'defined twice'],
  ['a: &a &b 1', '1:7', ''],
  ['a: &a 1\nb: &b *a', '2:7', 'An alias cannot have'],
  ['a: &a\n  *b', '2:3', ''],
  ['a: !foo 1', '1:9', 'tag !foo'],
  ['a: !!int x', '1:10', 'tag !!int'],
  ['a: !x!y 1', '1:4', '%TAG'],
  ['a: !!omap []', '1:4', 'tag of this list'],
  ['a: {{ b }}', '1:5', '{{'],
  ['? [a]\n: 1', '1:3', 'not a list'],
  ['a: <<', '1:4', 'lone <<'],
  ['a: 2015-13-01', '1:4', 'form of a number or a date'],
  ['a: 0x_', '1:4', 'form of a number or a date'],
  ['a: 1\n---\nb: 2', '2:1', 'more than one document'],
  ['a: 1\n...\nb: 2', '3:1', 'more than one document'],
  ['%YAML 2.0\n---\na', '1:1', '%YAML'],
  ['%YAML 1.1\na: 1', '2:1', '---'],
  ['...', '1:1', '---'],
  ['a: \x07', '1:4', 'U+0007'],
  ['# \ud800', '1:3', 'U+D800'],
  [`${'k'.repeat(1025)}: 1`, '1:1026', ''],
];

describe('refuses', () => {
  it.each(refused)('%j at %s', (text, place, words) => {
    const { value, report } = read(text);
    const [first] = report.list().filter((item) => item.severity === 'error');
    expect(first && `${first.range.start.line}:${first.range.start.column}`).toBe(place);
    expect(first?.detail).toContain(words);
    expect(first?.hint).toBeDefined();
    if (first?.code === 'DSL9000' && !/alias|anchor/.test(first.detail)) expect(value).toBeUndefined();
  });
});

describe('a broken text', () => {
  const text = lines(
    'inputs:',
    '  a: {type: string',
    '  b: {type: integer}',
    'node_templates:',
    '  x:',
    '    type',
    '    other: 1',
    '  y:',
    '    type: "t',
    '  z:',
    '    type: t',
    'outputs: {o: 1}',
  );

  it('has all its mistakes named', () => {
    const places = read(text)
      .report.list()
      .map((item) => item.range.start.line);
    expect(places).toEqual([3, 7, 9]);
  });

  it('still gives what could be read of it', () => {
    const { value, partial } = read(text);
    expect(value).toBeUndefined();
    expect(partial && toJson(partial)).toEqual({
      inputs: { b: { type: 'integer' } },
      node_templates: { x: 'type other', z: { type: 't' } },
      outputs: { o: 1 },
    });
  });

  it('has at most twenty mistakes named', () => {
    const { report } = read(Array.from({ length: 500 }, (_, n) => `k${n}: @`).join('\n'));
    expect(report.errors).toBe(20);
  });
});
