import fc from 'fast-check';
import { above, deeper, entry, value, type Written } from './hostile-values.ts';

const relationship = fc.record({
  type: fc.constantFrom('contained_in', 'connected_to', 'depends_on'),
  target: fc.nat(2),
  form: fc.constantFrom('flow', 'block', 'target first', 'whole list'),
});

interface HostileNode {
  comments: Written;
  properties: readonly Written[];
  related: { type: string; target: number; form: string } | null;
  form: 'block' | 'flow' | 'wide flow' | 'alias' | 'merge' | 'quoted';
}

const node: fc.Arbitrary<HostileNode> = fc.record({
  comments: above,
  properties: fc.array(entry(value), { maxLength: 4 }),
  related: fc.option(relationship),
  form: fc.constantFrom('block', 'block', 'block', 'flow', 'wide flow', 'alias', 'merge', 'quoted'),
});

function template({ comments, properties, related, form }: HostileNode, index: number, count: number): Written {
  const name = form === 'quoted' ? `"n${index}"` : `n${index}`;
  if (form === 'flow') {
    return [...comments, `${name}: { type: cloudify.nodes.Root, properties: { a: *name } } # flow`];
  }
  if (form === 'wide flow') {
    return [...comments, `${name}: {`, '  type: cloudify.nodes.Root, # a', '  properties: { a: 1,', '    b: 2 }', '}'];
  }
  if (form === 'alias') return [...comments, `${name}: *template`];
  const lines = [
    ...(form === 'merge' ? ['<<: *template'] : ['type: cloudify.nodes.Root']),
    ...(properties.length === 0 ? [] : ['properties:', ...properties.flat().map((line) => deeper(line))]),
    ...relationships(related, index, count),
  ];
  return [...comments, `${name}:`, ...lines.map((line) => deeper(line))];
}

function relationships(related: HostileNode['related'], index: number, count: number): Written {
  const target = (related?.target ?? 0) % count;
  if (related === null || target === index) return [];
  const type = `cloudify.relationships.${related.type}`;
  const forms: Record<string, Written> = {
    flow: ['relationships:', `  - { type: ${type}, target: n${target} } # one`],
    block: ['relationships:', `  - type: ${type}`, `    target: n${target}`],
    'target first': ['relationships: # all', `- target: n${target}`, `  type: "${type}" # kept`],
    'whole list': [`relationships: [{ type: ${type}, target: 'n${target}' }]`],
  };
  return forms[related.form] ?? [];
}

/** Sections other than the node templates, in the ways that they are found. */
const inputs = fc.constantFrom<Written>(
  ['inputs:', '  size: { default: 1 } # in GB'],
  ['inputs: { size: { default: 1 } }'],
  ['inputs:', '  # the size', '  size:', '    default: |+', '      big', ''],
  ['inputs: # none yet', '  size:'],
  ['? inputs', ':', '  size: {}'],
);
const tail = fc.constantFrom<Written>(
  [],
  ['outputs:', '  ip:', '    value: { get_attribute: [n0, ip] }'],
  ['outputs:'],
  ['outputs: {}'],
  ['outputs: null # none'],
  ['groups:', '  g: { members: [n0, n1] }', '  h:', '    members:', '    - n1 # one'],
  ['groups: {g: {members: [', '  n0,', '  n1 ]}}', 'policies:'],
  ['capabilities:', '', '  c:', '    value: >+', '      text', '', '', 'description: ~'],
  ['description: |-', '  what it is', '    ', ''],
);
const start = fc.constantFrom<Written>(
  [],
  [],
  ['---'],
  ['--- # a document'],
  ['# of the file', '', '---'],
  ['%YAML 1.1', '---'],
  ['# of the file', ''],
);
const end = fc.constantFrom(
  '',
  '',
  '\n',
  '\n',
  '\n\n',
  '\n# the end',
  '\n# the end\n',
  '\n  # deep\n',
  '\n...\n',
  '\n   ',
);

const definitions: Written = [
  'dsl_definitions:',
  '  whole: &whole { a: 1, b: &name word }',
  '  base: &base',
  '    c: # c',
  '      - x',
  '    long_key: long',
  '  list: &list [1, 2]',
  '  template: &template',
  '    type: cloudify.nodes.Root',
  '    properties: { t: 1, a: x }',
];

/** Blueprints written in all the ways that YAML allows and people use. */
export const hostileBlueprint: fc.Arbitrary<string> = fc
  .record({
    nodes: fc.array(node, { minLength: 2, maxLength: 4 }),
    lineBreak: fc.constantFrom('\n', '\n', '\r\n'),
    mark: fc.constantFrom('', '', '', '\ufeff'),
    start,
    inputs,
    comments: above,
    tail,
    isLast: fc.boolean(),
    end,
  })
  .map(({ nodes, lineBreak, mark, isLast, ...parts }) => {
    const templates = nodes.flatMap((one, index) => template(one, index, nodes.length));
    const lines = [
      ...parts.start,
      'tosca_definitions_version: cloudify_dsl_1_3',
      ...definitions,
      ...(isLast ? [...parts.tail, ...parts.inputs] : parts.inputs),
      ...parts.comments,
      'node_templates:',
      ...templates.map((line) => deeper(line)),
      ...(isLast ? [] : parts.tail),
    ].map((line) => line.replace(/^ +#0/, '#'));
    return mark + numbered(lines.join(lineBreak) + parts.end.replaceAll('\n', lineBreak));
  });

/** Gives each anchor a name of its own, and each alias that of one further up. */
function numbered(text: string): string {
  let anchors = 0;
  return text.replaceAll(/([&*])@/g, (_whole, sign: string, at: number) => {
    if (sign === '*') return anchors === 0 ? '*name' : `*x${at % anchors}`;
    anchors += 1;
    return `&x${anchors - 1}`;
  });
}
