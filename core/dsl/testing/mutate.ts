import type { Random } from './random.ts';

/** Values that have surprised parsers before. */
const values = [
  ...['null', '~', '', '[]', '{}', '""', "''", 'text', 'yes', '5', '-1', '0', '1e400', '99999999999999999999', '.nan'],
  ...['-.inf', '0x7fffffff', '1:30', '2020-01-01', '2001-12-14t21:59:43.10-05:00', '!!binary aGk=', '!custom x', '='],
  ...['[1, {a: 2}]', '{a: {b: {c: d}}}', '[[[[]]]]', '*nothing', '*a', '&a {b: *a}', '{<<: 1}', '{<<: [{a: 1}, 2]}'],
  ...['{get_input: port}', '{get_input: [a, 0, b]}', '{get_property: [SELF, x]}', '{get_attribute: [app, ip]}'],
  ...['{get_secret: key}', '{concat: [a, {get_input: a}]}', '{concat: 1}', '{merge: [{a: 1}, 2]}', '{get_sys: []}'],
  ...['{string_split: ["a,b", ",", 9]}', '{get_capability: [a]}', '{get_label: [a, b]}', '{get_consumers: ids}'],
  ...['{get_attributes_dict: [app, a, a]}', '{get_property: [TARGET, {get_property: [SELF, x]}]}', '{type: get_input}'],
  ...['__proto__', '{__proto__: {polluted: true}}', '{constructor: {prototype: {polluted: true}}}', '{toString: 1}'],
  ...['cloudify.nodes.Root', 'cloudify.relationships.contained_in', 'cloudify.policies.scaling', 'UNBOUNDED', 'a--b'],
  ...[
    'string',
    'integer',
    'list',
    'dict',
    '"\\u0000"',
    '"\\ud800"',
    'Grüße',
    '"(a+)+$"',
    '"[" ',
    '|\n  a\n b',
    '>-\n\n\n',
  ],
];

/** Keys that mean something, or that must mean nothing. */
const keys = [
  ...[
    '__proto__',
    'constructor',
    'prototype',
    'hasOwnProperty',
    'toString',
    '<<',
    '1',
    'true',
    '~',
    '2020-01-01',
    '""',
  ],
  ...['type', 'default', 'properties', 'derived_from', 'interfaces', 'relationships', 'target', 'inputs', 'instances'],
  ...[
    'constraints',
    'item_type',
    'implementation',
    'executor',
    'capabilities',
    'members',
    'get_input',
    'concat',
    'a--b',
  ],
  ...['node_templates', 'node_types', 'imports', 'groups', 'policies', 'workflows', 'outputs', 'labels', 'data_types'],
];

/** A line with the lines below it that are indented more. */
interface Subtree {
  start: number;
  end: number;
  indent: number;
}

type Change = (lines: string[], random: Random, donors: readonly string[]) => string[];

