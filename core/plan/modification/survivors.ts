import type { InstanceChange } from './modification.ts';
import type { Previous, PreviousInstances } from './previous.ts';

/**
 * What stays of the instances in one container: those hinted at go first, in the order of the hints, then others in
 * the order given, and what is to be kept only when nothing else is left (dsl.md section 13).
 */
export function survivorsOf(
  existing: readonly Previous[],
  change: InstanceChange,
  previous: PreviousInstances,
): readonly Previous[] {
  let surplus = existing.length - change.instances;
  if (surplus <= 0) return existing;
  const candidates = new Set(existing.map(({ id }) => id));
  const excluded = hinted(change.removed_ids_exclude_hint, candidates, previous);
  const included = hinted(change.removed_ids_include_hint, candidates, previous);
  const spared = existing.filter(({ id }) => excluded.has(id)).map(({ id }) => id);
  const others = existing.filter(({ id }) => !excluded.has(id)).map(({ id }) => id);
  const removed = new Set<string>();
  for (const id of [...included, ...others, ...spared]) {
    if (surplus === 0) break;
    if (removed.has(id)) continue;
    removed.add(id);
    surplus -= 1;
  }
  return existing.filter(({ id }) => !removed.has(id));
}

/** The candidates that ids name, themselves or through a member of theirs. */
function hinted(
  ids: readonly string[] | undefined,
  candidates: ReadonlySet<string>,
  previous: PreviousInstances,
): Set<string> {
  const found = new Set<string>();
  for (const id of ids ?? []) {
    const groups = previous.get(id)?.instance?.scaling_groups ?? [];
    const own = candidates.has(id) ? [id] : groups.map((group) => group.id).filter((group) => candidates.has(group));
    for (const candidate of own) found.add(candidate);
  }
  return found;
}
