import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { SourceReader } from '../../core/ports/ports.ts';

/** Files of definitions, relative to this folder. */
const builtin = 'builtin/definitions';

/** Releases whose built-in types differ, oldest first; a release in between gets the next one in the list. */
const releases: readonly { release: readonly [number, number]; file: string }[] = [
  { release: [3, 2], file: `${builtin}/types-3.2.yaml` },
  { release: [3, 3], file: `${builtin}/types-3.3.yaml` },
  { release: [3, 4], file: `${builtin}/types-3.4.yaml` },
  { release: [4, 3], file: `${builtin}/types-4.3.yaml` },
  { release: [4, 5], file: `${builtin}/types-4.5.yaml` },
  { release: [5, 0], file: `${builtin}/types-5.0.yaml` },
  { release: [5, 2], file: `${builtin}/types-5.2.yaml` },
  { release: [6, 3], file: `${builtin}/types-6.3.yaml` },
  { release: [6, 4], file: `${builtin}/types-6.4.yaml` },
];
const newest = `${builtin}/types-7.0.yaml`;

/** A kind of import location and the file that answers it; `release` is what the pattern's first group caught. */
interface CatalogueEntry {
  location: RegExp;
  file(release: string): string;
}

/**
 * Where imports that are not part of a blueprint lead, offline. The first entry that matches a location answers it.
 * `resource:` is what a plain name such as `cloudify/types/types.yaml` becomes when the blueprint has no such file.
 */
const catalogue: readonly CatalogueEntry[] = [
  { location: /^resource:cloudify\/types\/types_1_[01]\.yaml$/, file: () => `${builtin}/types-3.2.yaml` },
  { location: /^resource:cloudify\/types\/types_1_2\.yaml$/, file: () => `${builtin}/types-3.3.yaml` },
  { location: /^resource:cloudify\/types\/types_1_3\.yaml$/, file: () => `${builtin}/types_1_3.yaml` },
  { location: /^resource:cloudify\/types\/types_1_4\.yaml$/, file: () => `${builtin}/types_1_4.yaml` },
  { location: /^resource:cloudify\/types\/types(?:_1_5)?\.yaml$/, file: () => newest },
  {
    location: /^https?:\/\/(?:www\.)?(?:getcloudify\.org|cloudify\.co)\/spec\/cloudify\/([^/]+)\/types\.yaml$/,
    file: typesOfRelease,
  },
  {
    location:
      /^https?:\/\/raw\.githubusercontent\.com\/cloudify-cosmo\/cloudify-manager\/([^/]+)\/resources\/rest-service\/cloudify\/types\/types\.yaml$/,
    file: typesOfRelease,
  },
];

/** The definition file that answers an import location, relative to the plugins' folder; null when none does. */
export function definitionFile(location: string): string | null {
  for (const entry of catalogue) {
    const match = entry.location.exec(location);
    if (match !== null) return entry.file(match[1] ?? '');
  }
  return null;
}

/** Reads the product's own definition files by the locations that blueprints import. Files are read once. */
export function createCatalogueReader(): SourceReader {
  const texts = new Map<string, Promise<string>>();
  return {
    async read(location) {
      const file = definitionFile(location);
      if (file === null) return null;
      const text = texts.get(file) ?? readFile(join(import.meta.dirname, file), 'utf8');
      texts.set(file, text);
      return text;
    },
    exists: (location) => definitionFile(location) !== null,
  };
}

/** Branch names and the like count as the newest release. */
function typesOfRelease(text: string): string {
  const match = /^v?(\d+)\.(\d+)/.exec(text);
  if (match === null) return newest;
  const major = Number(match[1]);
  const minor = Number(match[2]);
  const fits = releases.find(({ release: [a, b] }) => major < a || (major === a && minor <= b));
  return fits?.file ?? newest;
}
