import { describe, expect, it } from 'vitest';
import { applyEdits, applyIntent, type Intent, invertEdits, openBlueprint } from './index.ts';

/** The text after an intent, checked to lead back to the same bytes. */
function edit(text: string, intent: Intent): string {
  const result = applyIntent(openBlueprint({ mainFile: 'b.yaml', sources: { 'b.yaml': text } }), intent);
  if (!result.ok) throw new Error(`${result.reason} [${result.choices.join(', ')}]`);
  const edits = result.edits['b.yaml'] ?? [];
  const after = applyEdits(text, edits);
  expect(applyEdits(after, invertEdits(text, edits))).toBe(text);
  return after;
}

function node(body: string): string {
  return `node_templates:\n  vm:\n    type: t\n${body}`;
}

const set = (path: (string | number)[], value: string | number | object): Intent =>
  ({ kind: 'set-property', node: 'vm', path, value }) as Intent;
const unset = (...path: (string | number)[]): Intent => ({ kind: 'unset-property', node: 'vm', path });

describe('a property that is set', () => {
  const cases: [what: string, before: string, path: string[], value: string | number | object, after: string][] = [
    ['keeps single quotes', "      a: 'x'\n", ['a'], "it's", "      a: 'it''s'\n"],
    ['keeps double quotes', '      a: "x"\n', ['a'], 'y', '      a: "y"\n'],
    ['gets quotes where it needs them', '      a: x\n', ['a'], 'yes', '      a: "yes"\n'],
    ['keeps the comment behind the sign of a text', '      a: | # c\n        x\n', ['a'], 'z', '      a: z # c\n'],
    [
      'puts a long text around the comment of a map',
      '      a: # c\n        b: 1 # d\n      e: 2\n',
      ['a'],
      'x\ny',
      '      a: |- # c\n        x\n        y\n      e: 2\n',
    ],
    ['keeps the comment behind it', '      a: x  # c\n', ['a'], 'z', '      a: z  # c\n'],
    [
      'leaves the comment in front when it becomes long',
      '      a: x # c\n',
      ['a'],
      { b: 1 },
      '      a: # c\n        b: 1\n',
    ],
    [
      'replaces a text of many lines',
      '      a: |\n        x\n        y\n      b: 1\n',
      ['a'],
      'z',
      '      a: z\n      b: 1\n',
    ],
    [
      'replaces a folded text',
      '      a: >-\n        x\n\n        y\n      b: 1\n',
      ['a'],
      2,
      '      a: 2\n      b: 1\n',
    ],
    ['opens an empty map', '      {}\n', ['a'], 1, '      a: 1\n'],
    ['goes into a flow map', '      { a: 1 }\n', ['b'], 'x, y', '      { a: 1, b: "x, y" }\n'],
    [
      'goes into a flow map of many lines',
      '      {\n        a: 1 # c\n      }\n',
      ['b'],
      2,
      '      {\n        a: 1, # c\n        b: 2\n      }\n',
    ],
    ['goes behind a trailing comma', '      { a: 1, }\n', ['b'], 2, '      { a: 1, b: 2, }\n'],
    ['changes the last of equal keys', '      a: 1\n      a: 2\n', ['a'], 3, '      a: 1\n      a: 3\n'],
    ['keeps tabs in texts', '      a: "x\\ty"\n      b: 1\n', ['b'], 2, '      a: "x\\ty"\n      b: 2\n'],
    [
      'goes behind a text that keeps its blank lines',
      '      a: |+\n        x\n\n',
      ['b'],
      1,
      '      a: |+\n        x\n\n      b: 1\n',
    ],
  ];
  it.each(cases)('%s', (...[, before, path, value, after]) => {
    const head = node('    properties:\n');
    expect(edit(head + before, set(path, value))).toBe(before.includes('{}') ? `${head}${after}` : head + after);
  });

  it('copies the line breaks, and the missing one at the end', () => {
    expect(edit('node_templates:\r\n  vm:\r\n    type: t', set(['a'], 1))).toBe(
      'node_templates:\r\n  vm:\r\n    type: t\r\n    properties:\r\n      a: 1',
    );
  });

  it('leaves a byte order mark and document markers', () => {
    expect(edit('\ufeff---\nnode_templates:\n  vm: {type: t}\n...\n', set(['a'], 'b'))).toBe(
      '\ufeff---\nnode_templates:\n  vm: {type: t, properties: { a: b }}\n...\n',
    );
  });

  it('finds the start of such a text, whatever is in it', () => {
    const text = 'inputs:\n  a:\n    default: !!str |\n      x |\n      y >';
    const added = edit(text, { kind: 'add-declaration', section: 'inputs', name: 'b', definition: {} });
    expect(added).toBe(`${text.replace('!!str |', '!!str |-')}\n  b: {}`);
  });

  it('does not add a line break to a text that ends the file', () => {
    expect(edit(node('    properties:\n      a: |\n        x'), set(['b'], 1))).toBe(
      node('    properties:\n      a: |-\n        x\n      b: 1'),
    );
  });
});

