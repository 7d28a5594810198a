import type { Json } from '../../../core/blueprint/json.ts';
import type { ValuesGetter } from '../../../core/plan/index.ts';
import type { PlanNode } from '../../../core/plan/plan.ts';
import type { DeploymentRow } from '../../../db/repositories/deployment.ts';
import { keepsTo } from './known-values.ts';

/** Names of the parts of a deployment, by the type of value that takes such a name. */
export type PartNames = ReadonlyMap<string, ReadonlySet<string>>;

const partTypes: ReadonlySet<string> = new Set([
  'node_id',
  'node_type',
  'node_instance',
  'scaling_group',
  'operation_name',
  'capability_value',
]);

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

/** A deployment whose parts values may name. */
export interface KnownDeployment {
  id: string;
  name: string;
  parts: PartNames;
}

/**
 * Answers about the parts of deployments, and about everything else as `others` does. `own`: the deployment that values
 * are about when no constraint `deployment_id` says which; null when there is none.
 */
export function partsGetterOf(
  own: KnownDeployment | null,
  known: readonly KnownDeployment[],
  others: ValuesGetter,
): ValuesGetter {
  const meant = (where: Json | undefined) =>
    where === undefined
      ? own
      : [...known, ...(own === null ? [] : [own])].find(({ id, name }) => where === id || where === name);
  return {
    hasDeployment: own !== null,
    hasBlueprint: false,
    get(query) {
      if (!partTypes.has(query.type)) return others.get(query);
      const { value } = query;
      const { deployment_id: where, valid_values: valid, ...rest } = query.constraints;
      if (typeof value !== 'string' || meant(where)?.parts.get(query.type)?.has(value) !== true) return [];
      const isValid = valid === undefined || (Array.isArray(valid) && valid.includes(value));
      return isValid && keepsTo(value, rest) ? [value] : [];
    },
  };
}