const structural: readonly Change[] = [
  function remove(lines, random) {
    const { start, end } = subtreeAt(lines, random);
    return lines.toSpliced(start, end - start);
  },
  function duplicate(lines, random) {
    const { start, end } = subtreeAt(lines, random);
    return lines.toSpliced(end, 0, ...lines.slice(start, end));
  },
  function move(lines, random) {
    const { start, end, indent } = subtreeAt(lines, random);
    const moved = lines.slice(start, end);
    return insert(lines.toSpliced(start, end - start), { moved, indent }, random);
  },
  function splice(lines, random, donors) {
    const donor = random.pick(donors).split('\n');
    const { start, end, indent } = subtreeAt(donor, random);
    return insert(lines, { moved: donor.slice(start, Math.min(end, start + 60)), indent }, random);
  },
  function swapValues(lines, random) {
    const [a, b] = [random.int(lines.length), random.int(lines.length)];
    const [first, second] = [parts(lines[a]), parts(lines[b])];
    return lines.with(a, first.head + second.value).with(b, second.head + first.value);
  },
  function setValue(lines, random) {
    const at = random.int(lines.length);
    return lines.with(at, `${parts(lines[at]).head} ${random.pick(values)}`);
  },
  function replaceSubtree(lines, random) {
    const { start, end } = subtreeAt(lines, random);
    return lines.toSpliced(start, end - start, `${parts(lines[start]).head} ${random.pick(values)}`);
  },
  function setKey(lines, random) {
    const at = random.int(lines.length);
    const line = lines[at] ?? '';
    return lines.with(
      at,
      line.replace(/[^\s:-][^:]*(?=:|$)/, () => random.pick(keys)),
    );
  },
  function addEntry(lines, random) {
    const at = random.int(lines.length);
    const added = `${' '.repeat(indentOf(lines[at] ?? ''))}${random.pick(keys)}: ${random.pick(values)}`;
    return lines.toSpliced(at, 0, added);
  },
  function indent(lines, random) {
    const { start, end } = subtreeAt(lines, random);
    const by = random.pick([1, 2, 4, -1, -2]);
    const shifted = lines.slice(start, end).map((line) => shift(line, by));
    return lines.toSpliced(start, end - start, ...shifted);
  },
  function anchor(lines, random) {
    const { start, end } = subtreeAt(lines, random);
    const head = parts(lines[start]);
    const at = Math.min(lines.length - 1, end + random.int(lines.length));
    const anchored = lines.with(start, `${head.head} &a${head.value}`);
    return anchored.with(at, `${parts(anchored[at]).head} *a`);
  },
];

const symbols = [...'[]{}:,-?|>&*!%@`"\'#\t\r\n\0\u0085\u2028\ufeff', '---\n', '...\n', '\ud800', '${', '<<: '];

const textual: readonly ((text: string, random: Random) => string)[] = [
  (text, random) => text.slice(0, random.int(text.length)),
  (text, random) => text.slice(random.int(text.length)),
  function putSymbol(text, random) {
    const at = random.int(text.length);
    return text.slice(0, at) + random.pick(symbols) + text.slice(at + random.int(2));
  },
  function putByte(text, random) {
    const at = random.int(text.length);
    return text.slice(0, at) + String.fromCharCode(random.int(random.once(4) ? 65_536 : 256)) + text.slice(at + 1);
  },
  function cut(text, random) {
    const at = random.int(text.length);
    return text.slice(0, at) + text.slice(at + 1 + random.int(40));
  },
  function copy(text, random) {
    const [from, to] = [random.int(text.length), random.int(text.length)];
    return text.slice(0, to) + text.slice(from, from + random.int(200)) + text.slice(to);
  },
];

/**
 * Damages a YAML text in one to four places: mostly subtrees (found by their indentation) that are removed, moved,
 * doubled, exchanged or come from one of the `donors`, and sometimes single characters.
 */
export function mutate(text: string, random: Random, donors: readonly string[] = [text]): string {
  let mutated = text;
  for (let left = 1 + random.int(4); left > 0; left -= 1) {
    mutated = random.once(5)
      ? random.pick(textual)(mutated, random)
      : random.pick(structural)(mutated.split('\n'), random, donors).join('\n');
  }
  return mutated;
}

function subtreeAt(lines: readonly string[], random: Random): Subtree {
  const start = random.int(lines.length);
  const indent = indentOf(lines[start] ?? '');
  let end = start + 1;
  while (end < lines.length && (indentOf(lines[end] ?? '') > indent || (lines[end] ?? '').trim() === '')) end += 1;
  return { start, end, indent };
}

function insert(lines: string[], tree: { moved: string[]; indent: number }, random: Random): string[] {
  const at = random.int(lines.length + 1);
  const by = indentOf(lines[at] ?? '') - tree.indent;
  return lines.toSpliced(at, 0, ...tree.moved.map((line) => shift(line, by)));
}

function indentOf(line: string): number {
  return line.length - line.trimStart().length;
}

function shift(line: string, by: number): string {
  return by >= 0 ? ' '.repeat(by) + line : line.slice(Math.min(-by, indentOf(line)));
}

/** A line up to the colon of its key (or the dash of an item), and the rest. */
function parts(line = ''): { head: string; value: string } {
  const head = /^\s*(?:- )*(?:[^:#]*:|- ?)?/.exec(line)?.[0] ?? '';
  return { head, value: line.slice(head.length) };
}
