import type { JsonObject } from '../blueprint/json.ts';
import type { PlanWorkflow } from '../plan/plan.ts';

const prefix = 'cloudify.plugins.workflows.';
const kubernetes = 'kube_plugin.workflows.';

/** Kinds of parts of a deployment that a parameter's values may name. */
export type ChoiceKind =
  | 'node_id'
  | 'node_type'
  | 'node_instance'
  | 'scaling_group'
  | 'operation_name'
  | 'scalable'
  | 'capability_value';

/** Parameters of the types files of before 6.4, which declare no types for them. */
const byName: Readonly<Record<string, ChoiceKind>> = {
  node_ids: 'node_id',
  node_id: 'node_id',
  type_names: 'node_type',
  node_instance_ids: 'node_instance',
  node_instance_id: 'node_instance',
  include_instances: 'node_instance',
  exclude_instances: 'node_instance',
  operation: 'operation_name',
  scalable_entity_name: 'scalable',
};

/** Of the workflows of the Kubernetes plugin; `name` is there mostly that of an object, and in kube_scale that of a node. */
const ofKubernetes: Readonly<Record<string, ChoiceKind>> = {
  'kube_run master': 'node_id',
  'kube_expose master': 'node_id',
  'kube_stop master': 'node_id',
  'kube_delete master': 'node_id',
  'kube_create master': 'node_id',
  'kube_scale master': 'node_id',
  'kube_scale name': 'node_id',
};

const byType: Readonly<Record<string, ChoiceKind>> = {
  node_id: 'node_id',
  node_type: 'node_type',
  node_instance: 'node_instance',
  scaling_group: 'scaling_group',
  operation_name: 'operation_name',
  capability_value: 'capability_value',
};

/**
 * Which parts of a deployment the values of a parameter name, by its declared type, else, in built-in workflows and
 * those of the Kubernetes plugin, by its name; null when they name none.
 */
export function choiceKindOf(
  workflow: Pick<PlanWorkflow, 'operation'>,
  parameter: string,
  declaration: JsonObject,
): ChoiceKind | null {
  for (const type of [declaration['item_type'], declaration['type']]) {
    if (typeof type === 'string' && Object.hasOwn(byType, type)) return byType[type] ?? null;
  }
  if (workflow.operation.startsWith(kubernetes)) {
    const key = `${workflow.operation.slice(kubernetes.length)} ${parameter}`;
    return Object.hasOwn(ofKubernetes, key) ? (ofKubernetes[key] ?? null) : null;
  }
  if (!workflow.operation.startsWith(prefix) || !Object.hasOwn(byName, parameter)) return null;
  return byName[parameter] ?? null;
}
