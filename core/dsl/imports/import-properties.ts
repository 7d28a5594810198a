import { didYouMean } from '../../diagnostics/nearest.ts';
import type { CompileContext } from '../context.ts';
import { isFunctionNode } from '../functions/names.ts';
import {
  entryFor,
  keyRangeOf,
  type MapEntry,
  type MapNode,
  mapNode,
  rangeOf,
  type ScalarType,
  type SyntaxNode,
  textOf,
} from '../safe-yaml/syntax.ts';
import { inWords } from '../schema/fields.ts';

/** What the value of each type of property may be written as (dsl.md section 3); a truth value passes for a number. */
const accepted: Readonly<Record<string, (value: SyntaxNode) => boolean>> = {
  string: scalarOf('string', 'int', 'bool'),
  integer: scalarOf('int', 'bool'),
  float: scalarOf('int', 'float', 'bool'),
  boolean: scalarOf('bool'),
  list: (value) => value.kind === 'list',
};

/**
 * A file with the properties of its import put into each plugin that declares properties: `value` beside `type`. Names
 * that such a plugin does not declare and values of another type are reported (221), so are unknown types (220).
 * Plugins without properties take no notice.
 */
export function withImportProperties(root: MapNode, given: MapNode | null, context: CompileContext): MapNode {
  const plugins = root.entries.get('plugins');
  if (given === null || plugins?.value.kind !== 'map') return root;
  const changed = changeEach(plugins.value, (plugin) => {
    const declared = plugin.value.kind === 'map' ? plugin.value.entries.get('properties') : undefined;
    if (plugin.value.kind !== 'map' || declared?.value.kind !== 'map') return plugin;
    const properties = declared.value;
    reportUndeclared(plugin.key, { given, properties }, context);
    const filled = changeEach(properties, (property) => fill(property, given.entries.get(property.key), context));
    return withEntry(plugin, plugin.value, { ...declared, value: filled });
  });
  return mapNode(new Map(root.entries).set('plugins', { ...plugins, value: changed }), root);
}

function fill(property: MapEntry, given: MapEntry | undefined, context: CompileContext): MapEntry {
  if (given === undefined || property.value.kind !== 'map') return property;
  const type = textOf(property.value.entries.get('type')?.value);
  const accepts = type !== null && Object.hasOwn(accepted, type) ? accepted[type] : undefined;
  if (accepts === undefined) {
    context.report.error({
      code: 220,
      like: 221,
      detail: `The plugin declares no type for its property "${property.key}" that an import can give a value of.`,
      range: keyRangeOf(property),
      hint: `The types are ${Object.keys(accepted).join(', ')}.`,
    });
    return property;
  }
  if (accepts(given.value) || isFunctionNode(given.value)) {
    return withEntry(property, property.value, entryFor('value', given.value));
  }
  context.report.error({
    code: 221,
    detail: `The property "${property.key}" of the plugin has the type ${type}, and this is ${inWords(given.value)}.`,
    range: rangeOf(given.value),
    hint: `Write a value of the type ${type}, or a function.`,
  });
  return property;
}

function reportUndeclared(
  plugin: string,
  { given, properties }: { given: MapNode; properties: MapNode },
  context: CompileContext,
): void {
  const names = [...properties.entries.keys()];
  for (const entry of given.entries.values()) {
    if (properties.entries.has(entry.key)) continue;
    context.report.error({
      code: 221,
      detail: `The plugin "${plugin}" has no property "${entry.key}".`,
      range: keyRangeOf(entry),
      hint: () => didYouMean(entry.key, names) ?? `Its properties are: ${names.join(', ')}.`,
    });
  }
}

function changeEach(map: MapNode, change: (entry: MapEntry) => MapEntry): MapNode {
  return mapNode(new Map([...map.entries].map(([key, entry]) => [key, change(entry)])), map);
}

function withEntry(owner: MapEntry, map: MapNode, entry: MapEntry): MapEntry {
  return { ...owner, value: mapNode(new Map(map.entries).set(entry.key, entry), map) };
}

function scalarOf(...types: ScalarType[]): (value: SyntaxNode) => boolean {
  return (value) => value.kind === 'scalar' && types.includes(value.type);
}
