import fc from 'fast-check';
import { expect, it } from 'vitest';
import { applyIntents } from './apply-intents.ts';
import type { OpenRequest } from './blueprint.ts';
import type { Intent } from './intent.ts';
import { applyEdits, composeEdits, type TextEdit } from './text-edit.ts';

const text = `tosca_definitions_version: cloudify_dsl_1_3
node_templates:
  # the first
  web: { type: shop.Web }
  db:
    type: shop.Db
`;

function edited(edits: Record<string, TextEdit[]>): string {
  return applyEdits(text, edits['blueprint.yaml'] ?? []);
}

it('carries several intents out as edits of the one text', () => {
  const { result } = applyIntents({ mainFile: 'blueprint.yaml', sources: { 'blueprint.yaml': text } }, [
    { kind: 'add-node', name: 'cache', type: 'shop.Cache' },
    { kind: 'set-property', node: 'cache', path: ['size'], value: 3 },
    { kind: 'rename-node', node: 'web', name: 'shop' },
    { kind: 'delete-node', node: 'db', children: false },
  ]);
  expect(result.ok && edited(result.edits)).toBe(`tosca_definitions_version: cloudify_dsl_1_3
node_templates:
  # the first
  shop: { type: shop.Web }
  cache:
    type: shop.Cache
    properties:
      size: 3
`);
  expect(result.ok && result.labels.length).toBe(4);
});

it('carries none out when one is refused, and says which', () => {
  const refused = { kind: 'rename-node', node: 'none', name: 'x' } as const;
  const { result } = applyIntents({ mainFile: 'blueprint.yaml', sources: { 'blueprint.yaml': text } }, [
    { kind: 'rename-node', node: 'web', name: 'shop' },
    refused,
  ]);
  expect(result).toMatchObject({ ok: false, intent: refused });
});

const hosted = `node_templates:
  a: &a
    type: t
    properties: { size: 1 }
  b:
    type: t
    relationships:
      - { type: cloudify.relationships.contained_in, target: a }
  c:
    type: t
    # kept
    properties:
      size: "2"
  d: *a
  e: { <<: *a, type: u }
`;

it.each<[string, Intent[]]>([
  ['set', ['b', 'c', 'e'].map((node) => ({ kind: 'set-property', node, path: ['size'], value: 'x' }))],
  ['set where text is shared', ['b', 'a', 'd'].map((node) => ({ kind: 'set-property', node, path: ['x'], value: 1 }))],
  ['unset', ['c', 'e'].map((node) => ({ kind: 'unset-property', node, path: ['size'] }))],
  ['types', ['b', 'c'].map((node) => ({ kind: 'set-node-type', node, type: 'v' }))],
  ['nest', ['b', 'e'].map((node) => ({ kind: 'nest', node, host: 'c' }))],
  ['nest around each other', [nestIn('b', 'c'), nestIn('c', 'b')]],
  ['nest in a circle', [nestIn('c', 'b'), nestIn('a', 'b')]],
  ['connect', ['b', 'c'].map((node) => ({ kind: 'add-relationship', node, type: 'r', target: 'e' }))],
  ['delete', ['b', 'c', 'e'].map((node) => remove(node, false))],
  ['delete where text is shared', ['d', 'e', 'a'].map((node) => remove(node, false))],
  ['delete with children', ['a', 'c'].map((node) => remove(node, true))],
  ['delete a child again', ['c', 'a', 'b'].map((node) => remove(node, true))],
  ['disconnect', [{ kind: 'remove-relationship', node: 'b', index: 0 }]],
  ['instances', ['b', 'c'].map((node) => ({ kind: 'set-instances', node, default: 3 }))],
  ['one node twice', ['x', 'y'].map((key) => ({ kind: 'set-property', node: 'b', path: [key], value: 1 }))],
])('carries out together what gives the same as one after the other: %s', (_name, intents) => {
  const { result } = applyIntents(requestOf(hosted), intents);
  let text = hosted;
  let refused: Intent | null = null;
  for (const intent of intents) {
    const one = applyIntents(requestOf(text), [intent]).result;
    if (one.ok) text = applyEdits(text, one.edits['blueprint.yaml'] ?? []);
    else refused ??= intent;
  }
  if (refused !== null) expect(result).toMatchObject({ ok: false, intent: refused });
  else expect(result.ok && applyEdits(hosted, result.edits['blueprint.yaml'] ?? [])).toBe(text);
});

function remove(node: string, children: boolean): Intent {
  return { kind: 'delete-node', node, children };
}

function nestIn(node: string, host: string): Intent {
  return { kind: 'nest', node, host };
}

function requestOf(source: string): OpenRequest {
  return { mainFile: 'blueprint.yaml', sources: { 'blueprint.yaml': source } };
}

/** Sorted edits inside a text of this length. */
function editsFor(length: number): fc.Arbitrary<TextEdit[]> {
  return fc.array(fc.tuple(fc.nat(length), fc.string({ maxLength: 4 })), { maxLength: 8 }).map((marks) => {
    const sorted = marks.toSorted(([a], [b]) => a - b);
    return sorted.flatMap(([from, insert], index) => {
      const to = sorted[index + 1]?.[0] ?? length;
      return index % 2 === 0 ? [{ from, to, insert }] : [];
    });
  });
}

it('composes edits: both at once give what one after the other gives', () => {
  const pairs = fc.string({ maxLength: 30 }).chain((start) =>
    editsFor(start.length).chain((first) => {
      const middle = applyEdits(start, first);
      return fc.record({ start: fc.constant(start), first: fc.constant(first), second: editsFor(middle.length) });
    }),
  );
  fc.assert(
    fc.property(pairs, ({ start, first, second }) => {
      const both = composeEdits(first, second);
      expect(applyEdits(start, both)).toBe(applyEdits(applyEdits(start, first), second));
    }),
    { numRuns: 500 },
  );
});
