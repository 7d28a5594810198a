import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { didYouMean } from '../../core/diagnostics/nearest.ts';
import type { SourceReader } from '../../core/ports/ports.ts';
import { builtinTypes } from './builtin/catalogue-entry.ts';
import type { CatalogueEntry } from './catalogue-entry.ts';
import { diamondPlugin } from './diamond/catalogue-entry.ts';
import { fabricPlugin } from './fabric/catalogue-entry.ts';
import { hostPoolPlugins } from './host-pool/catalogue-entries.ts';
import { kubernetesPlugin } from './kubernetes/catalogue-entry.ts';
import { kubernetesOnHosts } from './kubernetes/hosts-catalogue-entries.ts';
import { locateDefinition, readPluginLocation } from './locate-definition.ts';
import { openstackPlugin } from './openstack/catalogue-entry.ts';
import { proxyPlugins } from './proxy/catalogue-entries.ts';
import { scriptPlugin } from './script/catalogue-entry.ts';
import { utilitiesPlugin } from './utilities/catalogue-entry.ts';
import { versionNumbers } from './versions.ts';

/** Everything whose definitions the product brings along. The first entry that knows a location answers it. */
export const catalogue: readonly CatalogueEntry[] = [
  builtinTypes,
  ...[scriptPlugin, fabricPlugin, diamondPlugin, openstackPlugin, kubernetesPlugin, ...kubernetesOnHosts],
  ...[utilitiesPlugin, ...proxyPlugins, ...hostPoolPlugins],
];

/** The newest version of the language, for those who ask without saying theirs. */
const newestMinor = 5;

/**
 * The files that together answer an import location, relative to the plugins' folder; null when none do. `minor` is N
 * of the blueprint's `cloudify_dsl_1_N`: `plugin:` imports have forms of their own for some versions.
 */
export function definitionFiles(location: string, minor = newestMinor): string[] | null {
  const found = locateDefinition(location, catalogue, minor);
  return found?.parts.map((part) => `${found.entry.folder}/definitions/${part}`) ?? null;
}

/** A location that is answered, and with what: a line of the list of what the product brings along. */
export interface ServedLocation {
  location: string;
  title: string;
  brings: string;
  version: string;
}

/** The locations by which each release is usually imported. Other versions get the closest of these. */
export function servedLocations(): ServedLocation[] {
  return catalogue.flatMap((entry) =>
    locationsServed(entry).map((served) => ({ ...served, title: entry.title, brings: entry.brings })),
  );
}

/** The same of one entry. */
export function locationsServed(entry: CatalogueEntry): { location: string; version: string }[] {
  const { releases, resources = {} } = entry;
  const newest = releases.at(-1)?.version ?? '';
  return [
    ...releases.flatMap(({ version, refs, files }) =>
      locationsOf(entry, versionNumbers(version) === null ? (refs?.[0] ?? version) : version, Object.keys(files)).map(
        (location) => ({ location, version }),
      ),
    ),
    ...Object.keys(resources).map((file) => ({ location: `resource:${file}`, version: newest })),
  ];
}

function locationsOf(entry: CatalogueEntry, ref: string, files: readonly string[]): string[] {
  const { specName, packageName, repositories } = entry;
  return [
    ...files.flatMap((file) => [
      ...(specName === undefined ? [] : [`http://www.getcloudify.org/spec/${specName}/${ref}/${file}`]),
      ...repositories.map(({ name, folder }) => `https://raw.githubusercontent.com/${name}/${ref}/${folder}${file}`),
    ]),
    ...(packageName === undefined ? [] : [`plugin:${packageName}?version=${ref}`]),
  ];
}

/** What to say when a location has no answer; null when there is nothing that helps. */
function explainMissing(location: string): string | null {
  const plugin = readPluginLocation(location);
  if (plugin === null) return null;
  const entry = catalogue.find(({ packageName }) => packageName === plugin.name);
  const names = catalogue.flatMap(({ packageName }) => packageName ?? []);
  if (entry === undefined)
    return didYouMean(plugin.name, names) ?? `Plugins that can be imported: ${names.join(', ')}.`;
  const versions = entry.releases.map(({ version }) => version).join(', ');
  return `No version of ${plugin.name} fits "${plugin.constraints}". There are ${versions}.`;
}

/** Reads the product's own definition files by the locations that blueprints import. Files are read once. */
export function createCatalogueReader(): SourceReader {
  const texts = new Map<string, Promise<string>>();
  const readPart = (file: string): Promise<string> => {
    const text = texts.get(file) ?? readFile(join(import.meta.dirname, file), 'utf8');
    texts.set(file, text);
    return text;
  };
  return {
    async read(location, version) {
      const files = definitionFiles(location, version);
      return files === null ? null : (await Promise.all(files.map(readPart))).join('\n');
    },
    exists: (location) => definitionFiles(location) !== null,
    explain: explainMissing,
  };
}
