import { expect, test } from 'vitest';
import type { TopologyNode, TopologyView } from '../../server/api/contract.ts';
import { type Folds, foldTopology } from './fold-topology.ts';

const untouched: Folds = { open: new Set(), shut: new Set(), all: false };

function node(id: string, parent: string | null = null, failed = false): TopologyNode {
  const instances = [{ id: `${id}_1`, index: 1, state: 'started' as const, failed }];
  return { id, type: 'T', typeHierarchy: ['T'], parent, instances, defaultInstances: 1 };
}

function fleet(hosts: number, each: number, failing: string[] = []): TopologyView {
  const nodes = Array.from({ length: hosts }, (_, h) => [
    node(`h${h}`),
    ...Array.from({ length: each }, (_, i) => node(`h${h}a${i}`, `h${h}`, failing.includes(`h${h}a${i}`))),
  ]).flat();
  return { nodes, edges: [{ id: 'e', source: 'h0a0', target: 'h1a0', type: 'x', kind: 'connected_to' }] };
}

test('a small topology is drawn whole; what a person closes stands for what it holds', () => {
  const whole = foldTopology(fleet(2, 2), untouched, null);
  expect(whole.nodes.map(({ id }) => id)).toEqual(['h0', 'h0a0', 'h0a1', 'h1', 'h1a0', 'h1a1']);
  const shut = foldTopology(fleet(2, 2), { ...untouched, shut: new Set(['h0']) }, null);
  expect(shut.nodes.map(({ id, isFolded, stands }) => [id, isFolded, stands.length])).toEqual([
    ['h0', true, 3],
    ['h1', false, 1],
    ['h1a0', false, 1],
    ['h1a1', false, 1],
  ]);
  expect(shut.edges).toMatchObject([{ source: 'h0', target: 'h1a0' }]);
  expect(shut.drawnAs.get('h0a1')).toBe('h0');
});

test('of a large one, containers with what is worst off are opened first, and the rest is folded', () => {
  const drawn = foldTopology(fleet(100, 9, ['h77a3']), untouched, null);
  expect(drawn.nodes.length).toBeLessThanOrEqual(400);
  expect(drawn.folded.has('h77')).toBe(false);
  expect(drawn.folded.size).toBeGreaterThan(50);
  expect(drawn.hiddenCount).toBe(0);
  expect(drawn.drawnAs.size).toBe(1_000);
});

test('what no container holds is left out above the budget, by number and never without a word', () => {
  const flat: TopologyView = {
    nodes: Array.from({ length: 1_000 }, (_, i) => node(`n${i}`, null, i === 900)),
    edges: [],
  };
  const drawn = foldTopology(flat, untouched, 'n950');
  const ids = new Set(drawn.nodes.map(({ id }) => id));
  expect(ids.has('n900') && ids.has('n950')).toBe(true);
  expect(drawn.nodes.at(-1)?.node).toBeNull();
  expect(drawn.nodes.at(-1)?.stands).toHaveLength(drawn.hiddenCount);
  expect(drawn.nodes.length - 1 + drawn.hiddenCount).toBe(1_000);
  expect(foldTopology(flat, { ...untouched, all: true }, null).nodes).toHaveLength(1_000);
});

test('what is chosen is drawn, however its containers stand', () => {
  const drawn = foldTopology(fleet(100, 9), { ...untouched, shut: new Set(['h99']) }, 'h99a8');
  expect(drawn.drawnAs.get('h99a8')).toBe('h99a8');
});

test('5,000 nodes in hosts are folded within the budget, and all of them are accounted for', () => {
  const drawn = foldTopology(fleet(1_000, 4, ['h999a1']), untouched, null);
  expect(drawn.drawnAs.size).toBe(5_000);
  expect(drawn.nodes.length).toBeLessThanOrEqual(401);
  expect(drawn.nodes.some(({ id }) => id === 'h999')).toBe(true);
  const stood = drawn.nodes.reduce((sum, { stands }) => sum + stands.length, 0);
  expect(stood).toBe(5_000);
});

test('a scaling group is around its members and is closed like a host', () => {
  const groups = [
    { name: 'farm', members: ['h0', 'h1'] },
    { name: 'apart', members: ['h0a1', 'h2'] },
  ];
  const topology = { ...fleet(3, 2, ['h1a0']), groups };
  const whole = foldTopology(topology, untouched, null);
  const parents = new Map(whole.nodes.map(({ id, parent }) => [id, parent]));
  expect([parents.get('h0'), parents.get('h0a0'), parents.get('h2')]).toEqual(['+group/farm', 'h0', null]);
  // Its members lie in different containers, so it has no place.
  expect(parents.has('+group/apart')).toBe(false);

  const shut = foldTopology(topology, { ...untouched, shut: new Set(['+group/farm']) }, null);
  const [farm] = shut.nodes;
  expect(farm).toMatchObject({ id: '+group/farm', group: { name: 'farm' }, isFolded: true, holds: 2 });
  expect(farm?.stands).toHaveLength(6);
  expect(shut.nodes.map(({ id }) => id)).toEqual(['+group/farm', 'h2', 'h2a0', 'h2a1']);
  expect(shut.hiddenCount).toBe(0);
  expect(foldTopology(topology, { ...untouched, shut: new Set(['+group/farm']) }, 'h1a1').drawnAs.get('h1a1')).toBe(
    'h1a1',
  );
});

test('groups may hold groups; those in a circle have no place', () => {
  const groups = [
    { name: 'outer', members: ['inner', 'h2'] },
    { name: 'inner', members: ['h0', 'h1'] },
    { name: 'a', members: ['b'] },
    { name: 'b', members: ['a'] },
  ];
  const { nodes } = foldTopology({ ...fleet(3, 1), groups }, untouched, null);
  const parents = Object.fromEntries(nodes.map(({ id, parent }) => [id, parent]));
  expect(parents).toMatchObject({ '+group/outer': null, '+group/inner': '+group/outer', h1: '+group/inner' });
  expect(nodes.filter(({ group }) => group !== null)).toHaveLength(2);
});
