import type { PlanNodeInstance } from '../plan.ts';
import { InstanceFault } from './instance-fault.ts';
import { type Level, type Link, sharedGroup } from './levels.ts';
import { containingInstance, type Placed } from './place.ts';

/** Instances by the name of their node or scaling group. */
export type PlacedByLevel = ReadonlyMap<string, readonly Placed[]>;

/** Which instances a relationship led to before, for all_to_one; null when nothing is known of it. */
export type FormerTargets = (source: Level, link: Link) => ReadonlySet<string> | null;

/** Relationships between instances; all-to-all ones multiply, so they have a limit of their own. */
const mostConnections = 200_000;

/**
 * Gives every instance its relationships, in the order of declaration: to its container, and to the instances of what
 * its node is connected to (dsl.md section 13). Throws InstanceFault, before more than 200,000 are made.
 */
export function connect(levels: ReadonlyMap<string, Level>, placed: PlacedByLevel, former: FormerTargets): void {
  const connector = new Connector(placed, former);
  for (const level of levels.values()) {
    for (const link of level.links) {
      const target = levels.get(link.target);
      if (link.contains) connector.contain(level, link);
      else if (target !== undefined) connector.connect(level, link, target);
    }
  }
}

class Connector {
  readonly #placed: PlacedByLevel;
  readonly #former: FormerTargets;
  #count = 0;

  constructor(placed: PlacedByLevel, former: FormerTargets) {
    this.#placed = placed;
    this.#former = former;
  }

  contain(level: Level, link: Link): void {
    for (const source of this.#instancesOf(level)) {
      const container = containingInstance(source);
      if (container !== null) relate(source, link, container);
    }
  }

  connect(level: Level, link: Link, target: Level): void {
    const sources = this.#instancesOf(level);
    const targets = this.#instancesOf(target);
    const toOne = isToOne(level, link);
    if (sources.length === 0 || targets.length === 0) return;
    const group = sharedGroup(level, target);
    if (toOne) {
      if (group !== null) throw noToOneInGroup(level, link, group);
      this.#relateAll(link, sources, [this.#oneOf(level, link, targets)]);
      return;
    }
    if (group === null) {
      this.#relateAll(link, sources, targets);
      return;
    }
    const targetsByGroup = byInstanceOf(group, targets);
    for (const [id, members] of byInstanceOf(group, sources))
      this.#relateAll(link, members, targetsByGroup.get(id) ?? []);
  }

  #instancesOf(level: Level): readonly Placed[] {
    return this.#placed.get(level.name) ?? [];
  }

  #relateAll(link: Link, sources: readonly Placed[], targets: readonly Placed[]): void {
    this.#count += sources.length * targets.length;
    if (this.#count > mostConnections) {
      throw new InstanceFault(
        9040,
        `The relationship of "${sources[0]?.level.name}" to "${link.target}" would connect ${sources.length} with ${targets.length} instances; more than ${mostConnections} connections in a deployment are not allowed.`,
      );
    }
    for (const source of sources) for (const target of targets) relate(source, link, target);
  }

  /** The target that the sources had before, else the one whose id comes first, so that the choice can be repeated. */
  #oneOf(level: Level, link: Link, targets: readonly Placed[]): Placed {
    const former = this.#former(level, link);
    if (former !== null && former.size > 1) {
      throw new InstanceFault(
        9070,
        `The relationship of "${level.name}" to "${link.target}" is all_to_one, and its instances lead to ${former.size} different ones. Leave only one of them.`,
      );
    }
    const smallest = targets.reduce((least, target) => (target.id < least.id ? target : least));
    return targets.find((target) => former?.has(target.id)) ?? smallest;
  }
}

function relate(source: Placed, link: Link, target: Placed): void {
  source.instance?.relationships.push({ type: link.type, target_name: target.level.name, target_id: target.id });
}

function isToOne(level: Level, { connection, target }: Link): boolean {
  if (connection === 'all_to_all' || connection === 'all_to_one') return connection === 'all_to_one';
  throw new InstanceFault(
    9068,
    `"connection_type" of the relationship of "${level.name}" to "${target}" must be all_to_all or all_to_one.`,
  );
}

function noToOneInGroup(level: Level, link: Link, group: string): InstanceFault {
  return new InstanceFault(
    9071,
    `"${level.name}" and "${link.target}" are both in the scaling group "${group}", where their relationship cannot be all_to_one. Use all_to_all: it connects only what is in the same instance of the group.`,
  );
}

function byInstanceOf(group: string, members: readonly Placed[]): Map<string, Placed[]> {
  const byGroup = new Map<string, Placed[]>();
  for (const member of members) {
    let at = member.container;
    while (at !== null && at.level.name !== group) at = at.container;
    const id = at?.id ?? '';
    const others = byGroup.get(id);
    if (others === undefined) byGroup.set(id, [member]);
    else others.push(member);
  }
  return byGroup;
}

/** The node instances in the order of `nodes`. */
export function nodeInstances(nodes: readonly { id: string }[], placed: PlacedByLevel): PlanNodeInstance[] {
  const instances: PlanNodeInstance[] = [];
  for (const { id } of nodes) {
    for (const { instance } of placed.get(id) ?? []) if (instance !== null) instances.push(instance);
  }
  return instances;
}
