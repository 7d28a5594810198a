import type { InstanceChange } from '../modification/modification.ts';
import type { PlanInstanceNumbers } from '../plan.ts';
import type { PlanModel } from './model-steps.ts';

/** A plan with the numbers of instances that a deployment has after an update, and those that are not as before. */
export interface UpdatedNumbers {
  plan: PlanModel;
  changes: Record<string, InstanceChange>;
}

/**
 * The numbers of instances after an update: those that the deployment has now, whatever scaling has made of them, unless
 * the blueprint asks for another number than before.
 */
export function updatedNumbers(before: PlanModel, after: PlanModel, replaced: ReadonlySet<string>): UpdatedNumbers {
  const changes: [string, InstanceChange][] = [];
  const old = new Map(before.nodes.map((node) => [node.name, node.capabilities.scalable.properties]));
  const settle = (name: string, now: PlanInstanceNumbers, known: PlanInstanceNumbers | undefined) => {
    if (known === undefined || replaced.has(name)) return now;
    const isAsked = known.default_instances !== now.default_instances;
    const count = isAsked ? now.default_instances : known.current_instances;
    if (isAsked) changes.push([name, { instances: count }]);
    return { ...now, current_instances: count, planned_instances: count };
  };
  const nodes = after.nodes.map((node) => {
    const properties = settle(node.name, node.capabilities.scalable.properties, old.get(node.name));
    return { ...node, capabilities: { ...node.capabilities, scalable: { ...node.capabilities.scalable, properties } } };
  });
  const groups = Object.entries(after.scaling_groups).map(([name, group]) => {
    const known = Object.hasOwn(before.scaling_groups, name) ? before.scaling_groups[name] : undefined;
    return [name, { ...group, properties: settle(name, group.properties, known?.properties) }] as const;
  });
  return {
    plan: { ...after, nodes, scaling_groups: Object.fromEntries(groups) },
    changes: Object.fromEntries(changes),
  };
}
