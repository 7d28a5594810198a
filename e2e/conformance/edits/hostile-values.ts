import fc from 'fast-check';

/** Lines of a value behind `key:` or `-`, the first of them in its line; the others are indented for column 0. */
export type Written = readonly string[];

/** Stands for the number of an anchor in `&@` and `*@` until the whole text is put together. */
const plain = fc.constantFrom(
  'text',
  'two words',
  '10',
  '010',
  'yes',
  '~',
  'a:b',
  'x#y',
  '1.5',
  '$HOME/x',
  'http://a.b/c',
  'größe ✓ 大',
  `long${' word'.repeat(60)}`,
  '!!str 10',
  '!!int "3"',
  '!!str',
  '- x'.slice(2),
  '2001-12-14',
  '.inf',
);
const quoted = fc.constantFrom(
  "'it''s'",
  '"tab\\there"',
  '"a\tb"',
  "'# none'",
  '""',
  '"{ x: y }"',
  '"\\u00e9 \\""',
  "'ä: ö'",
  `"${'long '.repeat(60)}"`,
);
const named = fc.constantFrom('*whole', '*name', '*list', '*@', '&@ anchored', '&@ { k: v }', '&@ [x]', '&@ !!str 7');
const call = fc.constantFrom(
  '{ get_input: size }',
  '{get_input: size}',
  '{ get_attribute: [ n0, ip ] }',
  "{ concat: ['http://', { get_property: [n1, a] }, ':80'] }",
  '{ get_secret: key }',
);
const flow = fc.constantFrom(
  '{}',
  '[]',
  '{ a: 1, b: [x, "y"] }',
  '[1, {k: v}, *name ]',
  '{a: {b: {}}, }',
  '[ [], [a,b] ]',
  '{ a, b: 2 }',
  '{ "a":1, \'b\': 2 }',
  '{ ? a : 1, b: }',
  '[ a: 1, b ]',
  '{ <<: *whole, c: 3 }',
);
const oneLine = fc.oneof(plain, quoted, named, call, flow).map((text): Written => [text]);
const header = fc
  .tuple(
    fc.constantFrom('|', '>'),
    fc.constantFrom('', '-', '+', '2', '2-', '+2'),
    fc.constantFrom('', '', ' # behind the sign', '  '),
  )
  .map((parts) => parts.join(''));
const body = fc.constantFrom<Written>(
  ['  one', '', '   two # no comment'],
  ['  text'],
  ['  text', ''],
  ['  text', '', ''],
  ['', '  text', '    '],
  ['  - a: 1', '  # text', ''],
  ['    far', '  near'],
  [],
  [''],
);
const block = fc.tuple(header, body).map(([first, lines]): Written => {
  // Without an indicator the first line must not be indented more than the others.
  const isFree = /[0-9]/.test(first) || !lines[0]?.startsWith('    ');
  return [first, ...(isFree ? lines : lines.slice(1))];
});
const wide = fc.constantFrom<Written>(
  ['>-', '  folded', '  text'],
  ['"over', '  two lines"'],
  ['"over \\', '  two', '', '  lines"'],
  ["'it''s", '', "  long'"],
  ['plain of', '  two', '', '  lines'],
  ['{', '  a: 1, # first', '  b: *name', '}'],
  ['{ # open', '  a: 1,', '', '  # between', '  b: [x,', '    y],', '  # end', '}'],
  ['{a: 1,', ' b: 2}'],
  ['[', '  # first', '  a,', '', '  b # last', ']'],
  ['[a,', '  {b: 1},', '  ]'],
  ['[ a', '  , b', '  , c ]'],
  ['&@', '  anchored'],
  ['!!str', '  5'],
  ['# below', '  x'],
);
const comment = fc.constantFrom('', '', '', ' # behind', '   # far # behind');

/** Lines in front of an entry; those that start with `#0` are put to column 0 in the end. */
export const above = fc.constantFrom<Written>(
  [],
  [],
  [],
  [],
  ['# above'],
  ['# above', '# in two lines'],
  ['', '# apart', ''],
  [''],
  ['', ''],
  ['  # deeper'],
  ['# ----'],
  ['#0 at the margin'],
  ['', '#0 at the margin', ''],
);
const key = fc.constantFrom(
  ...['a', 'b', 'c', 'd', "'q k'", '"e"', 'long_key', 'type', 'target', '10', 'yes', '~', '1.5'],
  ...['"t\\tk"', 'größe', 'k k', '!!str k', '&@ f', 'g '],
);

/** What a map starts with, if anything is merged in. */
const merge = fc.constantFrom(
  ...['', '', '', '', '<<: *whole', '<<: *base', '<<: [*whole, *base]', '<<: { m: 1 }', '"<<": *name'],
);

export const { value } = fc.letrec<{ value: Written; map: Written; list: Written }>((tie) => ({
  value: fc.oneof({ depthSize: 'small', maxDepth: 3 }, oneLine, oneLine, block, wide, tie('map'), tie('list')),
  map: fc
    .tuple(
      fc.array(entry(tie('value')), { minLength: 1, maxLength: 4 }),
      merge,
      fc.constantFrom(1, 2, 2, 2, 4),
      fc.constantFrom('', '', '', '', '&@', '!!map'),
    )
    .map(([entries, merged, step, properties]) => [
      properties,
      ...[...(merged === '' ? [] : [merged]), ...entries.flat()].map((line) => deeper(line, step)),
    ]),
  list: fc
    .tuple(fc.array(fc.tuple(above, tie('value')), { minLength: 1, maxLength: 3 }), fc.constantFrom(0, 2, 3))
    .map(([items, step]) => [
      '',
      ...items.flatMap(([comments, one]) => [...comments, ...item(one)]).map((line) => deeper(line, step)),
    ]),
}));

/** An entry of a map. */
export function entry(of: fc.Arbitrary<Written>): fc.Arbitrary<Written> {
  return fc
    .tuple(above, key, of, comment, fc.integer({ min: 0, max: 11 }))
    .map(([comments, name, [first = '', ...rest], behind, form]) => {
      // Behind the start of a text of several lines nothing can be said.
      const isOpen = /^["'{[]$|^["']?[a-z]|^[|>]|^[[{]/.test(first) && rest.length > 0;
      const last = isOpen ? '' : behind;
      if (first.startsWith('# ')) return [...comments, `${name}: ${first}`, ...rest];
      if (form === 0) return [...comments, `? ${name}`, `:${first === '' ? '' : ` ${first}`}${last}`, ...rest];
      if (form === 1) return [...comments, `${name}:${last}`];
      return [...comments, `${name}:${first === '' ? '' : ` ${first}`}${last}`, ...rest];
    });
}

function item([first = '', second = '', ...rest]: Written): Written {
  if (first !== '' || second === '')
    return [
      `- ${first}`,
      ...[second, ...rest].filter((_line, at) => at > 0 || second !== '').map((line) => deeper(line)),
    ];
  if (second.trimStart().startsWith('#') || !second.startsWith('  ') || second.startsWith('   '))
    return ['-', second, ...rest].map((line, at) => (at === 0 ? line : deeper(line)));
  return [`- ${second.slice(2)}`, ...rest];
}

/** A line that is indented more. */
export function deeper(line: string, step = 2): string {
  return line === '' ? '' : ' '.repeat(step) + line;
}
