import type { JsonObject } from '../blueprint/json.ts';
import type { WorkflowInstance, WorkflowModel } from './model.ts';

/**
 * The instances that a workflow is for, by its parameters `node_ids`, `node_instance_ids` and `type_names`. Each filter
 * that is empty or absent lets all pass; types match anywhere in a node's hierarchy (runtime.md A.6).
 */
export function selectInstances(model: WorkflowModel, parameters: JsonObject): Set<WorkflowInstance> {
  const nodes = names(parameters, 'node_ids');
  const instances = names(parameters, 'node_instance_ids');
  const types = names(parameters, 'type_names');
  const selected = model.instances.filter((instance) => {
    const hierarchy = model.nodes.get(instance.nodeName)?.type_hierarchy ?? [];
    return (
      (nodes.size === 0 || nodes.has(instance.nodeName)) &&
      (instances.size === 0 || instances.has(instance.id)) &&
      (types.size === 0 || hierarchy.some((type) => types.has(type)))
    );
  });
  return new Set(selected);
}

function names(parameters: JsonObject, key: string): Set<string> {
  const value = parameters[key];
  const list = Array.isArray(value) ? value : value === undefined || value === null ? [] : [value];
  return new Set(list.filter((item) => typeof item === 'string'));
}
