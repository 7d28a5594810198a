import { orderByNeeds } from '../../graph/cycles.ts';
import type { PlanInstanceNumbers, PlanRelationship, PlanScalingGroup } from '../plan.ts';
import { InstanceFault } from './instance-fault.ts';

/** A node template as far as its instances depend on it. */
export interface LayoutNode {
  id: string;
  /** The node template it is hosted on; its own name when it is a host. */
  host_id?: string;
  relationships: readonly Pick<PlanRelationship, 'type' | 'target_id' | 'type_hierarchy' | 'properties'>[];
  capabilities: { scalable: { properties: Pick<PlanInstanceNumbers, 'current_instances'> } };
}

/** What instances are laid out from. */
export interface Layout {
  nodes: readonly LayoutNode[];
  scaling_groups: Readonly<Record<string, PlanScalingGroup>>;
}

/** A relationship of a level that has an effect. */
export interface Link {
  type: string;
  /** The name of the target's node template. */
  target: string;
  /** Whether the source stands in the target. */
  contains: boolean;
  /** The property `connection_type` as it is. */
  connection: unknown;
}

/** Something with instances that can stand inside each other: a node template or a scaling group. */
export interface Level {
  name: string;
  isGroup: boolean;
  /** How many instances there are in each instance of a container; what the plan says, so not necessarily a number. */
  count: unknown;
  /** The node template that a node is hosted on. */
  host: string | undefined;
  /**
   * What its instances stand in: nothing, a node or a scaling group. More than one only for a group whose members are
   * contained in different nodes; each of those then has instances of it.
   */
  containers: string[];
  /** In the order of declaration. */
  links: Link[];
  /** The scaling groups it stands in, through whatever containers, innermost first. */
  groups: readonly string[];
}

const containedIn = 'cloudify.relationships.contained_in';
const supported = ['cloudify.relationships.depends_on', 'cloudify.relationships.connected_to', containedIn];

/**
 * The levels of a layout by name, containers before what stands in them (dsl.md section 13): a member of a scaling
 * group stands in the group, and the outermost group in what its members are contained in. Of two relationships from
 * one node to the same target only the last counts. Throws InstanceFault.
 */
export function levelsOf({ nodes, scaling_groups }: Layout): Map<string, Level> {
  const groupOf = new Map<string, string>();
  for (const [name, { members }] of Object.entries(scaling_groups)) {
    for (const member of members) groupOf.set(member, name);
  }
  const levels = new Map<string, Level>();
  for (const [name, group] of Object.entries(scaling_groups)) levels.set(name, groupLevel(name, group, groupOf));
  for (const node of nodes) levels.set(node.id, nodeLevel(node, groupOf));
  for (const member of groupOf.keys()) checkMember(member, groupOf.get(member), levels);
  for (const node of nodes) putGroupInContainer(node.id, groupOf, levels);
  return inOrder(levels);
}

/** Whether a relationship puts its source into its target. */
export function isContainment(relationship: { type_hierarchy: readonly string[] }): boolean {
  return relationship.type_hierarchy.includes(containedIn);
}

/** The innermost scaling group that both levels stand in. */
export function sharedGroup(a: Level, b: Level): string | null {
  return a.groups.find((group) => b.groups.includes(group)) ?? null;
}

function groupLevel(name: string, group: PlanScalingGroup, groupOf: ReadonlyMap<string, string>): Level {
  const outer = groupOf.get(name);
  const count = group.properties.current_instances;
  const containers = outer === undefined ? [] : [outer];
  return { name, isGroup: true, count, host: undefined, containers, links: [], groups: [] };
}

function nodeLevel(node: LayoutNode, groupOf: ReadonlyMap<string, string>): Level {
  const group = groupOf.get(node.id);
  const links = new Map<string, Link>();
  for (const relationship of node.relationships) {
    const { type, target_id: target, type_hierarchy, properties } = relationship;
    const contains = isContainment(relationship);
    const key = contains && group !== undefined ? group : target;
    const known = type_hierarchy.some((name) => supported.includes(name));
    links.delete(key);
    links.set(key, { type, target, contains, connection: known ? properties['connection_type'] : unsupported });
  }
  const kept = [...links.values()];
  checkSupported(node.id, kept);
  const container = group ?? kept.find((link) => link.contains)?.target;
  return {
    name: node.id,
    isGroup: false,
    count: node.capabilities.scalable.properties.current_instances,
    host: node.host_id,
    containers: container === undefined ? [] : [container],
    links: kept,
    groups: [],
  };
}

const unsupported = Symbol('unsupported');

function checkSupported(node: string, links: readonly Link[]): void {
  const bad = links.find((link) => link.connection === unsupported);
  if (bad === undefined) return;
  throw new InstanceFault(
    9069,
    `The type "${bad.type}" of the relationship of "${node}" to "${bad.target}" is derived from none of ${supported.join(', ')}.`,
  );
}

function checkMember(member: string, group: string | undefined, levels: ReadonlyMap<string, Level>): void {
  if (levels.has(member)) return;
  throw new InstanceFault(
    9036,
    `"${member}", a member of the scaling group "${group}", is neither a node template nor a scaling group. A group inside a scaling group needs a scaling policy of its own.`,
  );
}

/** What a member is contained in is what the outermost of its groups stands in. */
function putGroupInContainer(
  node: string,
  groupOf: ReadonlyMap<string, string>,
  levels: ReadonlyMap<string, Level>,
): void {
  const target = levels.get(node)?.links.find((link) => link.contains)?.target;
  let outermost = groupOf.get(node);
  if (target === undefined || outermost === undefined) return;
  const seen = new Set<string>();
  for (let next = outermost as string | undefined; next !== undefined && !seen.has(next); next = groupOf.get(next)) {
    seen.add(next);
    outermost = next;
  }
  const containers = levels.get(outermost)?.containers;
  if (containers !== undefined && !containers.includes(target)) containers.push(target);
}

function inOrder(levels: Map<string, Level>): Map<string, Level> {
  const { order, cycles } = orderByNeeds(
    new Map([...levels.values()].map(({ name, containers }) => [name, containers])),
  );
  const [cycle] = cycles;
  if (cycle !== undefined) throw new InstanceFault(100, `These stand in each other in a circle: ${cycle.join(', ')}.`);
  const ordered = new Map<string, Level>();
  for (const name of order) {
    const level = levels.get(name);
    if (level === undefined) continue;
    const [container] = level.containers.map((outer) => ordered.get(outer)).filter((outer) => outer !== undefined);
    if (container !== undefined) level.groups = groupsIn(container);
    ordered.set(name, level);
  }
  return ordered;
}

/** Shared with the container where there is nothing to add, so that deep containment costs nothing. */
function groupsIn(container: Level): readonly string[] {
  return container.isGroup ? [container.name, ...container.groups] : container.groups;
}
