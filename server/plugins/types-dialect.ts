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
    return dialectOfRelease(found.parts[0]?.replace(/^types-/, '') ?? '');
  }
  return 'v5';
}

/** The generation of a release of the built-in types, such as `4.2`. */
export function dialectOfRelease(release: string): Dialect {
  const version = versionNumbers(release);
  return version !== null && compareVersions(version, firstOfToday) < 0 ? 'v3' : 'v5';
}
