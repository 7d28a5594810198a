import fc from 'fast-check';
import { expect, it } from 'vitest';
import { applyIntents } from './apply-intents.ts';
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