describe('a property that is removed', () => {
  it.each([
    [
      'takes its comments along and leaves the others',
      '      # of all\n\n      # of a\n      a: 1 # too\n        # deeper\n      # of b\n      b: 2\n',
      '      # of all\n\n      # of b\n      b: 2\n',
    ],
    [
      'leaves a line of signs',
      '      b: 1\n      # -----\n      # more\n      # -----\n      a: 1\n',
      '      b: 1\n      # -----\n      # more\n      # -----\n',
    ],
    ['takes all of equal keys', '      a: 1\n      b: 2\n      a: 3\n', '      b: 2\n'],
    ['leaves the rest of a flow map', '      {a: 1, b: 2}\n', '      {b: 2}\n'],
    ['takes the comma in front', '      {b: 2, a: 1}\n', '      {b: 2}\n'],
  ])('%s', (_what, before, after) => {
    const head = node('    properties:\n');
    expect(edit(head + before, unset('a'))).toBe(head + after);
  });

  it('lets the next key take its place behind a dash', () => {
    expect(edit(node('    properties:\n      l:\n        - a: 1\n          b: 2\n'), unset('l', 0, 'a'))).toBe(
      node('    properties:\n      l:\n        - b: 2\n'),
    );
  });

  it('takes an empty section along', () => {
    expect(edit(node('    properties:\n      a: 1\n'), unset('a'))).toBe(node(''));
  });
});

