import { didYouMean } from '../../diagnostics/nearest.ts';
import type { CompileContext } from '../context.ts';
import { isFunctionNode } from '../functions/names.ts';
import type { InterfaceMerger, MergedOperation } from '../interfaces/merge.ts';
import { type Interfaces, readTemplateInterfaces } from '../interfaces/operation.ts';
import { type MapEntry, type MapNode, mapNode, rangeOf, textOf } from '../safe-yaml/syntax.ts';
import { type FieldRule, readFields } from '../schema/fields.ts';
import type { ComponentType } from '../types/component-types.ts';
import { missingImportHint } from '../types/inheritance.ts';
import type { ValueResolver } from '../types/values.ts';
import { readScalable, type Scalable } from './scalable.ts';

/** A node template with its type applied; its relationships are read once all templates are known. */
export interface NodeTemplate {
  name: string;
  entry: MapEntry;
  /** Null when the type is unknown, which is reported. */
  type: ComponentType | null;
  typeName: string;
  properties: MapNode;
  interfaces: Interfaces<MergedOperation>;
  relationships: MapEntry | null;
  scalable: Scalable;
}

/** What reading templates needs from the rest of the blueprint. */
export interface TemplateParts {
  types: ReadonlyMap<string, ComponentType>;
  values: ValueResolver;
  merger: InterfaceMerger;
  context: CompileContext;
}

const fields = {
  type: { kind: 'text', required: true },
  properties: { kind: 'map' },
  interfaces: { kind: 'map' },
  relationships: { kind: 'list' },
  instances: { kind: 'map' },
  capabilities: { kind: 'map' },
} satisfies Record<string, FieldRule>;

/** Reads one node template; null when it is not a map. */
export function readNodeTemplate(entry: MapEntry, parts: TemplateParts): NodeTemplate | null {
  const { context, merger } = parts;
  const what = `node template "${entry.key}"`;
  const read = readFields(entry.value, { what, fields }, context);
  if (read === null) return null;
  const type = findType(read.type, { what, types: parts.types }, context);
  const written = readTemplateInterfaces(read.interfaces?.value, what, context);
  const typeInterfaces = type?.interfaces.interfaces ?? new Map();
  return {
    name: entry.key,
    entry,
    type,
    typeName: textOf(read.type?.value) ?? '',
    properties: resolveProperties(read.properties, { entry, what, type }, parts),
    interfaces: merger.merge(written, typeInterfaces, { what, at: entry.value }),
    relationships: read.relationships ?? null,
    scalable: readScalable(read, what, context),
  };
}

function resolveProperties(
  written: MapEntry | undefined,
  of: { entry: MapEntry; what: string; type: ComponentType | null },
  parts: TemplateParts,
): MapNode {
  const given = written?.value.kind === 'map' ? written.value : null;
  const type = of.type;
  if (type === null || type.incomplete) return given ?? mapNode(new Map(), of.entry.value);
  const complete = !usesExternalResource(given, type, parts.context);
  return parts.values.resolve(type.properties, given, { what: of.what, at: of.entry.value, complete });
}

/** A resource that exists already needs no description of how to make it (dsl.md section 5, rule 3). */
function usesExternalResource(given: MapNode | null, type: ComponentType, context: CompileContext): boolean {
  const schema = type.properties.get('use_external_resource');
  if (schema === undefined) return false;
  const value = given?.entries.get('use_external_resource')?.value ?? schema.defaultValue;
  if (value === null) return false;
  if (isFunctionNode(value)) {
    context.report.error({
      code: 219,
      detail:
        'The value of "use_external_resource" must be known before the deployment is created; it cannot be a function.',
      range: rangeOf(value),
    });
    return true;
  }
  return value.kind === 'scalar' ? Boolean(value.value) : true;
}

function findType(
  entry: MapEntry | undefined,
  at: { what: string; types: ReadonlyMap<string, ComponentType> },
  context: CompileContext,
): ComponentType | null {
  const name = textOf(entry?.value);
  if (entry === undefined || name === null) return null;
  const type = at.types.get(name);
  if (type !== undefined) return type;
  context.report.error({
    code: 7,
    detail: `The type "${name}" of ${at.what} is not defined.`,
    range: rangeOf(entry.value),
    hint: () => didYouMean(name, at.types.keys()) ?? missingImportHint(name),
  });
  return null;
}
