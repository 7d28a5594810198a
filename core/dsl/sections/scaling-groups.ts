import type { JsonObject } from '../../blueprint/json.ts';
import { orderByNeeds } from '../../graph/cycles.ts';
import type { PlanInstanceNumbers, PlanScalingGroup } from '../../plan/plan.ts';
import type { CompileContext } from '../context.ts';
import { rangeOf } from '../safe-yaml/syntax.ts';
import type { GroupMember } from './groups.ts';

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
  checkCycles(tree, parts);
  if (report.errors === before) checkOneGroupEach(tree, parts);
  if (report.errors === before) checkSharedContainers(tree, parts);
  if (report.errors !== before) return {};
  return withoutContained(tree, parts);
}

/** Which scaling group each node and scaling group is a direct member of. */
class GroupTree {
  /** Members of scaling groups only, in the order of the policies. */
  readonly members = new Map<string, readonly GroupMember[]>();
  readonly outer = new Map<string, string>();
  readonly #chains = new Map<string, readonly string[]>();

  constructor({ members, scaled }: ScalingGroupParts) {
    for (const group of scaled.keys()) {
      const own = members.get(group) ?? [];
      this.members.set(group, own);
      for (const { name } of own) this.outer.set(name, group);
    }
  }

  /** The groups that something is in, innermost first. Only for trees without circles. */
  chain(name: string): readonly string[] {
    const outer = this.outer.get(name);
    if (outer === undefined) return [];
    const known = this.#chains.get(outer);
    if (known !== undefined) return known;
    const chain = [outer];
    for (let next = this.outer.get(outer); next !== undefined; next = this.outer.get(next)) chain.push(next);
    this.#chains.set(outer, chain);
    return chain;
  }
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

function checkCycles(tree: GroupTree, { context }: ScalingGroupParts): void {
  const needs = [...tree.members].map(([group, members]): [string, string[]] => [
    group,
    members.map(({ name }) => name),
  ]);
  for (const cycle of orderByNeeds(new Map(needs)).cycles) {
    const [first = '', second = first] = cycle;
    const member = tree.members.get(first)?.find(({ name }) => name === second);
    if (member === undefined) continue;
    const path = [...cycle, first].map((name) => `"${name}"`).join(' > ');
    context.report.error({
      code: 200,
      detail: `Groups are members of each other: ${path}.`,
      range: rangeOf(member.at),
    });
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

function withoutContained(tree: GroupTree, parts: ScalingGroupParts): Record<string, PlanScalingGroup> {
  const kept = new Map([...tree.members].map(([group, own]) => [group, new Set(own.map(({ name }) => name))]));
  const above = new GroupsAbove(tree, parts.containers);
  for (const [group, members] of tree.members) {
    const path = [group, ...tree.chain(group)];
    for (const { name } of members) {
      if (!parts.nodes.has(name)) continue;
      for (const other of above.of(name)) removeFromShared(name, { path, others: [other, ...tree.chain(other)] }, kept);
    }
  }
  const groups = [...parts.scaled].map(([group, properties]): [string, PlanScalingGroup] => [
    group,
    { members: [...(kept.get(group) ?? [])], properties: properties as PlanInstanceNumbers },
  ]);
  return Object.fromEntries(groups);
}

/** From the innermost group that holds a node and one of its containers goes the part that only the node is in. */
function removeFromShared(
  node: string,
  { path, others }: { path: readonly string[]; others: readonly string[] },
  kept: ReadonlyMap<string, Set<string>>,
): void {
  const index = path.findIndex((group) => others.includes(group));
  const shared = path[index];
  if (shared !== undefined) kept.get(shared)?.delete(path[index - 1] ?? node);
}

/** The scaling groups whose direct members a node is contained in. */
class GroupsAbove {
  readonly #tree: GroupTree;
  readonly #containers: ReadonlyMap<string, string>;
  readonly #known = new Map<string, ReadonlySet<string>>();

  constructor(tree: GroupTree, containers: ReadonlyMap<string, string>) {
    this.#tree = tree;
    this.#containers = containers;
  }

  of(node: string): ReadonlySet<string> {
    const path: string[] = [];
    let groups: ReadonlySet<string> = new Set();
    const seen = new Set<string>();
    for (let at: string | undefined = node; at !== undefined && !seen.has(at); at = this.#containers.get(at)) {
      const known = this.#known.get(at);
      if (known !== undefined) {
        groups = known;
        break;
      }
      seen.add(at);
      path.push(at);
    }
    // From the outermost inwards: what a container is in holds for all that it contains.
    for (const name of path.reverse()) {
      const container = this.#containers.get(name);
      const group = container === undefined ? undefined : this.#tree.outer.get(container);
      if (group !== undefined && !groups.has(group)) groups = new Set([...groups, group]);
      this.#known.set(name, groups);
    }
    return groups;
  }
}
