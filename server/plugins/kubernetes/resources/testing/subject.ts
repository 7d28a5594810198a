import type { JsonObject } from '../../../../../core/blueprint/json.ts';
import type { PlanNode } from '../../../../../core/plan/plan.ts';
import type { NodeAndInstance } from '../../../../../core/ports/operation.ts';

/** A node of some types with properties, and an instance of it. */
export function subjectOf({
  types = [],
  properties = {},
}: {
  types?: string[];
  properties?: JsonObject;
}): NodeAndInstance {
  const numbers = {
    min_instances: 1,
    max_instances: 1,
    default_instances: 1,
    current_instances: 1,
    planned_instances: 1,
  };
  const node: PlanNode = {
    ...{ id: 'web', name: 'web', type: types.at(-1) ?? '', type_hierarchy: types, properties },
    ...{ interfaces: {}, operations: {}, relationships: [], instances: {} },
    capabilities: { scalable: { properties: numbers } },
    ...{ plugins: [], deployment_plugins_to_install: [] },
  };
  const instance = {
    id: 'web_abc123',
    index: 1,
    hostId: null,
    runtimeProperties: {},
    relationships: [],
    scalingGroups: null,
  };
  return { node, instance };
}
