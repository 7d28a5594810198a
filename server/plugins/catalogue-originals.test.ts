import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Json, JsonObject } from '../../core/blueprint/json.ts';
import { Report } from '../../core/diagnostics/report.ts';
import { parseYaml } from '../../core/dsl/safe-yaml/parse-yaml.ts';
import { SourceText } from '../../core/dsl/safe-yaml/source-text.ts';
import { toJson } from '../../core/dsl/safe-yaml/to-json.ts';
import { createCatalogueReader, servedLocations } from './catalogue.ts';

/* Our definitions against the published ones, where those are at hand: everything but the words must be the same. */

const shared = join(import.meta.dirname, '../../../shared');
const catalogue = createCatalogueReader();

const spec = 'http://www.getcloudify.org/spec';
const raw = 'https://raw.githubusercontent.com';
const newManager = `${raw}/cloudify-cosmo/cloudify-manager/master/resources/rest-service/cloudify/types`;
const oldTypes = 'resources/rest-service/cloudify/types/types.yaml';

/** Published file, and the location at which ours answers. */
const pairs: [string, string][] = [
  ...['3.1', '3.2', '3.2.1', '3.3.1', '3.4', '4.0', '4.2', '4.3.1', '7.0.4'].map((version): [string, string] => [
    `blueprints/types@${version}/${oldTypes}`,
    `${spec}/cloudify/${version}/types.yaml`,
  ]),
  ...['4.5.5', '5.0.5', '5.2.0', '6.3.1', '6.4.2', '7.0.5'].map((version): [string, string] => [
    `types/types-${version}.yaml`,
    `${spec}/cloudify/${version}/types.yaml`,
  ]),
  ['types/types_1_3.yaml', `${newManager}/types_1_3.yaml`],
  ['types/types_1_4.yaml', `${newManager}/types_1_4.yaml`],
  ...['fabric', 'diamond', 'openstack', 'kubernetes', 'utilities'].flatMap(publishedOf),
  ['blueprints/utilities-plugin/plugin.yaml', `${spec}/utilities-plugin/2.0.7/plugin.yaml`],
  ['blueprints/utilities-plugin/plugin_1_4.yaml', `${spec}/utilities-plugin/2.0.7/plugin_1_4.yaml`],
  ['blueprints/utilities-plugin/plugin_1_5.yaml', `${spec}/utilities-plugin/2.0.7/plugin_1_5.yaml`],
  ['blueprints/utilities-plugin/v2_plugin.yaml', `${spec}/utilities-plugin/2.0.7/v2_plugin.yaml`],
  ['blueprints/cfy3@1.4/kub/plugin/plugin.yaml', `${raw}/dfilppi/cfy3/1.4/kub/plugin/plugin.yaml`],
  ['blueprints/cfy3@1.5/kub/plugin/plugin.yaml', `${raw}/dfilppi/cfy3/1.5/kub/plugin/plugin.yaml`],
  ['blueprints/cfy3@41b8fd6/kub/plugin/plugin.yaml', `${raw}/dfilppi/cfy3/41b8fd6/kub/plugin/plugin.yaml`],
  ['blueprints/cfy3@HEAD/kub/plugin/plugin.yaml', `${raw}/dfilppi/cfy3/HEAD/kub/plugin/plugin.yaml`],
  ['blueprints/cfy3@HEAD/kub/plugin/plugin-remote.yaml', `${raw}/dfilppi/cfy3/HEAD/kub/plugin/plugin-remote.yaml`],
  ['blueprints/cfy3@HEAD/dproxy/plugin/plugin.yaml', `${raw}/dfilppi/cfy3/HEAD/dproxy/plugin/plugin.yaml`],
  ...['plugin.yaml', 'plugin-remote.yaml'].map((file): [string, string] => [
    `blueprints/old-kubernetes-plugin/${file}`,
    `${raw}/cloudify-examples/cloudify-kubernetes-plugin/master/${file}`,
  ]),
  ...['e95d995', 'f7eb98c'].map((commit): [string, string] => [
    `blueprints/hybrid-blueprint@${commit}/plugin/kubernetes/plugin.yaml`,
    `${raw}/theone4ever/cloudify-kubernetes-plugin-blueprint/${commit}/plugin/kubernetes/plugin.yaml`,
  ]),
  ...['0f4a813', '2e8f831'].map((commit): [string, string] => [
    `blueprints/proxy-plugin@${commit}/plugin.yaml`,
    `${raw}/cloudify-incubator/cloudify-utilities-plugin/${commit}/plugin.yaml`,
  ]),
];

