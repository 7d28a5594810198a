import { indexLinks } from './links.ts';
import type { WorkflowInstance, WorkflowModel } from './model.ts';

const containedIn = 'cloudify.relationships.contained_in';

/** Tells what instances hold. Prepared in linear time. */
export interface Containment {
  /** The instances, and all that stand in them at any depth; what is met first comes first. Linear in what is found. */
  withContained(instances: Iterable<WorkflowInstance>): Set<WorkflowInstance>;
}

/** Prepares the look-up for a model. Containment that another relationship to the same target replaces does not count (runtime.md A.4). */
export function indexContainment(model: WorkflowModel): Containment {
  const links = indexLinks(model);
  const contained = new Map<string, WorkflowInstance[]>();
  for (const instance of model.instances) {
    for (const { declared, targetInstance } of links.of(instance)) {
      if (!declared.type_hierarchy.includes(containedIn)) continue;
      const list = contained.get(targetInstance);
      if (list) list.push(instance);
      else contained.set(targetInstance, [instance]);
    }
  }
  return {
    withContained(instances) {
      const found = new Set(instances);
      // A set that grows while it is walked is walked to its end.
      for (const { id } of found) for (const inner of contained.get(id) ?? []) found.add(inner);
      return found;
    },
  };
}
