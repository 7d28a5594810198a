import { describe, expect, it } from 'vitest';
import type { Design, DesignNode } from '../../../core/design/design.ts';
import { outlineRows, selectedRow } from './outline-rows.ts';

function node(id: string, parent: string | null = null): DesignNode {
  return {
    id,
    type: 'cloudify.nodes.Compute',
    typeHierarchy: ['cloudify.nodes.Root', 'cloudify.nodes.Compute'],
    parent,
    properties: {},
    interfaces: {},
    relationships: [],
    instances: { default: 1, min: 0, max: -1, isWritten: false },
    file: 'blueprint.yaml',
  };
}

const design: Design = {
  version: 5,
  description: null,
  imports: [],
  nodes: [node('web', 'vm'), node('vm'), node('disk', 'vm'), node('net')],
  groups: [{ name: 'farm', members: ['vm', 'net'], policies: [], reactions: {}, file: 'blueprint.yaml' }],
  policies: [],
  inputs: [{ name: 'flavor', definition: { type: 'string' }, file: 'blueprint.yaml' }],
  outputs: [],
  capabilities: [],
  types: { nodes: {}, relationships: {}, data: {}, policies: {}, plugins: [] },
  labels: [],
  blueprintLabels: [],
  secrets: [],
};

const short = (rows: ReturnType<typeof outlineRows>) => rows.map(({ id, level }) => `${level} ${id}`);

describe('outlineRows', () => {
  it('lists nodes by containment, then what else there is', () => {
    expect(short(outlineRows(design, new Set()))).toEqual([
      '1 nodes',
      '2 nodes/vm',
      '3 nodes/web',
      '3 nodes/disk',
      '2 nodes/net',
      '1 inputs',
      '2 inputs/flavor',
      '1 groups',
      '2 groups/farm',
    ]);
  });

  it('leaves out what is closed, and says so', () => {
    const rows = outlineRows(design, new Set(['nodes/vm', 'inputs']));
    expect(short(rows)).toEqual(['1 nodes', '2 nodes/vm', '2 nodes/net', '1 inputs', '1 groups', '2 groups/farm']);
    expect(rows.map(({ isOpen }) => isOpen)).toEqual([true, false, null, false, true, null]);
  });

  it('tells places among siblings and what entries are', () => {
    const rows = outlineRows(design, new Set());
    const net = rows.find(({ id }) => id === 'nodes/net');
    expect([net?.place, net?.siblings, net?.detail]).toEqual([2, 2, 'Compute']);
    expect(rows.find(({ id }) => id === 'inputs/flavor')?.detail).toBe('string');
    expect(rows.find(({ id }) => id === 'groups/farm')?.detail).toBe('vm, net');
  });

  it('keeps the section of nodes even when there are none', () => {
    expect(short(outlineRows({ ...design, nodes: [], groups: [], inputs: [] }, new Set()))).toEqual(['1 nodes']);
  });
});

describe('selectedRow', () => {
  it('is the main node, the source of a relationship, or the entry', () => {
    expect(selectedRow({ nodes: [], relationship: null })).toBeNull();
    expect(selectedRow({ nodes: ['a', 'b'], relationship: null })).toBe('nodes/b');
    expect(selectedRow({ nodes: [], relationship: { node: 'a', index: 0 } })).toBe('nodes/a');
    const entry = { section: 'inputs', name: 'flavor' } as const;
    expect(selectedRow({ nodes: [], relationship: null, entry })).toBe('inputs/flavor');
  });
});
