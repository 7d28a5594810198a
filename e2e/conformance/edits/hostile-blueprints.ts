import fc from 'fast-check';

/** Lines of a value behind `key:` or `-`, the first of them in its line; the others are indented for column 0. */
type Written = readonly string[];

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
);
const quoted = fc.constantFrom("'it''s'", '"tab\\there"', '"a\tb"', "'# none'", '""', '"{ x: y }"', '"\\u00e9 \\""');
const alias = fc.constantFrom('*whole', '*name', '*list');
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
);
const oneLine = fc.oneof(plain, quoted, alias, call, flow).map((text): Written => [text]);
const folded = fc.constantFrom<Written>(
  ['|', '  one', '', '   two # no comment'],
  ['>-', '  folded', '  text'],
  ['"over', '  two lines"'],
  ['{', '  a: 1, # first', '  b: *name', '}'],
);
const comment = fc.constantFrom('', '', '', ' # behind', '   # far # behind');
const above = fc.constantFrom<Written>([], [], [], ['# above'], ['', '# apart', ''], [''], ['  # deeper'], ['# ----']);
const key = fc.constantFrom('a', 'b', 'c', 'd', "'q k'", '"e"', 'long_key', 'type', 'target');

const { value } = fc.letrec<{ value: Written; map: Written; list: Written }>((tie) => ({
  value: fc.oneof({ depthSize: 'small', maxDepth: 3 }, oneLine, oneLine, folded, tie('map'), tie('list')),
  map: fc
    .tuple(fc.array(entry(tie('value')), { minLength: 1, maxLength: 4 }), fc.constantFrom('', '', '', 'whole', 'base'))
    .map(([entries, merged]) => ['', ...(merged === '' ? [] : [`<<: *${merged}`]), ...entries.flat()].map(deeper)),
  list: fc.tuple(fc.array(tie('value'), { minLength: 1, maxLength: 3 }), fc.boolean()).map(([items, isDeeper]) => {
    const lines = ['', ...items.flatMap(item)];
    return isDeeper ? lines.map(deeper) : lines;
  }),
}));

function entry(of: fc.Arbitrary<Written>): fc.Arbitrary<Written> {
  return fc.tuple(above, key, of, comment).map(([comments, name, [first = '', ...rest], behind]) => {
    // Behind the start of a text of several lines nothing can be said.
    const isOpen = /^["'{]$|^"over/.test(first);
    return [...comments, `${name}:${first === '' ? '' : ` ${first}`}${isOpen ? '' : behind}`, ...rest];
  });
}

function item([first = '', second = '', ...rest]: Written): Written {
  if (first !== '' || second === '')
    return [`- ${first}`, ...[second, ...rest].filter((_line, at) => at > 0 || second !== '').map(deeper)];
  if (second.trimStart().startsWith('#') || !second.startsWith('  '))
    return ['-', second, ...rest].map((line, at) => (at === 0 ? line : deeper(line)));
  return [`- ${second.slice(2)}`, ...rest];
}

function deeper(line: string): string {
  return line === '' ? '' : `  ${line}`;
}

const relationship = fc.tuple(
  fc.constantFrom('contained_in', 'connected_to', 'depends_on'),
  fc.integer({ min: 0, max: 2 }),
  fc.boolean(),
);

const node = fc
  .tuple(above, fc.array(entry(value), { maxLength: 4 }), fc.option(relationship), fc.boolean())
  .map(([comments, properties, related, isFlow]) => ({ comments, properties, related, isFlow }));

/** Blueprints written in all the ways that YAML allows and people use. */
export const hostileBlueprint: fc.Arbitrary<string> = fc
  .tuple(
    fc.array(node, { minLength: 2, maxLength: 4 }),
    fc.constantFrom('\n', '\r\n'),
    fc.constantFrom('', '\n'),
    above,
  )
  .map(([nodes, lineBreak, end, comments]) => {
    const templates = nodes.flatMap(({ comments: own, properties, related, isFlow }, index) => {
      if (isFlow) return [...own, `n${index}: { type: cloudify.nodes.Root, properties: { a: *name } } # flow`];
      const lines = [
        'type: cloudify.nodes.Root',
        ...(properties.length === 0 ? [] : ['properties:', ...properties.flat().map(deeper)]),
      ];
      const target = related === null ? 0 : related[1] % nodes.length;
      const relationships =
        related === null || target === index
          ? []
          : [
              'relationships:',
              ...(related[2]
                ? [`  - { type: cloudify.relationships.${related[0]}, target: n${target} } # one`]
                : [`  - type: cloudify.relationships.${related[0]}`, `    target: n${target}`]),
            ];
      return [...own, `n${index}:`, ...[...lines, ...relationships].map(deeper)];
    });
    const head = [
      'tosca_definitions_version: cloudify_dsl_1_3',
      'dsl_definitions:',
      '  whole: &whole { a: 1, b: &name word }',
      '  base: &base',
      '    c: # c',
      '      - x',
      '    long_key: long',
      '  list: &list [1, 2]',
      'inputs:',
      '  size: { default: 1 } # in GB',
      ...comments,
      'node_templates:',
    ];
    return (
      [...head, ...templates.map(deeper), 'outputs:', '  ip:', '    value: { get_attribute: [n0, ip] }'].join(
        lineBreak,
      ) + (end === '' ? '' : lineBreak)
    );
  });
