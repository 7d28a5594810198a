import { expect, test } from 'vitest';
import { sketchModel } from '../workflow/testing/model.ts';
import { comparePlans } from './compare-plans.ts';

const contained = ['cloudify.relationships.depends_on', 'cloudify.relationships.contained_in'];
const connected = ['cloudify.relationships.depends_on', 'cloudify.relationships.connected_to'];

function planOf(sketches: Parameters<typeof sketchModel>[0]) {
  return { nodes: [...sketchModel(sketches).nodes.values()], scaling_groups: {} };
}

test('two versions are one drawing in which each node says what became of it', () => {
  const before = planOf({
    vm: {},
    web: { relationships: [{ target: 'vm', hierarchy: contained }] },
    old: { relationships: [{ target: 'vm', hierarchy: contained }] },
  });
  const after = planOf({
    vm: {},
    web: {
      relationships: [
        { target: 'vm', hierarchy: contained },
        { target: 'cache', hierarchy: connected },
      ],
    },
    cache: {},
  });
  const web = after.nodes.find(({ name }) => name === 'web');
  if (web !== undefined) web.properties = { port: 80 };
  const { graph, nodes } = comparePlans(before, after);
  expect(graph.nodes.map(({ id, parent }) => [id, parent])).toEqual([
    ['vm', null],
    ['web', 'vm'],
    ['cache', null],
    ['old', 'vm'],
  ]);
  expect(nodes).toEqual([
    { node: 'web', effect: 'change', what: ['relationship to cache added', 'property port added'] },
    { node: 'cache', effect: 'add', what: [] },
    { node: 'old', effect: 'remove', what: [] },
  ]);
  expect(comparePlans(after, after).nodes).toEqual([]);
});
