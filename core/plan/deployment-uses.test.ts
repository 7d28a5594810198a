import { expect, test } from 'vitest';
import { deploymentUsesOf } from './deployment-uses.ts';
import type { PlanNode } from './plan.ts';

const nothing = { nodes: [], inputs: {}, inter_deployment_functions: [] };

test('a capability that is read names a deployment when it is written outright', () => {
  const creator = 'nodes.web.properties.address.get_capability';
  const reading = (target: string | null, self: string) => ({
    function_identifier: creator,
    target_deployment: [target, target ?? { get_attribute: ['a', 'b'] }],
    context: { self },
  });
  const inter_deployment_functions = [
    reading('database', 'web_1'),
    reading('database', 'web_2'),
    reading(null, 'web_1'),
  ];
  expect(deploymentUsesOf({ ...nothing, inter_deployment_functions }, {})).toEqual([{ target: 'database', creator }]);
});

test('inputs name deployments when they are declared so', () => {
  const schemas = {
    one: { type: 'deployment_id' },
    many: { type: 'list', item_type: 'deployment_id' },
    text: { type: 'string' },
    absent: { type: 'deployment_id' },
  };
  const inputs = { one: 'a', many: ['b', 'c'], text: 'd' };
  expect(deploymentUsesOf({ ...nothing, inputs }, schemas)).toEqual([
    { target: 'a', creator: 'inputs.one' },
    { target: 'b', creator: 'inputs.many' },
    { target: 'c', creator: 'inputs.many' },
  ]);
});

test('components and shared resources name their deployment', () => {
  const node = (id: string, type: string, deployment: string | null) =>
    ({
      id,
      type_hierarchy: ['cloudify.nodes.Root', type],
      properties: { resource_config: { deployment: deployment === null ? null : { id: deployment } } },
    }) as unknown as PlanNode;
  const nodes = [
    node('part', 'cloudify.nodes.Component', 'part-of-it'),
    node('shared', 'cloudify.nodes.SharedResource', 'network'),
    node('later', 'cloudify.nodes.SharedResource', null),
    node('other', 'cloudify.nodes.Compute', 'machine'),
  ];
  expect(deploymentUsesOf({ ...nothing, nodes }, {})).toEqual([
    { target: 'part-of-it', creator: 'nodes.part.properties.resource_config.deployment.id' },
    { target: 'network', creator: 'nodes.shared.properties.resource_config.deployment.id' },
  ]);
});
