import { didYouMean } from '../../diagnostics/nearest.ts';
import type { CompileContext } from '../context.ts';
import type { InterfaceMerger, MergedOperation } from '../interfaces/merge.ts';
import { type Interfaces, readTemplateInterfaces } from '../interfaces/operation.ts';
import { type MapEntry, type MapNode, rangeOf, type SyntaxNode, textOf } from '../safe-yaml/syntax.ts';
import { type FieldRule, type Fields, readFields } from '../schema/fields.ts';
import type { ComponentType } from '../types/component-types.ts';
import { missingImportHint } from '../types/inheritance.ts';
import type { ValueResolver } from '../types/values.ts';

/** A relationship of a node template with its type applied. */
export interface Relationship {
  type: ComponentType;
  target: string;
  properties: MapNode;
  sourceInterfaces: Interfaces<MergedOperation>;
  targetInterfaces: Interfaces<MergedOperation>;
  at: SyntaxNode;
}

export interface RelationshipParts {
  types: ReadonlyMap<string, ComponentType>;
  /** Names of all node templates. */
  nodes: ReadonlySet<string>;
  values: ValueResolver;
  merger: InterfaceMerger;
  context: CompileContext;
}

/** Relationship types derived from this one put the source into the target. */
export const containedInType = 'cloudify.relationships.contained_in';

const fields = {
  type: { kind: 'text', required: true },
  target: { kind: 'text', required: true },
  properties: { kind: 'map' },
  source_interfaces: { kind: 'map' },
  target_interfaces: { kind: 'map' },
} satisfies Record<string, FieldRule>;

type RelationshipFields = Fields<keyof typeof fields>;

/** Reads the relationships of one node template; malformed ones are reported and left out. */
export function readRelationships(source: string, list: MapEntry | null, parts: RelationshipParts): Relationship[] {
  if (list === null || list.value.kind !== 'list') return [];
  const relationships: Relationship[] = [];
  for (const item of list.value.items) {
    const relationship = readRelationship(item, source, parts);
    if (relationship !== null) relationships.push(relationship);
  }
  checkContainment(source, relationships, parts.context);
  warnOfReplaced(source, relationships, parts.context);
  return relationships;
}

export function isContainedIn(relationship: { type: { hierarchy: readonly string[] } }): boolean {
  return relationship.type.hierarchy.includes(containedInType);
}

/** Instances have one relationship for two nodes, the last declared (dsl.md section 13). */
function warnOfReplaced(source: string, relationships: readonly Relationship[], context: CompileContext): void {
  const last = new Map<string, Relationship>();
  for (const relationship of relationships) last.set(relationship.target, relationship);
  if (last.size === relationships.length) return;
  for (const { target, type, at } of relationships) {
    const kept = last.get(target);
    if (kept === undefined || kept.at === at) continue;
    context.report.warning({
      code: 9037,
      detail: `"${source}" has several relationships to "${target}", and its instances have the last one only, of type "${kept.type.name}"; this one of type "${type.name}" has no effect.`,
      range: rangeOf(at),
    });
  }
}

function readRelationship(node: SyntaxNode, source: string, parts: RelationshipParts): Relationship | null {
  const { context, merger } = parts;
  const what = `relationship of node template "${source}"`;
  const read = readFields(node, { what, fields }, context);
  if (read === null) return null;
  const target = findTarget(read, source, parts);
  const type = findType(read, source, parts);
  if (target === null || type === null) return null;
  const owner = { what: `the relationship of "${source}" to "${target}"`, at: node };
  const given = read.properties?.value.kind === 'map' ? read.properties.value : null;
  const side = (field: 'source_interfaces' | 'target_interfaces') =>
    merger.merge(
      readTemplateInterfaces(read[field]?.value, owner.what, context),
      type.interfaces[field] ?? new Map(),
      owner,
    );
  return {
    type,
    target,
    properties: parts.values.resolve(type.properties, given, { ...owner, complete: true, open: type.incomplete }),
    sourceInterfaces: side('source_interfaces'),
    targetInterfaces: side('target_interfaces'),
    at: node,
  };
}

function findTarget(read: RelationshipFields, source: string, parts: RelationshipParts): string | null {
  const name = textOf(read.target?.value);
  if (name === null || read.target === undefined) return null;
  const range = rangeOf(read.target.value);
  if (name === source) {
    const detail = `The node template "${source}" has a relationship to itself.`;
    parts.context.report.error({ code: 23, detail, range });
    return null;
  }
  if (parts.nodes.has(name)) return name;
  parts.context.report.error({
    code: 25,
    detail: `"${source}" has a relationship to "${name}", and there is no node template of that name.`,
    range,
    hint: () => didYouMean(name, parts.nodes),
  });
  return null;
}

function findType(read: RelationshipFields, source: string, parts: RelationshipParts): ComponentType | null {
  const name = textOf(read.type?.value);
  if (name === null || read.type === undefined) return null;
  const type = parts.types.get(name);
  if (type !== undefined) return type;
  parts.context.report.error({
    code: 26,
    detail: `"${source}" has a relationship of the type "${name}", which is not defined.`,
    range: rangeOf(read.type.value),
    hint: () => didYouMean(name, parts.types.keys()) ?? missingImportHint(name),
  });
  return null;
}

const afterOperationType = 'cloudify.relationships.depends_on_lifecycle_operation';
const lifecycle = 'cloudify.interfaces.lifecycle';

/** A relationship that waits for an operation of its target needs the target to have it written (dsl.md section 7). */
export function checkAwaitedOperations(
  source: string,
  relationships: readonly Relationship[],
  at: { operationsOf(target: string): ReadonlySet<string>; context: CompileContext },
): void {
  for (const relationship of relationships) {
    if (relationship.type.name !== afterOperationType) continue;
    const operation = textOf(relationship.properties.entries.get('operation')?.value);
    const range = rangeOf(relationship.at);
    const where = `The relationship of "${source}" to "${relationship.target}"`;
    if (operation === null || operation === '') {
      at.context.report.error({ code: 215, detail: `${where} must name an "operation" to wait for.`, range });
    } else if (!at.operationsOf(relationship.target).has(operation)) {
      const detail = `${where} waits for "${operation}", and the target does not define it in ${lifecycle}.`;
      at.context.report.error({ code: 216, detail, range });
    }
  }
}

/** Lifecycle operations that a template itself writes. */
export function writtenLifecycleOperations(template: MapEntry | undefined): ReadonlySet<string> {
  const step = (node: SyntaxNode | undefined, key: string) =>
    node?.kind === 'map' ? node.entries.get(key)?.value : undefined;
  const operations = step(step(template?.value, 'interfaces'), lifecycle);
  return operations?.kind === 'map' ? new Set(operations.entries.keys()) : new Set();
}

function checkContainment(source: string, relationships: Relationship[], context: CompileContext): void {
  const [first, second] = relationships.filter(isContainedIn);
  if (first === undefined || second === undefined) return;
  context.report.error({
    code: 112,
    detail: `The node template "${source}" is contained in "${first.target}" and in "${second.target}".`,
    range: rangeOf(second.at),
    hint: 'A node can be contained in one other node only. Use connected_to for the other.',
  });
}
