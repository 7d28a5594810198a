import { expect, test } from 'vitest';
import type { TopologyView } from '../../server/api/contract.ts';
import { toBoxes } from './boxes.ts';
import { layers, type TemplateNode, toLines, toNodes } from './elements.ts';
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

const boxes = toBoxes(layOut(everything));
const drawn = new Map(everything.nodes.map((each) => [each.id, each]));

test('only the node that is chosen gets a new identity', () => {
  const first = toNodes(boxes, drawn, { selection: none, previous: new Map() });
  const previous = new Map(first.map((node): [string, TemplateNode] => [node.id, node]));
  const selection = { node: 'web', instance: 'web_1' };
  const second = toNodes(boxes, drawn, { selection, previous });
  expect(second[0]).toBe(first[0]);
  expect(second[1]).not.toBe(first[1]);
  expect(second[1]?.data).toMatchObject({ selected: true, instance: 'web_1' });
});

test('nodes are measured beforehand, and what is contained lies over its container', () => {
  const nodes = toNodes(boxes, drawn, { selection: none, previous: new Map() });
  expect(nodes.map(({ id, zIndex }) => [id, zIndex])).toEqual([
    ['vm', layers.container],
    ['web', layers.leaf],
  ]);
  for (const node of nodes) expect(node.measured).toEqual({ width: node.width, height: node.height });
});

test('a connection has the places of both its ends', () => {
  expect(toLines(everything, boxes)).toMatchObject([
    { id: 'web->vm#depends_on', from: { id: 'web' }, to: { id: 'vm' } },
  ]);
});