/** The files at the top of the folders `<plugin>-plugin@<version>`. */
function publishedOf(plugin: string): [string, string][] {
  const folders = existsSync(shared) ? readdirSync(join(shared, 'blueprints')) : [];
  return folders
    .filter((folder) => folder.startsWith(`${plugin}-plugin@`))
    .flatMap((folder) =>
      readdirSync(join(shared, 'blueprints', folder))
        .filter((file) => file.endsWith('.yaml'))
        // Published with a slip of the pen that makes it no YAML; ours is what was meant.
        .filter((file) => `${folder}/${file}` !== 'openstack-plugin@3.3.9/plugin_1_4.yaml')
        .map((file): [string, string] => [
          `blueprints/${folder}/${file}`,
          `${spec}/${plugin}-plugin/${folder.split('@')[1]}/${file}`,
        ]),
    );
}

describe.skipIf(!existsSync(shared))('definitions and what was published', () => {
  it.each(pairs)('%s is what %s gives', async (original, location) => {
    const ours = await catalogue.read(location);
    expect(structureOf(ours ?? '')).toEqual(structureOf(readFileSync(join(shared, original), 'utf8')));
  });
});

/** Imports that recorded cases of the language bring with them, where they name a release that is ours. */
const recorded = existsSync(shared) ? recordedImports() : [];

describe.skipIf(recorded.length === 0)('definitions and the imports of recorded cases', () => {
  it.each(recorded)('%s', async (location, text) => {
    const ours = await catalogue.read(location);
    expect(structureOf(ours ?? '')).toEqual(structureOf(text));
  });
});

function recordedImports(): [string, string][] {
  const folder = join(shared, 'conformance/dsl');
  const { cases } = JSON.parse(readFileSync(join(folder, 'INDEX.json'), 'utf8')) as { cases: { file: string }[] };
  const served = new Set(servedLocations().flatMap(({ location }) => (location.startsWith('http') ? location : [])));
  const found = new Map<string, string>();
  for (const { file } of cases) {
    const { urls = {} } = JSON.parse(readFileSync(join(folder, file), 'utf8')) as {
      urls?: Record<string, string | { $blob: string }>;
    };
    for (const [location, text] of Object.entries(urls)) {
      if (!served.has(location)) continue;
      found.set(location, typeof text === 'string' ? text : readFileSync(join(folder, 'blobs', text.$blob), 'utf8'));
    }
  }
  return [...found];
}

const schemas = new Set(['properties', 'parameters', 'inputs', 'runtime_properties']);
const definitions = new Set([
  'node_types',
  'relationships',
  'data_types',
  'policy_types',
  'policy_triggers',
  'workflows',
]);

/** A file without words: no comments, no descriptions, no `dsl_definitions` (they are for the file itself). */
function structureOf(text: string): Json {
  const report = new Report();
  const { root } = parseYaml(new SourceText('file', text), report);
  if (root === null) throw new Error(JSON.stringify(report.list()));
  const { dsl_definitions: _, ...sections } = toJson(root) as JsonObject;
  return Object.fromEntries(
    Object.entries(sections).map(([name, section]) => [
      name,
      definitions.has(name) ? mapValues(section, withoutWords) : section,
    ]),
  );
}

function withoutWords(definition: Json): Json {
  return mapValues(without(definition), (part, name) => {
    if (schemas.has(name)) return mapValues(part, without);
    if (!name.endsWith('interfaces')) return part;
    return mapValues(part, (operations) =>
      mapValues(operations, (operation) =>
        mapValues(operation, (field, key) => (key === 'inputs' ? mapValues(field, without) : field)),
      ),
    );
  });
}

function without(value: Json): Json {
  if (!isObject(value)) return value;
  const { description: _, ...rest } = value;
  return rest;
}

function mapValues(value: Json, change: (item: Json, key: string) => Json): Json {
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, change(item, key)]));
}

function isObject(value: Json): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
