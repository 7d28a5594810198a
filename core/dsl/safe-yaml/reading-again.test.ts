import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Report } from '../../diagnostics/report.ts';
import { type ParsedYaml, parseYaml } from './parse-yaml.ts';
import { SourceText } from './source-text.ts';
import type { MapEntry, SyntaxNode } from './syntax.ts';

function read(text: string, previous?: ParsedYaml) {
  const report = new Report();
  const source = new SourceText('x.yaml', text);
  return { parsed: parseYaml(source, report, { previous }), problems: report.list() };
}

/** A tree with all its places, as plain data. */
function written(node: SyntaxNode): unknown {
  const { kind, size, depth, source } = node;
  const base = { kind, size, depth, start: source.offset(node.start), end: source.offset(node.end), file: source.file };
  if (node.kind === 'scalar') return { ...base, type: node.type, value: node.value };
  if (node.kind === 'list') return { ...base, items: node.items.map(written) };
  const entries = [...node.entries].map(([name, entry]) => ({
    name,
    key: entry.key,
    type: entry.keyType,
    start: entry.source.offset(entry.keyStart),
    end: entry.source.offset(entry.keyEnd),
    value: written(entry.value),
  }));
  return { ...base, entries };
}

function outcome({ parsed, problems }: ReturnType<typeof read>) {
  return {
    problems,
    root: parsed.root && written(parsed.root),
    partial: parsed.partial && written(parsed.partial),
  };
}

/** Texts in which entries depend on each other in all the ways they can. */
const texts = [
  'inputs:\n  a: {type: string}\n  b:\n    default: [1,\n  2]\nnode_templates:\n  x: # c\n    type: t\n\n  y:\n    p: |\n      text\n\n      more\n  z:\n    q: "long\n   text"\n# end\noutputs:\n  o: 1\n',
  'd:\n  a: &a {x: 1}\n  b: &b\n    y: [*a]\nn:\n  c:\n    <<: *a\n    z: 2\n  e: *b\nf: *a\n<<: *b\n',
  'a:\n- 1\n- b: 2\nc:\n  d: plain\n   more\n  e: x\n  "f": [a, b]\n  e: y\n---\n',
  '? a\n: b\nc: {d: 1\n e: 2}\nf:\n  g: 1\n   h: 2\n  i: @\n  j: ok\nk: |\n x\n',
  '- a: 1\n  b: 2\n- c: 3\n',
  'a: 1\r\nb:\r\n  c: 2\r\n  d: 3\r\n',
];

const bits = [
  ...['', ' ', '  ', '\n', '\n  ', '\t', ':', ': ', '-', '- ', '"', "'", '[', ']', '{', '}', ',', '#', ' # '],
  ...['&a ', '*a', '*b', '!', '!!str ', '|', '>', '? ', '\n\n', '<<: *a', '---\n', '\n...\n', '=', 'y', '\ud83d'],
  ...['\n  new: {a: 1}\n', '\nnew:\n  a: 1\n'],
];

const edit = fc.record({
  at: fc.nat(),
  remove: fc.oneof(fc.constant(0), fc.nat(30)),
  insert: fc.constantFrom(...bits),
});

function edited(text: string, { at, remove, insert }: { at: number; remove: number; insert: string }): string {
  const from = at % (text.length + 1);
  return text.slice(0, from) + insert + text.slice(from + remove);
}

describe('reading a text again after edits', () => {
  it('gives what reading it for the first time gives', () => {
    fc.assert(
      fc.property(fc.constantFrom(...texts), fc.array(edit, { minLength: 1, maxLength: 8 }), (start, edits) => {
        let text = start;
        let last = read(text).parsed;
        for (const change of edits) {
          text = edited(text, change);
          const again = read(text, last);
          expect(outcome(again)).toEqual(outcome(read(text)));
          last = again.parsed;
        }
      }),
      { numRuns: 1500 },
    );
  });

  const blueprint =
    'inputs:\n  a: {type: x}\nnode_templates:\n  one:\n    type: t\n  two:\n    type: t\noutputs:\n  o: 1\n';

  function entries(parsed: ParsedYaml, section: string): Map<string, MapEntry> {
    const value = parsed.partial?.kind === 'map' ? parsed.partial.entries.get(section)?.value : undefined;
    return value?.kind === 'map' ? value.entries : new Map();
  }

  it('keeps the entries that did not change, wherever they stand now', () => {
    const before = read(blueprint).parsed;
    const [one, two] = [entries(before, 'node_templates').get('one'), entries(before, 'node_templates').get('two')];
    const after = read(blueprint.replace('one:\n    type: t', 'one:\n    type: longer\n    more: 1'), before).parsed;
    const templates = entries(after, 'node_templates');
    expect(templates.get('one')).not.toBe(one);
    expect(templates.get('two')).toBe(two);
    expect(two?.source.position(two.keyStart)).toMatchObject({ line: 7, column: 3 });
  });

  it('keeps sections that did not change as a whole', () => {
    const before = read(blueprint).parsed;
    const [inputs, outputs] = [entries(before, 'inputs'), entries(before, 'outputs')];
    const after = read(blueprint.replace('type: t', 'type: u'), before).parsed;
    expect(entries(after, 'inputs')).toBe(inputs);
    expect(entries(after, 'outputs')).toBe(outputs);
  });

  it('keeps the others while one entry is broken, and while the whole text is refused', () => {
    const first = read(blueprint).parsed;
    const two = entries(first, 'node_templates').get('two');
    const broken = read(blueprint.replace('one:\n', 'one:\n    a: [\n'), first).parsed;
    expect(broken.root).toBeNull();
    expect(entries(broken, 'node_templates').get('two')).toBe(two);
    const refused = read(`${blueprint}\x07`, broken).parsed;
    expect(refused.partial).toBeNull();
    const mended = read(blueprint, refused).parsed;
    expect(mended.root).not.toBeNull();
    expect(entries(mended, 'node_templates').get('two')).toBe(two);
  });

  it('reads entries anew when an anchor they use means something else', () => {
    const text = 'd:\n  a: &a {x: 1}\nn:\n  b: *a\n  c: 1\n';
    const before = read(text).parsed;
    const c = entries(before, 'n').get('c');
    const after = read(text.replace('x: 1', 'x: 2'), before).parsed;
    expect(entries(after, 'n').get('b')?.value).toBe(entries(after, 'd').get('a')?.value);
    expect(entries(after, 'n').get('c')).toBe(c);
  });

  it('does not take entries of another file', () => {
    const before = read(blueprint).parsed;
    const other = parseYaml(new SourceText('y.yaml', blueprint), new Report(), { previous: before });
    expect(entries(other, 'outputs')).not.toBe(entries(before, 'outputs'));
  });
});
