import { expect, test } from 'vitest';
import { sketchModel } from '../../../core/workflow/testing/model.ts';
import { scalablesOf } from './list-scalables.ts';

const contained = ['cloudify.relationships.depends_on', 'cloudify.relationships.contained_in'];

test('groups come first; numbers are per instance of what a thing stands in, with the total beside', () => {
  const { nodes } = sketchModel({
    vm: { instances: 2 },
    web: { relationships: [{ target: 'vm', hierarchy: contained }] },
  });
  const numbers = {
    min_instances: 1,
    max_instances: 5,
    default_instances: 2,
    current_instances: 2,
    planned_instances: 2,
  };
  const plan = { nodes: [...nodes.values()], scaling_groups: { pair: { members: ['vm'], properties: numbers } } };
  const instance = (nodeName: string, group: string) => ({ nodeName, scalingGroups: [{ name: 'pair', id: group }] });
  const instances = [instance('vm', 'pair_1'), instance('vm', 'pair_2'), instance('web', 'pair_1')];
  expect(scalablesOf(plan, instances)).toMatchObject([
    { name: 'pair', kind: 'group', current: 2, min: 1, max: 5, total: 2, within: null, members: ['vm'] },
    { name: 'vm', kind: 'node', total: 2, within: 'pair' },
    { name: 'web', kind: 'node', total: 1, within: 'vm' },
  ]);
});
