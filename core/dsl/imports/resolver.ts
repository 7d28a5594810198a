import type { Json } from '../../blueprint/json.ts';
import { isJsonObject } from '../../blueprint/json-object.ts';

/** Locations that start with `prefix` are looked for with `replacement` in its place. */
export interface ResolverRule {
  prefix: string;
  replacement: string;
}

/**
 * The rules of an import resolver as settings write them: a list of maps with one key, `[{prefix: replacement}]`
 * (dsl.md section 3). Instead of the rules, a sentence that says what is wrong with them.
 */
export function readResolverRules(rules: Json): { rules: ResolverRule[] } | { problem: string } {
  if (!Array.isArray(rules)) return { problem: 'The rules of the import resolver must be a list.' };
  const read: ResolverRule[] = [];
  for (const [index, rule] of rules.entries()) {
    const [pair, more] = isJsonObject(rule) ? Object.entries(rule) : [];
    if (pair === undefined || more !== undefined || typeof pair[1] !== 'string') {
      return { problem: `Rule ${index + 1} of the import resolver must be a map of one prefix to its replacement.` };
    }
    read.push({ prefix: pair[0], replacement: pair[1] });
  }
  return { rules: read };
}

/**
 * The locations to fetch for an import, in order, until one can be: each rule that matches once, then the location
 * itself, unless a rule matched and `fallback` is false.
 */
export function resolveLocations(location: string, rules: readonly ResolverRule[], fallback = true): string[] {
  const matching = rules.filter(({ prefix }) => location.startsWith(prefix));
  const replaced = matching.map(({ prefix, replacement }) => replacement + location.slice(prefix.length));
  const locations = [...new Set(replaced)];
  return fallback || locations.length === 0 ? [...locations, location] : locations;
}
