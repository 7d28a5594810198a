import { FunctionFault } from './fault.ts';
import type { EvaluationScope, EvaluationStorage, StoredInstance } from './storage.ts';

/**
 * The instance of a node that a function means when it only names the node (dsl.md section 9): the only one; else the
 * only one that SELF is related to; else the only one in the smallest scaling group shared with SELF, SOURCE or TARGET.
 */
export async function chooseInstance(
  node: string,
  candidates: readonly StoredInstance[],
  at: { scope: EvaluationScope; storage: EvaluationStorage },
): Promise<StoredInstance> {
  const [only, more] = candidates;
  if (only === undefined) throw new FunctionFault(9031, `The node "${node}" has no instances.`);
  if (more === undefined) return only;
  const self = await instanceOf(at.scope.self, at.storage);
  const near =
    self ?? (await instanceOf(at.scope.source, at.storage)) ?? (await instanceOf(at.scope.target, at.storage));
  const chosen = (self && relatedTo(self, candidates)) ?? (near && inSharedGroup(near, candidates));
  if (chosen) return chosen;
  throw new FunctionFault(
    9031,
    `More than one node instance found for "${node}" (${candidates.length}), and none of them belongs to the place where the function is used.`,
  );
}

async function instanceOf(id: string | undefined, storage: EvaluationStorage): Promise<StoredInstance | null> {
  return id === undefined ? null : storage.instance(id);
}

function relatedTo(self: StoredInstance, candidates: readonly StoredInstance[]): StoredInstance | null {
  const targets = new Set(self.relationships.map((relationship) => relationship.target_id));
  return single(candidates.filter((candidate) => targets.has(candidate.id)));
}

/** Groups are listed innermost first, so the first shared one is the smallest. */
function inSharedGroup(near: StoredInstance, candidates: readonly StoredInstance[]): StoredInstance | null {
  for (const group of near.scalingGroups ?? []) {
    const members = candidates.filter((candidate) => candidate.scalingGroups?.some((other) => other.id === group.id));
    if (members.length > 0) return single(members);
  }
  return null;
}

function single(instances: StoredInstance[]): StoredInstance | null {
  return instances.length === 1 ? (instances[0] ?? null) : null;
}
