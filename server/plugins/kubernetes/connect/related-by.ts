import type { PlanInstanceRelationship } from '../../../../core/plan/plan.ts';
import type { NodeAndInstance } from '../../../../core/ports/operation.ts';

/** The relationships of an instance that are of one of these types, or of one derived from them, in their order. */
export function relatedBy({ node, instance }: NodeAndInstance, types: readonly string[]): PlanInstanceRelationship[] {
  return instance.relationships.filter(({ type, target_name: target }) => {
    const declared = node.relationships.find((one) => one.type === type && one.target_id === target);
    return [type, ...(declared?.type_hierarchy ?? [])].some((name) => types.includes(name));
  });
}
