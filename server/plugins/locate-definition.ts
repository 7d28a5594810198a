import type { CatalogueEntry, CatalogueRelease } from './catalogue-entry.ts';
import { compareVersions, fitsVersion, versionNumbers } from './versions.ts';

/** A file of the catalogue: the plugin it belongs to, the release, its name, and the files that make up its text. */
export interface Definition {
  entry: CatalogueEntry;
  release: CatalogueRelease;
  file: string;
  parts: readonly string[];
}

/** An import location taken apart: by what name the plugin goes there, and which of its files in which state is meant. */
interface Wanted {
  by: (entry: CatalogueEntry) => string | null;
  ref: string;
  file: string;
}

/** The file that answers an import location, or null. `minor` is N of the blueprint's `cloudify_dsl_1_N`. */
export function locateDefinition(
  location: string,
  entries: readonly CatalogueEntry[],
  minor: number,
): Definition | null {
  const plugin = readPluginLocation(location);
  if (plugin !== null) return locatePlugin(plugin, entries, minor);
  const wanted = readWebLocation(location);
  if (wanted === null) return locateResource(location, entries);
  for (const entry of entries) {
    const folder = wanted.by(entry);
    if (folder === null || !wanted.file.startsWith(folder)) continue;
    const found = fileOf(entry, closestRelease(entry.releases, wanted.ref), wanted.file.slice(folder.length));
    if (found !== null) return found;
  }
  return null;
}

/** What a `plugin:` location asks for; null for other locations. */
export function readPluginLocation(location: string): { name: string; constraints: string } | null {
  const match = /^plugin:([^?]*)(?:\?(.*))?$/.exec(location);
  if (match === null) return null;
  const [, name = '', query = ''] = match;
  // URLSearchParams takes a "+" for a space, and neither has a meaning in a version.
  return { name: name.trim(), constraints: new URLSearchParams(query).get('version')?.trim() ?? '' };
}

function locatePlugin(
  { name, constraints }: { name: string; constraints: string },
  entries: readonly CatalogueEntry[],
  minor: number,
): Definition | null {
  const entry = entries.find(({ packageName }) => packageName === name);
  const release = entry?.releases.findLast(({ version }) => fitsVersion(version, constraints));
  if (entry === undefined || release === undefined) return null;
  const found = fileOf(entry, release, `plugin_1_${minor}.yaml`) ?? fileOf(entry, release, 'plugin.yaml');
  return found && { ...found, parts: [...found.parts, ...(release.besidesByName ?? [])] };
}

function locateResource(location: string, entries: readonly CatalogueEntry[]): Definition | null {
  if (!location.startsWith('resource:')) return null;
  const file = location.slice('resource:'.length);
  for (const entry of entries) {
    const parts = Object.hasOwn(entry.resources ?? {}, file) ? entry.resources?.[file] : undefined;
    const release = entry.releases.at(-1);
    if (parts !== undefined && release !== undefined) return { entry, release, file, parts };
  }
  return null;
}

const forms: readonly { pattern: RegExp; by: (name: string) => Wanted['by'] }[] = [
  {
    pattern: /^https?:\/\/(?:www\.)?(?:getcloudify\.org|cloudify\.co)\/spec\/([^/]+)\/([^/]+)\/([^/?#]+)$/,
    by: (name) => (entry) => (entry.specName === name ? '' : null),
  },
  {
    pattern: /^https?:\/\/raw\.githubusercontent\.com\/([^/]+\/[^/]+)\/([^/]+)\/([^?#]+)$/,
    by: folderInRepository,
  },
  {
    pattern: /^https?:\/\/(?:www\.)?github\.com\/([^/]+\/[^/]+)\/(?:raw|releases\/download)\/([^/]+)\/([^?#]+)$/,
    by: folderInRepository,
  },
  {
    pattern:
      /^https?:\/\/(?:s3\.amazonaws\.com\/[^/]+|repository\.cloudifysource\.org\/cloudify\/wagons)\/([^/]+)\/([^/]+)\/([^/?#]+)$/,
    by: (name) => (entry) => (entry.packageName === name ? '' : null),
  },
];

function readWebLocation(location: string): Wanted | null {
  for (const { pattern, by } of forms) {
    const match = pattern.exec(location);
    if (match !== null) return { by: by(match[1] ?? ''), ref: match[2] ?? '', file: match[3] ?? '' };
  }
  return null;
}

function folderInRepository(name: string): Wanted['by'] {
  const wanted = name.toLowerCase();
  return ({ repositories }) => repositories.find((own) => own.name.toLowerCase() === wanted)?.folder ?? null;
}

function fileOf(entry: CatalogueEntry, release: CatalogueRelease | null, file: string): Definition | null {
  if (release === null || !Object.hasOwn(release.files, file)) return null;
  return { entry, release, file, parts: release.files[file] ?? [] };
}

const commit = /^[0-9a-f]{7,40}$/;

/**
 * The release that a tag, branch or commit stands for. Of versions that are not among the releases, the closest of
 * the same major version answers: the last before it in the same line, else the first after it, else the last.
 * Commits must be known; other names count as the newest.
 */
export function closestRelease(releases: readonly CatalogueRelease[], ref: string): CatalogueRelease | null {
  const exact = releases.find(
    ({ version, refs = [] }) => version === ref || refs.some((own) => isSameCommit(own, ref)),
  );
  if (exact !== undefined) return exact;
  const wanted = versionNumbers(ref);
  if (wanted === null) return commit.test(ref) ? null : (releases.at(-1) ?? null);
  const line = releases.flatMap((release) => {
    const numbers = versionNumbers(release.version);
    return numbers !== null && numbers[0] === wanted[0] ? [{ release, numbers }] : [];
  });
  const before = line.findLast(({ numbers }) => numbers[1] === wanted[1] && compareVersions(numbers, wanted) <= 0);
  const after = line.find(({ numbers }) => compareVersions(numbers, wanted) >= 0);
  return (before ?? after ?? line.at(-1))?.release ?? null;
}

function isSameCommit(own: string, ref: string): boolean {
  return commit.test(ref) && (own.startsWith(ref) || ref.startsWith(own));
}
