import type { ValuesGetter } from '../../../core/plan/index.ts';
import type { PlanNode } from '../../../core/plan/plan.ts';
import type { DeploymentRow } from '../../../db/repositories/deployment.ts';
import { keepsTo } from './known-values.ts';

/** Names of the parts of a deployment, by the type of value that takes such a name. */
export type PartNames = ReadonlyMap<string, ReadonlySet<string>>;

/** What values of the types `node_id`, `node_instance`, `operation_name` ... may be in a deployment (dsl.md section 4). */
export function partNamesOf(plan: DeploymentRow['plan'], instances: readonly { id: string }[]): PartNames {
  return new Map<string, ReadonlySet<string>>([
    ['node_id', new Set(plan.nodes.map(({ id }) => id))],
    ['node_type', new Set(plan.nodes.flatMap(({ type_hierarchy: types }) => types))],
    ['node_instance', new Set(instances.map(({ id }) => id))],
    ['scaling_group', new Set(Object.keys(plan.scaling_groups))],
    ['operation_name', new Set(plan.nodes.flatMap(operationNamesOf))],
    [
      'capability_value',
      new Set(Object.values(plan.capabilities).flatMap(({ value }) => (typeof value === 'string' ? [value] : []))),
    ],
  ]);
}

function operationNamesOf(node: PlanNode): string[] {
  return Object.keys(node.operations).filter((name) => name.includes('.'));
}

/**
 * Answers about the parts of one deployment, and about everything else as `others` does. The constraint `deployment_id`
 * may name this deployment and no other.
 */
export function partsGetterOf(
  parts: PartNames,
  deployment: { id: string; name: string },
  others: ValuesGetter,
): ValuesGetter {
  return {
    hasDeployment: true,
    hasBlueprint: others.hasBlueprint,
    get(query) {
      const names = parts.get(query.type);
      if (names === undefined) return others.get(query);
      const { deployment_id: where, valid_values: valid, ...rest } = query.constraints;
      const isHere = where === undefined || where === deployment.id || where === deployment.name;
      const isValid = valid === undefined || (Array.isArray(valid) && valid.includes(query.value));
      const isThere = typeof query.value === 'string' && names.has(query.value);
      if (!isHere || !isValid || !isThere) return [];
      return keepsTo(String(query.value), rest) ? [query.value] : [];
    },
  };
}