describe('text that stands for several places', () => {
  const aliased =
    'dsl_definitions:\n  c: &c\n    a: 1\n' +
    node('    properties:\n      m: *c\n  db:\n    type: t\n    properties: *c\n');
  const refusal = (text: string, intent: Intent) =>
    applyIntent(openBlueprint({ mainFile: 'b.yaml', sources: { 'b.yaml': text } }), intent);

  it('is not changed without being asked for', () => {
    expect(refusal(aliased, set(['m', 'a'], 2))).toMatchObject({ ok: false, choices: ['shared', 'detach'] });
  });

  it('is changed where the anchor is, or copied', () => {
    expect(edit(aliased, { ...set(['m', 'a'], 2), shared: 'shared' })).toBe(aliased.replace('a: 1', 'a: 2'));
    expect(edit(aliased, { ...set(['m', 'a'], 2), shared: 'detach' })).toBe(
      aliased.replace('m: *c', 'm:\n        a: 2'),
    );
  });

  it('is overridden where it is merged in', () => {
    const merged = `dsl_definitions:\n  c: &c {a: 1, b: 2}\n${node('    properties:\n      <<: *c\n')}`;
    expect(edit(merged, { ...set(['a'], 3), shared: 'detach' })).toBe(`${merged}      a: 3\n`);
    expect(edit(merged, { ...set(['a'], 3), shared: 'shared' })).toBe(merged.replace('a: 1', 'a: 3'));
    expect(edit(merged, { ...unset('a'), shared: 'shared' })).toBe(merged.replace('a: 1, ', ''));
    expect(edit(merged, { ...unset('a'), shared: 'detach' })).toBe(merged.replace('<<: *c', 'b: 2'));
  });

  it('is emptied where it is written when its only entry goes for all', () => {
    const text = `dsl_definitions:\n  c: &c\n    a: 1\n${node('    properties:\n      <<: *c\n      b: 2\n')}`;
    expect(edit(text, { ...unset('a'), shared: 'shared' })).toBe(text.replace('\n    a: 1', ' {}'));
  });

  it('stays a map where it is merged in, and a key where it is one', () => {
    const merged = `dsl_definitions:\n  c: &c {a: 1}\n${node('    properties:\n      m: *c\n      n: { <<: *c }\n')}`;
    const keyed = node('    properties:\n      &k f: 1\n      m: *k\n');
    for (const text of [merged, keyed]) {
      expect(refusal(text, { ...set(['m'], 'x'), shared: 'shared' })).toMatchObject({ ok: false, choices: ['detach'] });
      expect(edit(text, { ...set(['m'], 'x'), shared: 'detach' })).toBe(text.replace(/m: \*\w/, 'm: x'));
    }
  });

  it('stays covered by an empty map when nothing of it is left', () => {
    const text = `dsl_definitions:\n  c: &c\n    properties: { b: 1 }\n${node('    <<: *c\n    properties:\n      a: 1\n')}`;
    expect(edit(text, unset('a'))).toBe(text.replace('\n      a: 1', ' {}'));
  });

  it('keeps the anchors in it that others refer to', () => {
    const text = `dsl_definitions:\n  c: &c { a: &a 1 }\n${node('    properties:\n      m: *c\n      n: *a\n')}`;
    expect(refusal(text, { ...set(['m'], 'x'), shared: 'shared' })).toMatchObject({ ok: false });
    expect(edit(text, { ...set(['m'], 'x'), shared: 'detach' })).toBe(text.replace('m: *c', 'm: x'));
  });

  it('asks when another value would come to light', () => {
    const text = `dsl_definitions:\n  c: &c { a: 1, b: 2 }\n${node('    properties:\n      <<: *c\n      a: 3\n')}`;
    expect(refusal(text, unset('a'))).toMatchObject({ choices: ['shared', 'detach'] });
    expect(edit(text, { ...unset('a'), shared: 'shared' })).toBe(text.replace('      a: 3\n', ''));
    expect(edit(text, { ...unset('a'), shared: 'detach' })).toBe(
      text.replace('      <<: *c\n      a: 3\n', '      b: 2\n'),
    );
  });

  it('gives its anchor to the first alias when it goes its own way', () => {
    const anchored = node(
      '    properties:\n      m: &m {a: 1}\n  db:\n    type: t\n    properties:\n      m: *m\n      n: *m\n',
    );
    expect(refusal(anchored, set(['m', 'a'], 2))).toMatchObject({ ok: false, choices: ['shared', 'detach'] });
    expect(edit(anchored, { ...set(['m', 'a'], 2), shared: 'detach' })).toBe(
      anchored.replace('m: &m {a: 1}', 'm: {a: 2}').replace('m: *m', 'm: &m\n        a: 1'),
    );
    expect(refusal(anchored, { kind: 'delete-node', node: 'vm', children: false })).toMatchObject({
      choices: ['detach'],
    });
  });
});

it('refuses a broken text, and says so', () => {
  const result = applyIntent(
    openBlueprint({ mainFile: 'b.yaml', sources: { 'b.yaml': 'node_templates:\n  vm: {\n' } }),
    unset('a'),
  );
  expect(result).toMatchObject({ ok: false, reason: expect.stringContaining('broken') });
});

describe('the last entry of a flow map', () => {
  it.each([
    ['      { a: 1, b: "x # y" }', '      { a: 1 }'],
    ["      { a: 1, b: 'x # y' } # kept", '      { a: 1 } # kept'],
    ['      { a: 1, # about a\n        b: "x # y" }', '      { a: 1 # about a\n        }'],
    ['      { a: 1, # about a\n        b: 2\n      }', '      { a: 1 # about a\n      }'],
  ])('goes with its text, whatever signs are in it: %s', (before, after) => {
    const changed = edit(node(`    properties:\n${before}\n`), unset('b'));
    expect(changed).toBe(node(`    properties:\n${after}\n`));
    expect(openBlueprint({ mainFile: 'b.yaml', sources: { 'b.yaml': changed } }).files.get('b.yaml')?.isSound).toBe(
      true,
    );
  });
});

