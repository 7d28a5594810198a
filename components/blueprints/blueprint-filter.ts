import type { BlueprintSummary } from '../../server/api/contract.ts';

/** Where a blueprint comes from. */
export const origins = ['own', 'example'] as const;

/** Which blueprints are meant; an empty list means any. */
export interface BlueprintChoice {
  /** Every word must be in the name, the description, the types or the plugins. */
  text: string;
  origins: readonly (typeof origins)[number][];
  /** One of these types. */
  types: readonly string[];
  /** One of these plugins. */
  plugins: readonly string[];
}

type Searched = Pick<BlueprintSummary, 'name' | 'description' | 'mainFile' | 'types' | 'plugins' | 'example'>;

/** The blueprints that are meant, in the order that they came in. */
export function filterBlueprints<T extends Searched>(blueprints: readonly T[], choice: BlueprintChoice): T[] {
  const words = choice.text.toLowerCase().split(/\s+/).filter(Boolean);
  return blueprints.filter((blueprint) => {
    const { name, description, mainFile, types, plugins, example } = blueprint;
    const all = [name, description, mainFile, ...types, ...plugins].join(' ').toLowerCase();
    return (
      words.every((word) => all.includes(word)) &&
      isAny(choice.origins, [example ? 'example' : 'own']) &&
      isAny(choice.types, types) &&
      isAny(choice.plugins, plugins)
    );
  });
}

/** Everything that some blueprint uses, by name. */
export function namesOf(blueprints: readonly Searched[], kind: 'types' | 'plugins'): string[] {
  return [...new Set(blueprints.flatMap((blueprint) => blueprint[kind]))].sort((a, b) => a.localeCompare(b, 'en'));
}

function isAny(wanted: readonly string[], has: readonly string[]): boolean {
  return wanted.length === 0 || wanted.some((each) => has.includes(each));
}
