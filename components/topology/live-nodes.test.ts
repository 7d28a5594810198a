import { expect, test, vi } from 'vitest';
import type { TopologyNode, TopologyView } from '../../server/api/contract.ts';
import { foldTopology } from './fold-topology.ts';
import { LiveNodes } from './live-nodes.ts';

function node(id: string, parent: string | null = null): TopologyNode {
  const instances = [{ id: `${id}_1`, index: 1, state: 'creating' as const, failed: false }];
  return { id, type: 'T', typeHierarchy: ['T'], parent, instances, defaultInstances: 1 };
}

const before: TopologyView = { nodes: [node('vm'), node('web', 'vm'), node('db')], edges: [] };

function failing(view: TopologyView, id: string): TopologyView {
  const nodes = view.nodes.map((each) =>
    each.id === id ? { ...each, instances: each.instances.map((one) => ({ ...one, failed: true })) } : each,
  );
  return { ...view, nodes };
}

test('a change is told to the node that it is about, and to nobody else', () => {
  const live = new LiveNodes();
  const { nodes, drawnAs } = foldTopology(before, { open: new Set(), shut: new Set(), all: false }, null);
  live.setDrawn(nodes, drawnAs);
  live.setTopology(before, false);
  const [web, db] = [vi.fn(), vi.fn()];
  live.subscribe('web', web);
  live.subscribe('db', db);
  const look = live.look('db');
  live.setTopology(failing(before, 'web'), false);
  expect(web).toHaveBeenCalledOnce();
  expect(db).not.toHaveBeenCalled();
  expect(live.look('db')).toBe(look);
  expect(live.look('web').failed).toEqual({ node: 'web', instance: 'web_1', count: 1 });
});

test('a failure inside a closed container shows at the container, with what failed', () => {
  const live = new LiveNodes();
  const { nodes, drawnAs } = foldTopology(before, { open: new Set(), shut: new Set(['vm']), all: false }, null);
  live.setDrawn(nodes, drawnAs);
  live.setTopology(before, false);
  const told = vi.fn();
  live.subscribe('vm', told);
  live.setTopology(failing(before, 'web'), false);
  expect(told).toHaveBeenCalledOnce();
  expect(live.look('vm')).toMatchObject({ total: 2, failed: { node: 'web', instance: 'web_1', count: 1 } });
  expect([...live.look('vm').counts]).toEqual([
    ['progress', 1],
    ['failed', 1],
  ]);
});

test('while a workflow heals, what is not started yet is being healed', () => {
  const live = new LiveNodes();
  const { nodes, drawnAs } = foldTopology(before, { open: new Set(), shut: new Set(), all: false }, null);
  live.setDrawn(nodes, drawnAs);
  live.setTopology(before, true);
  expect(live.look('db').counts.get('healing')).toBe(1);
});
