import type { Json, JsonObject } from '../../core/blueprint/json.ts';
import { isJsonObject } from '../../core/blueprint/json-object.ts';
import { Report } from '../../core/diagnostics/report.ts';
import { parseYaml } from '../../core/dsl/safe-yaml/parse-yaml.ts';
import { SourceText } from '../../core/dsl/safe-yaml/source-text.ts';
import { toJson } from '../../core/dsl/safe-yaml/to-json.ts';
import { createCatalogueReader } from '../../server/plugins/catalogue.ts';
import { code, table } from './markdown.ts';

const location = 'resource:cloudify/types/types.yaml';
const kinds = [
  ['Node types', 'node_types', ['interfaces']],
  ['Relationships', 'relationships', ['source_interfaces', 'target_interfaces']],
  ['Data types', 'data_types', []],
] as const;

/** A chapter for each type of the newest built-in definitions, with what it adds to the type it derives from. */
export async function builtinTypeChapters(): Promise<string> {
  const text = await createCatalogueReader().read(location);
  const { root } = parseYaml(new SourceText(location, text ?? ''), new Report());
  const sections = mapOf(root === null ? null : toJson(root));
  const parts = kinds.flatMap(([title, section, interfaces]) => [
    `## ${title}`,
    ...Object.entries(mapOf(sections[section])).map(([name, type]) => chapter(name, mapOf(type), interfaces)),
  ]);
  return [...parts, '## Workflows', workflowTable(mapOf(sections['workflows']))].join('\n\n');
}

function chapter(name: string, type: JsonObject, interfaceFields: readonly string[]): string {
  const parts = [`### ${name}`];
  if (typeof type['derived_from'] === 'string') parts.push(`Derived from \`${type['derived_from']}\`.`);
  const properties = Object.entries(mapOf(type['properties'])).map(([key, schema]) => schemaRow(key, mapOf(schema)));
  if (properties.length > 0) parts.push(table(['property', 'type', 'default', 'meaning'], properties));
  for (const field of interfaceFields) {
    const rows = Object.entries(mapOf(type[field])).map(([key, operations]) => [
      code(key),
      Object.keys(mapOf(operations)).map(code).join(', '),
    ]);
    if (rows.length > 0) parts.push(table([field.replaceAll('_', ' '), 'operations'], rows));
  }
  return parts.join('\n\n');
}

function schemaRow(name: string, schema: JsonObject): string[] {
  const { type, description, required } = schema;
  const absent = required === false ? 'not required' : '';
  const value = 'default' in schema ? code(JSON.stringify(schema['default'])) : absent;
  return [
    code(name),
    typeof type === 'string' ? code(type) : '',
    value,
    typeof description === 'string' ? description : '',
  ];
}

function workflowTable(workflows: JsonObject): string {
  const rows = Object.entries(workflows).map(([name, workflow]) => [
    code(name),
    Object.keys(mapOf(mapOf(workflow)['parameters']))
      .map(code)
      .join(', '),
  ]);
  return table(['workflow', 'parameters'], rows);
}

function mapOf(value: Json | undefined): JsonObject {
  return isJsonObject(value ?? null) ? (value as JsonObject) : {};
}
