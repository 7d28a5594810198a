import { expect, test } from 'vitest';
import type { TopologyView } from '../../server/api/contract.ts';
import { type TemplateNode, toEdges, toNodes } from './elements.ts';
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

test('only the node whose instance changed gets a new identity', () => {
  const placed = layOut(topology);
  const first = toNodes(placed, topology, { selection: none, direction: 'right', previous: new Map() });
  const previous = new Map(first.map((node): [string, TemplateNode] => [node.id, node]));
  const changed = structuredClone(topology);
  changed.nodes[1]!.instances[0]!.state = 'stopping';
  const second = toNodes(placed, changed, { selection: none, direction: 'right', previous });
  expect(second[0]).toBe(first[0]);
  expect(second[1]).not.toBe(first[1]);
  expect(second[1]?.data.node.instances[0]?.state).toBe('stopping');
});

test('nodes are measured beforehand and parents come first', () => {
  const nodes = toNodes(layOut(topology), topology, { selection: none, direction: 'right', previous: new Map() });
  expect(nodes.map(({ id, parentId }) => [id, parentId])).toEqual([
    ['vm', undefined],
    ['web', 'vm'],
  ]);
  for (const node of nodes) expect(node.measured).toEqual({ width: node.width, height: node.height });
});

test('edges of the chosen node stand out', () => {
  expect(toEdges(topology, 'web')[0]?.data?.near).toBe(true);
  expect(toEdges(topology, null)[0]?.data?.near).toBe(false);
});
