import type { PlanNodeInstance, PlanRelationship } from '../plan.ts';

const containedIn = 'cloudify.relationships.contained_in';

/** An instance and the instance that it is contained in. */
export interface Placed {
  instance: PlanNodeInstance;
  container: PlanNodeInstance | null;
}

export function isContainment(relationship: PlanRelationship): boolean {
  return relationship.type_hierarchy.includes(containedIn);
}
