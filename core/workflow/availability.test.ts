import { describe, expect, it } from 'vitest';
import { whyUnavailable } from './availability.ts';
import type { NodeInstanceState } from './task-graph.ts';
import { sketchModel } from './testing/model.ts';

function model(...states: NodeInstanceState[]) {
  return sketchModel(Object.fromEntries(states.map((state, index) => [`n${index}`, { state }])));
}

describe('availability of a workflow', () => {
  it.each<[string[], NodeInstanceState[], boolean]>([
    [['none', 'partial'], ['uninitialized'], true],
    [['none', 'partial'], ['started', 'creating'], true],
    [['none', 'partial'], ['started', 'started'], false],
    [['all', 'partial'], ['uninitialized', 'deleted'], false],
    [['all', 'partial'], ['started'], true],
    // A failed installation of which nothing is started yet can be removed, and begun again.
    [['all', 'partial'], ['creating', 'uninitialized'], true],
    [['none'], ['creating', 'uninitialized'], true],
    [['partial'], ['started'], false],
    [['all'], ['started', 'stopped'], false],
    [['all'], [], true],
    [['none'], [], true],
  ])('%j with %j: %j', (rule, states, isAvailable) => {
    const reason = whyUnavailable({ node_instances_active: rule }, model(...states));
    expect(reason === null).toBe(isAvailable);
  });

  it('needs one of the types', () => {
    const found = sketchModel({ vm: { hierarchy: ['cloudify.nodes.Root', 'cloudify.nodes.Compute'] } });
    expect(whyUnavailable({ node_types_required: ['cloudify.nodes.Compute', 'x'] }, found)).toBeNull();
    expect(whyUnavailable({ node_types_required: ['x', 'y'] }, found)).toBe('there is no node of the type x or y');
    expect(whyUnavailable({ node_types_required: [] }, found)).toBeNull();
  });

  it('can be switched off, and has no rules otherwise', () => {
    expect(whyUnavailable({ available: false }, model())).toContain('switched it off');
    expect(whyUnavailable({ available: true }, model())).toBeNull();
    expect(whyUnavailable(null, model('started'))).toBeNull();
  });
});
