import type { Json, JsonObject } from '../../../core/blueprint/json.ts';
import type { ValuesGetter } from '../../../core/plan/index.ts';

/** Names of the things of a tenant, by the type of input that takes such a name. */
export type KnownNames = ReadonlyMap<string, readonly string[]>;

/** The types of inputs whose values name a thing of the tenant. */
export const namingTypes = ['blueprint_id', 'deployment_id', 'secret_key'] as const;

const tests: Readonly<Record<string, (name: string, text: string) => boolean>> = {
  contains: (name, text) => name.includes(text),
  starts_with: (name, text) => name.startsWith(text),
  ends_with: (name, text) => name.endsWith(text),
  equals_to: (name, text) => name === text,
};

/**
 * Answers which names there are, for the constraint `name_pattern` too (dsl.md section 4). A constraint that Gantry has
 * nothing to compare with, such as `filter_id`, lets no name through.
 */
export function valuesGetterOf(names: KnownNames): ValuesGetter {
  return {
    hasDeployment: false,
    hasBlueprint: false,
    get: ({ type, constraints }) => (names.get(type) ?? []).filter((name) => keepsTo(name, constraints)),
  };
}

/** Whether a name keeps to the constraints on it; see `valuesGetterOf`. */
export function keepsTo(name: string, constraints: JsonObject): boolean {
  return Object.entries(constraints).every(([key, argument]) => key.endsWith('_specs') && fits(name, argument));
}

function fits(name: string, specs: Json): boolean {
  if (specs === null || typeof specs !== 'object' || Array.isArray(specs)) return false;
  return Object.entries(specs as JsonObject).every(([test, argument]) => {
    const texts = Array.isArray(argument) ? argument : [argument];
    return Object.hasOwn(tests, test) && texts.some((text) => typeof text === 'string' && tests[test]?.(name, text));
  });
}
