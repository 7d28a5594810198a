import { formatVersion, type LanguageVersion } from '../language-version.ts';

/** Schemes whose locations are taken as they are (dsl.md section 3). */
const absolute = /^(?:https?|ftp|file|plugin|blueprint|resource):/;

/** Where the product's own files are asked for. */
const resource = 'resource:';

export function isAbsoluteLocation(location: string): boolean {
  return absolute.test(location);
}

/** The folder of a location with its final `/`, or nothing for a file at the top. */
export function folderOf(location: string): string {
  return location.slice(0, location.lastIndexOf('/') + 1);
}

/**
 * `path` below `folder` with `.` and `..` resolved. Null when it leads out of the blueprint (or, for a location with
 * a host, above its root).
 */
export function joinLocation(folder: string, path: string): string | null {
  const root = /^[a-z]+:(?:\/\/[^/]*\/?)?/.exec(folder)?.[0] ?? '';
  const parts: string[] = [];
  for (const part of `${folder.slice(root.length)}${path}`.split('/')) {
    if (part === '' || part === '.') continue;
    if (part !== '..') parts.push(part);
    else if (parts.pop() === undefined) return null;
  }
  return root + parts.join('/');
}

/** Who imports, and in which blueprint. */
export interface Importer {
  /** The location of the importing file. */
  file: string;
  /** Folders in which the blueprint's files are looked for, each with its final `/`, or nothing for the top. */
  folders: readonly string[];
  version: LanguageVersion;
}

/**
 * The places where an imported file may be, in the order in which they are tried (dsl.md section 3): beside the
 * importing file, in the blueprint's folders (there a variant for the language version comes first), and among the
 * product's own resources (likewise).
 */
export function importCandidates(location: string, importer: Importer): string[] {
  if (isAbsoluteLocation(location)) return [location];
  const versioned = withVersion(location, importer.version);
  const fromTop = location.startsWith('/');
  const candidates = [
    ...(fromTop ? [] : [joinLocation(folderOf(importer.file), location)]),
    ...(fromTop ? [''] : importer.folders).flatMap((folder) => [
      joinLocation(folder, versioned),
      joinLocation(folder, location),
    ]),
    joinLocation(resource, versioned),
    joinLocation(resource, location),
  ];
  return [...new Set(candidates.filter((candidate) => candidate !== null))];
}

/** `types.yaml` -> `types_1_3.yaml`. */
function withVersion(location: string, version: LanguageVersion): string {
  const suffix = formatVersion(version).slice('cloudify_dsl'.length);
  const dot = location.lastIndexOf('.');
  if (dot <= location.lastIndexOf('/') + 1) return location + suffix;
  return location.slice(0, dot) + suffix + location.slice(dot);
}
