import { expect, test } from 'vitest';
import type { PreviewView, TopologyNode } from '../../server/api/contract.ts';
import { countEffects, mainEffect } from '../topology/effects.ts';
import { withPreview } from './preview-topology.ts';

const instances: PreviewView['instances'] = [
  { id: 'web_a', node: 'web', from: 'started', to: 'started', effect: 'touch' },
  { id: 'web_b', node: 'web', from: 'uninitialized', to: 'started', effect: 'add' },
  { id: 'db_a', node: 'db', from: 'uninitialized', to: 'started', effect: 'add' },
];

function node(id: string, instanceIds: string[] = []): TopologyNode {
  return {
    id,
    type: 'T',
    typeHierarchy: ['T'],
    parent: null,
    defaultInstances: 1,
    instances: instanceIds.map((each, at) => ({ id: each, index: at + 1, state: 'started', failed: false })),
  };
}

test('instances that a run would make are drawn with their node, not installed yet', () => {
  const { nodes } = withPreview({ nodes: [node('web', ['web_a'])], edges: [] }, { instances });
  expect(nodes[0]?.instances).toMatchObject([
    { id: 'web_a', index: 1, state: 'started' },
    { id: 'web_b', index: 2, state: 'uninitialized' },
  ]);
});

test('an update shows the nodes and connections that only the new blueprint has', () => {
  const edge = { id: 'e', source: 'web', target: 'db', type: 'R', kind: 'connected_to' as const };
  const after = { nodes: [node('web'), node('db')], edges: [edge] };
  const { nodes, edges } = withPreview({ nodes: [node('web', ['web_a'])], edges: [] }, { instances }, after);
  expect(nodes.map(({ id, instances: each }) => [id, each.length])).toEqual([
    ['web', 2],
    ['db', 1],
  ]);
  expect(edges).toEqual([edge]);
});

test('a node has the colour of the strongest of its effects', () => {
  const effects = countEffects(instances);
  expect(effects.get('web')).toEqual({ touch: 1, add: 1 });
  expect(mainEffect(effects.get('web') ?? {})).toBe('add');
  expect(mainEffect({})).toBeNull();
});
