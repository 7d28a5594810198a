import type { JsonObject } from '../../blueprint/json.ts';
import { orderByNeeds } from '../../graph/cycles.ts';
import type { PlanInstanceNumbers, PlanScalingGroup } from '../../plan/plan.ts';
import type { CompileContext } from '../context.ts';
import { rangeOf } from '../safe-yaml/syntax.ts';
import { GroupTree } from './group-tree.ts';
import type { GroupMember } from './groups.ts';
import { membersToKeep } from './members-to-keep.ts';

/** What scaling groups are made from. */
export interface ScalingGroupParts {
  members: ReadonlyMap<string, readonly GroupMember[]>;
  /** The numbers of instances by group, for those that a scaling policy targets. */
  scaled: ReadonlyMap<string, JsonObject>;
  /** What each node template is contained in; without an entry for one that is in nothing. */
  containers: ReadonlyMap<string, string>;
  /** By the names of all node templates. */
  nodes: ReadonlyMap<string, unknown>;
  context: CompileContext;
}

/**
 * The groups that scaling policies target, checked (200, 201, 202), without members that are contained in another
 * member: those follow their container (dsl.md section 8). Nothing when a check failed.
 */
export function makeScalingGroups(parts: ScalingGroupParts): Record<string, PlanScalingGroup> {
  const { report } = parts.context;
  const before = report.errors;
  const tree = new GroupTree(parts);
  warnOfUnscaled(tree, parts);
  checkNesting(tree, parts);
  if (report.errors === before) checkOneGroupEach(tree, parts);
  if (report.errors === before) checkSharedContainers(tree, parts);
  if (report.errors !== before) return {};
  const kept = membersToKeep(tree, parts);
  const groups = [...parts.scaled].map(([group, properties]): [string, PlanScalingGroup] => [
    group,
    { members: [...(kept.get(group) ?? [])], properties: properties as PlanInstanceNumbers },
  ]);
  return Object.fromEntries(groups);
}

/** A deployment cannot be made of such a group; the blueprint may be kept (dsl.md section 8). */
function warnOfUnscaled(tree: GroupTree, { nodes, scaled, context }: ScalingGroupParts): void {
  for (const [group, members] of tree.members) {
    for (const { name, at } of members) {
      if (nodes.has(name) || scaled.has(name)) continue;
      const detail = `The group "${name}", a member of the scaling group "${group}", has no scaling policy, so no deployment can be made of this.`;
      context.report.warning({ code: 9036, detail, range: rangeOf(at) });
    }
  }
}

/** Groups inside groups beyond any use, whose paths would fill the memory. */
const deepest = 100;

function checkNesting(tree: GroupTree, { context }: ScalingGroupParts): void {
  const needs = [...tree.members].map(([group, members]): [string, string[]] => [
    group,
    members.map(({ name }) => name),
  ]);
  const { order, cycles } = orderByNeeds(new Map(needs));
  const memberAt = (group: string, name: string) => tree.members.get(group)?.find((member) => member.name === name)?.at;
  for (const cycle of cycles) {
    const [first = '', second = first] = cycle;
    const at = memberAt(first, second);
    if (at === undefined) continue;
    const path = [...cycle, first].map((name) => `"${name}"`).join(' > ');
    context.report.error({ code: 200, detail: `Groups are members of each other: ${path}.`, range: rangeOf(at) });
  }
  const depths = new Map<string, number>();
  for (const group of order.reverse()) {
    const outer = tree.outer.get(group);
    const depth = outer === undefined ? 1 : (depths.get(outer) ?? 0) + 1;
    depths.set(group, depth);
    const at = outer === undefined || depth !== deepest + 1 ? undefined : memberAt(outer, group);
    if (at === undefined) continue;
    const detail = `The scaling group "${group}" is inside ${deepest} others; deeper than that they cannot nest.`;
    context.report.error({ code: 9040, detail, range: rangeOf(at) });
  }
}

function checkOneGroupEach(tree: GroupTree, { context }: ScalingGroupParts): void {
  const first = new Map<string, string>();
  for (const [group, members] of tree.members) {
    for (const { name, at } of members) {
      const other = first.get(name);
      if (other === undefined) first.set(name, group);
      else {
        const detail = `"${name}" is a member of the scaling groups "${other}" and "${group}".`;
        context.report.error({ code: 201, detail, range: rangeOf(at), hint: 'Keep it in one of them.' });
      }
    }
  }
}

/**
 * All nodes of an outermost group have to stand in one common node, or else the outermost container of each has to be
 * in the group too. That is what the rule about pairs of members comes to: containment and groups are both trees.
 */
function checkSharedContainers(tree: GroupTree, parts: ScalingGroupParts): void {
  const roots = new Map<string, string>();
  const nodesIn = new Map<string, GroupMember[]>();
  for (const [group, members] of tree.members) {
    const outermost = tree.chain(group).at(-1) ?? group;
    const nodes = nodesIn.get(outermost) ?? [];
    nodesIn.set(outermost, nodes);
    for (const member of members) if (parts.nodes.has(member.name)) nodes.push(member);
  }
  const root = (node: GroupMember) => rootOf(node.name, parts.containers, roots);
  for (const [group, nodes] of nodesIn) {
    const names = new Set(nodes.map(({ name }) => name));
    const missing = nodes.find((node) => !names.has(root(node)));
    const other = missing === undefined ? undefined : nodes.find((node) => root(node) !== root(missing));
    if (missing === undefined || other === undefined) continue;
    const outermost = root(missing);
    parts.context.report.error({
      code: 202,
      detail: `"${missing.name}" is contained in "${outermost}", and "${other.name}" is not, but both are in the scaling group "${group}".`,
      range: rangeOf(missing.at),
      hint: `Make "${outermost}" a member of the group, or put what is not contained in it into another group.`,
    });
  }
}

/** The outermost container of a node, itself when it is in none. Remembers all on the way. */
function rootOf(node: string, containers: ReadonlyMap<string, string>, roots: Map<string, string>): string {
  const path = new Set<string>();
  let at = node;
  for (;;) {
    const container = containers.get(at);
    const known = roots.get(at);
    path.add(at);
    if (known === undefined && container !== undefined && !path.has(container)) {
      at = container;
      continue;
    }
    for (const name of path) roots.set(name, known ?? at);
    return known ?? at;
  }
}
