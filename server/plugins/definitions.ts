import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Json, JsonObject } from '../../core/blueprint/json.ts';
import { isJsonObject } from '../../core/blueprint/json-object.ts';
import { Report } from '../../core/diagnostics/report.ts';
import { parseYaml } from '../../core/dsl/safe-yaml/parse-yaml.ts';
import { SourceText } from '../../core/dsl/safe-yaml/source-text.ts';
import { toJson } from '../../core/dsl/safe-yaml/to-json.ts';
import type { Dialect } from '../../core/workflow/model.ts';
import { builtinTypes } from './builtin/catalogue-entry.ts';
import { catalogue, locationsServed } from './catalogue.ts';
import type { CatalogueEntry, CatalogueRelease } from './catalogue-entry.ts';
import { dialectOfRelease } from './types-dialect.ts';

/** A type as a definition file writes it, with only what it adds to the type that it derives from. */
export interface DefinedType {
  name: string;
  kind: TypeKind;
  derivedFrom: string | null;
  schema: JsonObject;
}

export type TypeKind = 'node' | 'relationship' | 'data';

/** What the files of one release define. */
export interface DefinedRelease {
  version: string;
  /** The generation of the reference that it belongs to; null where the built-in types beside it decide. */
  dialect: Dialect | null;
  types: ReadonlyMap<string, DefinedType>;
  workflows: Readonly<Record<string, JsonObject>>;
  /** Names in operations' mappings, such as `fabric`. */
  pluginNames: readonly string[];
}

/** One plugin of the catalogue, or the built-in types, read. */
export interface DefinedPlugin {
  /** Unique and fit for a URL. */
  name: string;
  title: string;
  brings: string;
  packageName: string | null;
  /** Oldest first; never empty. */
  releases: readonly DefinedRelease[];
  /** What blueprints write in `imports` to get it, with the release that answers. */
  locations: readonly { location: string; version: string }[];
}

let read: Promise<readonly DefinedPlugin[]> | null = null;

/** All that the product brings along, the built-in types first. The files are read once, when somebody first asks. */
export function readDefinitions(): Promise<readonly DefinedPlugin[]> {
  read ??= Promise.all(catalogue.map(readPlugin));
  return read;
}

async function readPlugin(entry: CatalogueEntry): Promise<DefinedPlugin> {
  const { title, brings, packageName = null, releases } = entry;
  return {
    ...{ name: nameOf(entry), title, brings, packageName },
    releases: await Promise.all(releases.map((release) => readRelease(entry, release))),
    locations: locationsServed(entry),
  };
}

function nameOf({ packageName, specName, repositories: [repository], folder }: CatalogueEntry): string {
  const home = repository ? `${repository.name}/${repository.folder}`.replace(/\/+$/, '').replaceAll('/', '-') : folder;
  return packageName ?? specName ?? home.toLowerCase();
}

async function readRelease(entry: CatalogueEntry, release: CatalogueRelease): Promise<DefinedRelease> {
  const isNewest = entry.releases.at(-1) === release;
  const parts = new Set([
    ...Object.values(release.files).flat(),
    ...(release.besidesByName ?? []),
    ...(isNewest ? Object.values(entry.resources ?? {}).flat() : []),
  ]);
  const sections = await Promise.all([...parts].map((part) => readSections(`${entry.folder}/definitions/${part}`)));
  return {
    version: release.version,
    dialect: entry === builtinTypes ? dialectOfRelease(release.version) : null,
    types: collectTypes(sections),
    workflows: Object.fromEntries(
      sections
        .flatMap((each) => Object.entries(mapOf(each['workflows'])))
        .reverse()
        .map(([name, workflow]) => [name, isJsonObject(workflow) ? workflow : { mapping: workflow }]),
    ),
    pluginNames: [...new Set(sections.flatMap((each) => Object.keys(mapOf(each['plugins']))))],
  };
}

async function readSections(file: string): Promise<JsonObject> {
  const text = await readFile(join(import.meta.dirname, file), 'utf8');
  const { root } = parseYaml(new SourceText(file, text), new Report());
  return mapOf(root === null ? null : toJson(root));
}

const kinds: readonly (readonly [TypeKind, string])[] = [
  ['node', 'node_types'],
  ['relationship', 'relationships'],
  ['data', 'data_types'],
];

/** The first file that defines a name decides: the others are the same for other versions of the language. */
function collectTypes(sections: readonly JsonObject[]): Map<string, DefinedType> {
  const types = new Map<string, DefinedType>();
  for (const each of sections) {
    for (const [kind, section] of kinds) {
      for (const [name, written] of Object.entries(mapOf(each[section]))) {
        if (types.has(name)) continue;
        const schema = mapOf(written);
        const { derived_from: base } = schema;
        types.set(name, { name, kind, derivedFrom: typeof base === 'string' ? base : null, schema });
      }
    }
  }
  return types;
}

function mapOf(value: Json | undefined): JsonObject {
  return isJsonObject(value) ? value : {};
}
