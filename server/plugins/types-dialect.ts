import type { Dialect } from '../../core/workflow/model.ts';
import { builtinTypes } from './builtin/catalogue-entry.ts';
import { locateDefinition } from './locate-definition.ts';
import { compareVersions, versionNumbers } from './versions.ts';

/** The release from which on workflows behave as they do today. */
const firstOfToday = [5, 0];

/** The language has no part in which file of the types a location means. */
const anyMinor = 5;

/**
 * Which generation of the reference a blueprint was written for (runtime.md A.12), by the files that it is made of, in
 * the order in which they are read: the first file of built-in types decides. Files of releases before 5.0, and those
 * that blueprints of the language up to 1.2 get, are of the old one.
 */
export function dialectOf(locations: Iterable<string>): Dialect {
  for (const location of locations) {
    const found = locateDefinition(location, [builtinTypes], anyMinor);
    if (found === null) continue;
    const version = versionNumbers(found.parts[0]?.replace(/^types-/, '') ?? '');
    return version !== null && compareVersions(version, firstOfToday) < 0 ? 'v3' : 'v5';
  }
  return 'v5';
}
