import type { JsonObject } from '../blueprint/json.ts';
import type { PlanWorkflow } from '../plan/plan.ts';

const prefix = 'cloudify.plugins.workflows.';

/** The built-in workflows in a sentence each, by their mapping behind the prefix. */
const sentences: ReadonlyMap<string, string> = new Map([
  ['install', 'Creates, configures and starts what is not started yet, in the order of dependencies.'],
  ['uninstall', 'Stops and deletes what is there, in the reverse order of dependencies.'],
  ['reinstall', 'Uninstalls and then installs again.'],
  ['start', 'Runs the start operation of nodes, in the order of dependencies.'],
  ['stop', 'Runs the stop operation of nodes, in the order of dependencies.'],
  ['restart', 'Runs the stop operations of nodes and then their start operations.'],
  ['pull', 'Runs the pull operation of nodes.'],
  ['execute_operation', 'Runs one operation of the chosen nodes.'],
  ['auto_heal_reinstall_node_subgraph', 'Finds out what is not well and mends it, or reinstalls it.'],
  ['scale', 'Adds instances of a node, or removes some.'],
  ['scale_entity', 'Adds instances of a node or scaling group, or removes some.'],
  ['update', 'Changes the deployment to another version of its blueprint or to other inputs.'],
  ['rollback', 'Undoes what was begun and not finished, so that it can be begun anew.'],
  ['check_status', 'Asks each node whether it is well and keeps the answer.'],
  ['check_drift', 'Asks each node and relationship whether it differs from its description and keeps the answer.'],
  ['install_new_agents', 'Does nothing here: there are no agents on hosts.'],
  ['validate_agents', 'Does nothing here: there are no agents on hosts.'],
]);

/** What a workflow does, when it is a built-in one; null for others. */
export function describeWorkflow({ operation }: Pick<PlanWorkflow, 'operation'>): string | null {
  return operation.startsWith(prefix) ? (sentences.get(operation.slice(prefix.length)) ?? null) : null;
}

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

const byType: Readonly<Record<string, ChoiceKind>> = {
  node_id: 'node_id',
  node_type: 'node_type',
  node_instance: 'node_instance',
  scaling_group: 'scaling_group',
  operation_name: 'operation_name',
  capability_value: 'capability_value',
};

/**
 * Which parts of a deployment the values of a parameter name, by its declared type, else, in built-in workflows, by
 * its name; null when they name none.
 */
export function choiceKindOf(
  workflow: Pick<PlanWorkflow, 'operation'>,
  parameter: string,
  declaration: JsonObject,
): ChoiceKind | null {
  for (const type of [declaration['item_type'], declaration['type']]) {
    if (typeof type === 'string' && Object.hasOwn(byType, type)) return byType[type] ?? null;
  }
  if (!workflow.operation.startsWith(prefix) || !Object.hasOwn(byName, parameter)) return null;
  return byName[parameter] ?? null;
}
