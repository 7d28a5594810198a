import { describe, expect, it } from 'vitest';
import { type NodeSketch, sketchModel } from '../workflow/testing/model.ts';
import { buildTopology } from './build-topology.ts';

const contained = ['cloudify.relationships.depends_on', 'cloudify.relationships.contained_in', 'my.inside'];
const connected = ['cloudify.relationships.depends_on', 'cloudify.relationships.connected_to'];
const depends = ['cloudify.relationships.depends_on'];

function nodesOf(sketches: Record<string, NodeSketch>) {
  return [...sketchModel(sketches).nodes.values()];
}

describe('buildTopology', () => {
  const nodes = nodesOf({
    vm: { hierarchy: ['cloudify.nodes.Root', 'cloudify.nodes.Compute'], instances: 2 },
    web: {
      relationships: [
        { target: 'vm', hierarchy: contained },
        { target: 'db', hierarchy: connected },
        { target: 'net', hierarchy: depends },
      ],
    },
    db: {},
    net: {},
  });

  it('nests what is contained and draws the rest', () => {
    const view = buildTopology({ nodes, scaling_groups: {} }, [], new Set());
    expect(view.nodes.map((node) => [node.id, node.parent])).toEqual([
      ['vm', null],
      ['web', 'vm'],
      ['db', null],
      ['net', null],
    ]);
    expect(view.edges).toEqual([
      { id: 'web->db#1', source: 'web', target: 'db', type: connected[1], kind: 'connected_to' },
      { id: 'web->net#2', source: 'web', target: 'net', type: depends[0], kind: 'depends_on' },
    ]);
    expect(view.nodes[0]).toMatchObject({ type: 'cloudify.nodes.Compute', defaultInstances: 2, instances: [] });
  });

  it('puts instances on their node, by index, and marks failed ones', () => {
    const instance = (index: number) => ({ id: `vm_${index}`, nodeName: 'vm', index, state: 'started' as const });
    const view = buildTopology({ nodes, scaling_groups: {} }, [instance(2), instance(1)], new Set(['vm_2']));
    expect(view.nodes[0]?.instances).toEqual([
      { id: 'vm_1', index: 1, state: 'started', failed: false },
      { id: 'vm_2', index: 2, state: 'started', failed: true },
    ]);
  });

  it('names scaling groups and their members', () => {
    const properties = {
      current_instances: 1,
      min_instances: 0,
      max_instances: -1,
      default_instances: 1,
      planned_instances: 1,
    };
    const view = buildTopology({ nodes, scaling_groups: { farm: { members: ['vm'], properties } } }, [], new Set());
    expect(view.groups).toEqual([{ name: 'farm', members: ['vm'] }]);
  });

  it('keeps two relationships to one target apart', () => {
    const twice = nodesOf({ a: { relationships: [{ target: 'b' }, { target: 'b' }] }, b: {} });
    const ids = buildTopology({ nodes: twice, scaling_groups: {} }, [], new Set()).edges.map((edge) => edge.id);
    expect(new Set(ids).size).toBe(2);
  });

  it('never nests in circles or in what is not there', () => {
    const circle = nodesOf({
      a: { relationships: [{ target: 'b', hierarchy: contained }] },
      b: { relationships: [{ target: 'a', hierarchy: contained }] },
      c: { relationships: [{ target: 'gone', hierarchy: contained }] },
    });
    expect(
      buildTopology({ nodes: circle, scaling_groups: {} }, [], new Set()).nodes.map((node) => node.parent),
    ).toEqual(['b', null, null]);
  });
});