it('writes what many merge in one line, as it may stand in a flow map', () => {
  const text = `dsl_definitions:\n  whole: &whole { a: 1, b: word }\n${node('    properties:\n      k:\n        <<: *whole\n        c: 1\n')}`;
  const changed = edit(text, { ...set(['k', 'a'], 'two\nlines\n'), shared: 'shared' });
  expect(changed).toBe(text.replace('a: 1', 'a: "two\\nlines\\n"'));
});

describe('what stands behind a text that keeps its blank lines', () => {
  it.each([
    ['      a: |+\n        x\n      b: 1\n\n      c: 2\n', '      a: |+\n        x\n      c: 2\n'],
    ['      a: |+\n        x\n\n      b: 1\n\n', '      a: |+\n        x\n\n'],
    ['      a: |\n        x\n      b: 1\n          \n      c: 2\n', '      a: |\n        x\n      c: 2\n'],
    ['      a: |\n        x\n      b: 1\n\n      c: 2\n', '      a: |\n        x\n\n      c: 2\n'],
  ])('leaves no blank line to it when it goes: %j', (before, after) => {
    const head = node('    properties:\n');
    expect(edit(head + before, unset('b'))).toBe(head + after);
  });
});

describe('what is written over', () => {
  const head = node('    properties:\n');
  it.each<[string, string, Intent, string]>([
    [
      'keeps its lines in a flow list',
      '      l: [a, # first\n        b,\n        c]\n',
      set(['l', 1], 3),
      '      l: [a, # first\n        3,\n        c]\n',
    ],
    [
      'is not taken for the tag of its first key',
      '      m: # c\n        !!str k: 1\n',
      set(['m'], 'x'),
      '      m: x # c\n',
    ],
    [
      'leaves no spaces behind that a text would have',
      '      a: >+  \n      b: 1\n',
      set(['a'], 'x\ny\n'),
      '      a: |\n        x\n        y\n      b: 1\n',
    ],
    [
      'leaves a text with the spaces at its end',
      '      a: |-\n        x\n          \n',
      set(['b'], 1),
      '      a: |-\n        x\n          \n      b: 1\n',
    ],
  ])('%s', (...[, before, intent, after]) => {
    expect(edit(head + before, intent)).toBe(head + after);
  });
});

describe('an entry written in an unusual way', () => {
  const head = node('    properties:\n');
  it.each<[string, string, Intent, string]>([
    ['goes with its sign', '      ? a\n      : 1\n      b: 2\n', unset('a'), '      b: 2\n'],
    ['gets a colon', '      ? a # c\n      b: 2\n', set(['a'], 'x'), '      ? a # c\n      : x\n      b: 2\n'],
    ['gets a colon in a flow map', '      { a, b: 2 }\n', set(['a'], 3), '      { a: 3, b: 2 }\n'],
    ['loses a tag that is about its old value', '      a: !!int "3"\n', set(['a'], 'x'), '      a: x\n'],
    [
      'keeps its anchor then',
      '      a: !!int &n 3\n      b: *n\n',
      { ...set(['a'], 'x'), shared: 'shared' },
      '      a: &n x\n      b: *n\n',
    ],
    ['gets braces to hold more', '      l: [ a: 1, b ]\n', set(['l', 0, 'c'], 2), '      l: [ { a: 1, c: 2 }, b ]\n'],
  ])('%s', (...[, before, intent, after]) => {
    expect(edit(head + before, intent)).toBe(head + after);
  });

  it('keeps the anchor of its key', () => {
    const text = 'inputs:\n  &k a: {}\noutputs:\n  o:\n    value: *k\n';
    const renamed = edit(text, { kind: 'rename-declaration', section: 'inputs', name: 'a', to: 'z' });
    expect(renamed).toBe(text.replace('&k a', '&k z'));
  });

  it('is refused where its key cannot be found', () => {
    const text = `${head}      ?\n        a\n      : 1\n      b: 2\n`;
    const result = applyIntent(openBlueprint({ mainFile: 'b.yaml', sources: { 'b.yaml': text } }), unset('a'));
    expect(result).toMatchObject({ ok: false, reason: expect.stringContaining('line 6 of b.yaml') });
  });
});
