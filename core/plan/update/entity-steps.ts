import type { Json } from '../../blueprint/json.ts';
import { sameJson } from '../../dsl/functions/same-json.ts';
import type { UpdateStep } from '../../workflow/pending-update.ts';

/** Things by name, in the order in which they are declared. */
export type Named = Readonly<Record<string, unknown>>;

/** Where things stand, from the outside in, and what they are called in steps. */
export interface EntityPlace {
  entityType: string;
  path: readonly (string | number)[];
}

/** One step; the parts of its id are joined by `:`. */
export function entityStep(action: UpdateStep['action'], { entityType, path }: EntityPlace): UpdateStep {
  return { action, entityType, entityId: path.join(':') };
}

/** One step for each name that was added, removed, or whose thing is not the same any more. */
export function namedSteps(before: Named, after: Named, place: EntityPlace): UpdateStep[] {
  const steps: UpdateStep[] = [];
  const step = (action: UpdateStep['action'], name: string) =>
    steps.push(entityStep(action, { ...place, path: [...place.path, name] }));
  for (const name of Object.keys(after)) {
    if (!Object.hasOwn(before, name)) step('add', name);
    else if (!isSame(before[name], after[name])) step('modify', name);
  }
  for (const name of Object.keys(before)) if (!Object.hasOwn(after, name)) step('remove', name);
  return steps;
}

/** Plan values are JSON; what a plan leaves out counts as null. */
export function isSame(before: unknown, after: unknown): boolean {
  return sameJson((before ?? null) as Json, (after ?? null) as Json);
}
