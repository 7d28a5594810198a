import { FunctionFault } from './fault.ts';
import type { EvaluationScope, EvaluationStorage, StoredInstance } from './storage.ts';

const containedIn = 'cloudify.relationships.contained_in';

/**
 * The instance of a node that a function means when it only names the node (dsl.md section 9): the only one; else the
 * only one that SELF is related to; else the only one in the smallest scaling group shared with SELF, or with SOURCE,
 * then TARGET. Raises FunctionFault when there is none, or no reason to take one rather than another.
 */
export async function chooseInstance(
  node: string,
  candidates: readonly StoredInstance[],
  at: { scope: EvaluationScope; storage: EvaluationStorage },
): Promise<StoredInstance> {
  const [only, more] = candidates;
  if (only === undefined) throw new FunctionFault(9031, `Node ${node} has no instances.`);
  if (more === undefined) return only;
  const self = await instanceOf(at.scope.self, at.storage);
  const chosen = (self && relatedTo(self, node, candidates)) ?? (await inSharedGroup(self, candidates, at));
  if (chosen) return chosen;
  throw new FunctionFault(
    9031,
    `More than one node instance found for node "${node}". Cannot resolve a node instance unambiguously.`,
  );
}

async function instanceOf(id: string | undefined, storage: EvaluationStorage): Promise<StoredInstance | null> {
  return id === undefined ? null : storage.instance(id);
}

function relatedTo(self: StoredInstance, node: string, candidates: readonly StoredInstance[]): StoredInstance | null {
  const targets = new Set(
    self.relationships.filter((to) => to.target_name === node).map((relationship) => relationship.target_id),
  );
  const [id] = targets;
  return targets.size === 1 ? (candidates.find((candidate) => candidate.id === id) ?? null) : null;
}

async function inSharedGroup(
  self: StoredInstance | null,
  candidates: readonly StoredInstance[],
  { scope, storage }: { scope: EvaluationScope; storage: EvaluationStorage },
): Promise<StoredInstance | null> {
  if (self !== null) return sharingGroupWith(self, candidates, storage);
  for (const id of [scope.source, scope.target]) {
    const near = await instanceOf(id, storage);
    const found = near === null ? null : await sharingGroupWith(near, candidates, storage);
    if (found !== null) return found;
  }
  return null;
}

async function sharingGroupWith(
  near: StoredInstance,
  candidates: readonly StoredInstance[],
  storage: EvaluationStorage,
): Promise<StoredInstance | null> {
  const groups = await Promise.all(candidates.map((candidate) => groupsAround(candidate, storage)));
  for (const [group, id] of await groupsAround(near, storage)) {
    if (!groups[0]?.has(group)) continue;
    const members = candidates.filter((_, index) => groups[index]?.get(group) === id);
    return members.length === 1 ? (members[0] ?? null) : null;
  }
  return null;
}

/** The instances of scaling groups around a node instance, by the group's name: its own, then those of its containers. */
async function groupsAround(instance: StoredInstance, storage: EvaluationStorage): Promise<Map<string, string>> {
  const groups = new Map<string, string>();
  const seen = new Set<string>();
  let inner: StoredInstance | null = instance;
  while (inner !== null && !seen.has(inner.id)) {
    seen.add(inner.id);
    for (const { name, id } of inner.scalingGroups ?? []) if (!groups.has(name)) groups.set(name, id);
    inner = await containerOf(inner, storage);
  }
  return groups;
}

async function containerOf(instance: StoredInstance, storage: EvaluationStorage): Promise<StoredInstance | null> {
  const node = await storage.node(instance.node);
  const container = node?.relationships?.find(({ type_hierarchy }) => type_hierarchy.includes(containedIn));
  if (container === undefined) return null;
  const target = instance.relationships.find(({ target_name }) => target_name === container.target_id);
  return target === undefined ? null : storage.instance(target.target_id);
}
