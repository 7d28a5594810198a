import type { Json } from '../../blueprint/json.ts';
import { didYouMean } from '../../diagnostics/nearest.ts';
import type { Executor, PlanPlugin } from '../../plan/plan.ts';
import type { CompileContext } from '../context.ts';
import { writableExecutors } from '../interfaces/operation.ts';
import { isNull, keyRangeOf, type MapEntry, rangeOf, textOf } from '../safe-yaml/syntax.ts';
import { toJson } from '../safe-yaml/to-json.ts';
import { type FieldRule, readFields } from '../schema/fields.ts';
import { namedEntries } from '../schema/named.ts';

const fields = {
  executor: { kind: 'text', required: true },
  source: { kind: 'text' },
  install: { kind: 'bool' },
  install_arguments: { kind: 'text', since: 1 },
  package_name: { kind: 'text', since: 2 },
  package_version: { kind: 'text', since: 2 },
  supported_platform: { kind: 'any', since: 2 },
  distribution: { kind: 'text', since: 2 },
  distribution_version: { kind: 'text', since: 2 },
  distribution_release: { kind: 'text', since: 2 },
  properties_description: { kind: 'text', since: 5 },
  properties: { kind: 'map', since: 5 },
} satisfies Record<string, FieldRule>;

/** Fields that the plan shows as they are, null when they are not written. */
const copied = [
  'install_arguments',
  'supported_platform',
  'distribution',
  'distribution_version',
  'distribution_release',
  'properties_description',
] as const;

/** Reads the section `plugins`. Malformed plugins are reported and still known by name. */
export function readPlugins(entries: ReadonlyMap<string, MapEntry>, context: CompileContext): Map<string, PlanPlugin> {
  const plugins = new Map<string, PlanPlugin>();
  for (const entry of namedEntries(entries, 'a plugin', context)) plugins.set(entry.key, readPlugin(entry, context));
  return plugins;
}

function readPlugin(entry: MapEntry, context: CompileContext): PlanPlugin {
  const read = readFields(entry.value, { what: `plugin "${entry.key}"`, fields }, context) ?? {};
  const value = (name: keyof typeof fields): Json => {
    const field = read[name];
    return field === undefined || isNull(field.value) ? null : toJson(field.value);
  };
  const install = value('install') !== false;
  const plugin: PlanPlugin = {
    ...Object.fromEntries(copied.map((name) => [name, value(name)])),
    name: entry.key,
    executor: readExecutor(read.executor, context),
    source: textOf(read.source?.value),
    install,
    package_name: textOf(read.package_name?.value),
    package_version: textOf(read.package_version?.value),
    properties: value('properties') ?? {},
  };
  if (install && plugin.source === null && plugin.package_name === null) {
    context.report.error({
      code: 50,
      detail: `The plugin "${entry.key}" is to be installed, and says neither "source" nor "package_name".`,
      range: keyRangeOf(entry),
      hint: 'Write "install: false" if it is part of the product.',
    });
  }
  return plugin;
}

function readExecutor(entry: MapEntry | undefined, context: CompileContext): Executor | null {
  const text = textOf(entry?.value);
  if (entry === undefined || text === null) return null;
  const executor = writableExecutors.find((known) => known === text);
  if (executor !== undefined) return executor;
  context.report.error({
    code: 18,
    detail: `The executor of a plugin must be one of ${writableExecutors.join(', ')}, and this is "${text}".`,
    range: rangeOf(entry.value),
    hint: () => didYouMean(text, writableExecutors),
  });
  return null;
}
