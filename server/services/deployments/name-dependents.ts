import type { Dependent } from '../../../db/repositories/deployment-dependency.ts';

const mostNamed = 5;

/** Deployments that use another one, each with one of the places, for a message: `"shop" (outputs.url.value.get_capability)`. */
export function nameDependents(dependents: readonly Dependent[]): string {
  const byName = new Map(dependents.toReversed().map(({ name, creator }) => [name, creator]));
  const shown = [...byName].reverse().slice(0, mostNamed);
  const more = byName.size - shown.length;
  return `${shown.map(([name, creator]) => `"${name}" (${creator})`).join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
}
