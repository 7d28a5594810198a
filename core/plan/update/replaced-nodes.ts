import { isContainment } from '../instances/levels.ts';
import type { PlanNode, PlanScalingGroup } from '../plan.ts';
import type { PlanModel } from './model-steps.ts';

/**
 * The nodes that have the same name in both models and are nevertheless others: their type, or what their instances
 * stand in (a node or scaling groups), is not the same. Their instances go, and new ones come.
 */
export function replacedNodes(before: PlanModel, after: PlanModel): Set<string> {
  const old = new Map(before.nodes.map((node) => [node.name, node]));
  const groupsBefore = groupOfMembers(before.scaling_groups);
  const groupsAfter = groupOfMembers(after.scaling_groups);
  const replaced = after.nodes.filter((node) => {
    const known = old.get(node.name);
    if (known === undefined) return false;
    return (
      known.type !== node.type ||
      containerOf(known) !== containerOf(node) ||
      !areSame(groupsAround(node.name, groupsBefore), groupsAround(node.name, groupsAfter))
    );
  });
  return new Set(replaced.map(({ name }) => name));
}

function containerOf(node: PlanNode): string | undefined {
  return node.relationships.findLast(isContainment)?.target_id;
}

function groupOfMembers(groups: Readonly<Record<string, PlanScalingGroup>>): Map<string, string> {
  const found = new Map<string, string>();
  for (const [name, { members }] of Object.entries(groups)) for (const member of members) found.set(member, name);
  return found;
}

/** The scaling groups that a name stands in, innermost first. */
function groupsAround(name: string, groupOf: ReadonlyMap<string, string>): string[] {
  const found: string[] = [];
  for (let at = groupOf.get(name); at !== undefined && !found.includes(at); at = groupOf.get(at)) found.push(at);
  return found;
}

function areSame(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((name, index) => name === b[index]);
}
