import { expect, test } from 'vitest';
import type { TopologyView } from '../../server/api/contract.ts';
import { type TemplateNode, toEdges, toNodes } from './elements.ts';
import { foldTopology } from './fold-topology.ts';
import { layOut } from './layout.ts';

const topology: TopologyView = {
  nodes: [
    {
      id: 'vm',
      type: 'Compute',
      typeHierarchy: ['Root', 'Compute'],
      parent: null,
      instances: [instance('vm_1')],
      defaultInstances: 1,
    },
    {
      id: 'web',
      type: 'App',
      typeHierarchy: ['Root', 'App'],
      parent: 'vm',
      instances: [instance('web_1')],
      defaultInstances: 1,
    },
  ],
  edges: [{ id: 'e', source: 'web', target: 'vm', type: 'x', kind: 'depends_on' }],
};

function instance(id: string) {
  return { id, index: 1, state: 'started' as const, failed: false };
}

const none = { node: null, instance: null };

const everything = foldTopology(topology, { open: new Set(), shut: new Set(), all: false }, null);

test('only the node that is chosen gets a new identity', () => {
  const placed = layOut(everything);
  const first = toNodes(placed, everything.nodes, { selection: none, direction: 'right', previous: new Map() });
  const previous = new Map(first.map((node): [string, TemplateNode] => [node.id, node]));
  const selection = { node: 'web', instance: 'web_1' };
  const second = toNodes(placed, everything.nodes, { selection, direction: 'right', previous });
  expect(second[0]).toBe(first[0]);
  expect(second[1]).not.toBe(first[1]);
  expect(second[1]?.data).toMatchObject({ selected: true, instance: 'web_1' });
});

test('nodes are measured beforehand and parents come first', () => {
  const context = { selection: none, direction: 'right', previous: new Map() } as const;
  const nodes = toNodes(layOut(everything), everything.nodes, context);
  expect(nodes.map(({ id, parentId }) => [id, parentId])).toEqual([
    ['vm', undefined],
    ['web', 'vm'],
  ]);
  for (const node of nodes) expect(node.measured).toEqual({ width: node.width, height: node.height });
});

test('edges of the chosen node stand out', () => {
  expect(toEdges(everything, 'web')[0]?.data?.near).toBe(true);
  expect(toEdges(everything, null)[0]?.data?.near).toBe(false);
});
