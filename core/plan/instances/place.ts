import type { Ids } from '../../ports/ports.ts';
import type { PlanNodeInstance } from '../plan.ts';
import { InstanceFault } from './instance-fault.ts';
import type { Level } from './levels.ts';

/** An instance of a node or of a scaling group, and what it stands in. */
export interface Placed {
  id: string;
  level: Level;
  container: Placed | null;
  /** The instance of the outermost host that it stands on. */
  hostId: string | undefined;
  /** Null for an instance of a scaling group. Its relationships are filled in by `connect`. */
  instance: PlanNodeInstance | null;
}

/** Something that is there already: a node instance or, with `instance` null, one of a scaling group. */
export type Existing = Pick<Placed, 'id' | 'instance'>;

/** How many instances there are to be, and which are there already. */
export interface Demand {
  /** What stays of a level in one instance of its containers (null: in none). */
  kept(level: Level, container: Placed | null): readonly Existing[];
  /** How many instances of the level each instance of its containers has in the end; fewer than kept adds none. */
  wanted(level: Level): unknown;
}

/** The most instances of nodes, and the most of scaling groups, that a deployment may have. */
export type InstanceLimit = number;

/** Makes the instances of all levels, by level. Throws InstanceFault before the limit is passed. */
export function place(
  levels: ReadonlyMap<string, Level>,
  demand: Demand,
  with_: { newId: (level: Level) => string; limit: InstanceLimit },
): Map<string, Placed[]> {
  const placed = new Map<string, Placed[]>();
  const totals = { nodes: 0, groups: 0 };
  for (const level of levels.values()) {
    const containers = containersOf(level, placed);
    const wanted = wholeNumber(level, demand.wanted(level));
    const own: Placed[] = [];
    const kind = level.isGroup ? 'groups' : 'nodes';
    for (const container of containers) {
      const kept = demand.kept(level, container);
      totals[kind] += Math.max(wanted, kept.length);
      if (totals[kind] > with_.limit) throw tooMany(level, wanted * containers.length, with_.limit);
      for (const existing of kept) own.push(keep(existing, level, container));
      for (let have = kept.length; have < wanted; have += 1) own.push(make(with_.newId(level), level, container));
    }
    placed.set(level.name, own);
  }
  return placed;
}

function containersOf(level: Level, placed: ReadonlyMap<string, Placed[]>): (Placed | null)[] {
  if (level.containers.length === 0) return [null];
  return level.containers.flatMap((name) => placed.get(name) ?? []);
}

/** Characters of the random end of an instance's id. */
const suffixLength = 6;

/** Gives new ids, `<name>_` and six of a-z0-9, that differ from all given before and from `existing`, by name. */
export function idsForLevels(
  ids: Ids,
  existing: Iterable<readonly [string, Iterable<string>]>,
): (level: Level) => string {
  const used = new Map<string, Set<string>>();
  for (const [name, known] of existing) used.set(name, new Set(known));
  return ({ name }) => {
    const taken = used.get(name) ?? new Set();
    used.set(name, taken);
    let id = `${name}_${ids.suffix(suffixLength)}`;
    while (taken.has(id)) id = `${name}_${ids.suffix(suffixLength)}`;
    taken.add(id);
    return id;
  };
}

/** The instances of scaling groups that something stands in directly, innermost first. */
export function groupInstancesOf(placed: Placed): Placed[] {
  const groups: Placed[] = [];
  for (let at = placed.container; at?.level.isGroup === true; at = at.container) groups.push(at);
  return groups;
}

/** The node instance that contains something; scaling groups between them do not count. */
export function containingInstance(placed: Placed): Placed | null {
  let at = placed.container;
  while (at?.level.isGroup === true) at = at.container;
  return at;
}

function keep({ id, instance }: Existing, level: Level, container: Placed | null): Placed {
  const hostId = instance === null ? container?.hostId : instance.host_id;
  return { id, level, container, hostId, instance: instance === null ? null : { ...instance, relationships: [] } };
}

function make(id: string, level: Level, container: Placed | null): Placed {
  const hostId = container?.hostId ?? (level.host === level.name ? id : undefined);
  const placed: Placed = { id, level, container, hostId, instance: null };
  if (level.isGroup) return placed;
  // The reference leaves the node's name where the host cannot be found: containment lost to a second relationship.
  const shownHost = hostId ?? level.host;
  const groups = groupInstancesOf(placed).map((group) => ({ name: group.level.name, id: group.id }));
  placed.instance = {
    id,
    node_id: level.name,
    name: level.name,
    ...(shownHost === undefined ? {} : { host_id: shownHost }),
    relationships: [],
    ...(groups.length === 0 ? {} : { scaling_groups: groups }),
  };
  return placed;
}

function wholeNumber(level: Level, count: unknown): number {
  if (typeof count === 'number' && Number.isInteger(count) && count >= 0) return count;
  throw new InstanceFault(
    207,
    `The number of instances of ${kindOf(level)} "${level.name}" is ${JSON.stringify(count)}, and must be a whole number of 0 or more.`,
  );
}

function tooMany(level: Level, count: number, limit: InstanceLimit): InstanceFault {
  return new InstanceFault(
    9040,
    `${kindOf(level)} "${level.name}" alone would have ${count} instances, and the deployment more than ${limit}, the most that is allowed. Ask for fewer of it, or of what it is contained in.`.replace(
      /^t/,
      'T',
    ),
  );
}

function kindOf(level: Level): string {
  return level.isGroup ? 'the scaling group' : 'the node';
}
