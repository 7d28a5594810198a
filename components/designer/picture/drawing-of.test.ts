import { expect, test } from 'vitest';
import type { Design, DesignNode, DesignRelationship } from '../../../core/design/design.ts';
import { toPicture } from '../canvas/picture.ts';
import { drawingOf } from './drawing-of.ts';

const node = (id: string, parent: string | null, relationships: Pick<DesignRelationship, 'kind' | 'target'>[]) =>
  ({
    ...{ id, parent, type: 'cloudify.nodes.Compute', typeHierarchy: ['cloudify.nodes.Compute'], file: 'b.yaml' },
    ...{ properties: {}, interfaces: {}, instances: { default: 2, min: 0, max: -1, isWritten: true } },
    relationships: relationships.map((each, index) => ({ ...each, index })) as DesignRelationship[],
  }) satisfies DesignNode;

const design: Design = {
  ...{
    version: 3,
    description: null,
    imports: [],
    policies: [],
    inputs: [],
    outputs: [],
    capabilities: [],
    labels: [],
    blueprintLabels: [],
    secrets: [],
  },
  types: { nodes: {}, relationships: {}, data: {}, policies: {}, plugins: [] },
  nodes: [
    node('vm', null, []),
    node('web', 'vm', [
      { kind: 'contained_in', target: 'vm' },
      { kind: 'depends_on', target: 'db' },
    ]),
    node('db', null, []),
  ],
  groups: [{ name: 'all', members: ['web', 'db'], policies: [], reactions: {}, file: 'b.yaml' }],
};

test('relationships and groups of nodes in a closed container are drawn at the container', () => {
  const at = new Map([
    ['vm', { x: 0, y: 0 }],
    ['db', { x: 400, y: 0 }],
  ]);
  const picture = toPicture(design, (id) => at.get(id) ?? null, { closed: new Set(['vm']) });
  const drawing = drawingOf({ picture, notes: [], iconOf: () => '' });
  expect(drawing.nodes.map((each) => [each.box.id, each.type, each.instances])).toEqual([
    ['vm', 'Compute', 2],
    ['db', 'Compute', 2],
  ]);
  expect(drawing.lines.map(({ label, isDashed }) => [label, isDashed])).toEqual([['vm depends on db', true]]);
  expect(drawing.hulls).toMatchObject([
    { name: 'all', bounds: { x: -8, y: -8 } },
    { name: 'all', bounds: { x: 392, y: -8 } },
  ]);
});
