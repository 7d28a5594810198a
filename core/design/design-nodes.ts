import { type BuiltBlueprint, withoutNamespace } from '../dsl/index.ts';
import type { Memo } from '../dsl/memo.ts';
import type { MapEntry, SyntaxNode } from '../dsl/safe-yaml/syntax.ts';
import type { ComponentType } from '../dsl/types/component-types.ts';
import type { DesignNode, DesignRelationship } from './design.ts';
import { fieldIn, itemsOf, mapOf, ownFileOf, textIn } from './written.ts';

type Types = ReadonlyMap<string, ComponentType>;

const nobody: readonly string[] = [];

/** All node templates in the order of the text; those in which nothing changed are the same objects as before. */
export function designNodes({ sections, types }: BuiltBlueprint, memo: Memo): DesignNode[] {
  const entries = [...sections.entries('node_templates').values()];
  const names = new Set(entries.map(({ key }) => key));
  const loose = entries.map((entry) => looseNode(entry, { ...types, memo }));
  const parents = parentsOf(loose, names);
  return loose.map((node) => {
    const parent = parents.get(node.id) ?? null;
    return memo.keepFor(node, 'in its place', { inputs: [parent], make: () => ({ ...node, parent }) });
  });
}

interface NodeParts {
  nodeTypes: Types;
  relationshipTypes: Types;
  memo: Memo;
}

/** A node as far as its own text and its types tell. */
function looseNode(entry: MapEntry, { nodeTypes, relationshipTypes, memo }: NodeParts): DesignNode {
  const type = nodeTypes.get(textIn(entry.value, 'type') ?? '');
  const list = itemsOf(fieldIn(entry.value, 'relationships'));
  const known = list.map((item) => relationshipTypes.get(textIn(item, 'type') ?? ''));
  const hierarchies = [type?.hierarchy, ...known.map((each) => each?.hierarchy)].map((each) => each?.join());
  const make = (): DesignNode => ({
    id: entry.key,
    type: textIn(entry.value, 'type') ?? '',
    typeHierarchy: type?.hierarchy ?? nobody,
    parent: null,
    properties: mapOf(fieldIn(entry.value, 'properties')),
    interfaces: mapOf(fieldIn(entry.value, 'interfaces')),
    relationships: list.map((item, index) => designRelationship(item, index, known[index])),
    instances: instancesOf(entry.value),
    file: ownFileOf(entry),
  });
  return memo.keepFor(entry, 'node', { inputs: hierarchies, make });
}

function designRelationship(item: SyntaxNode, index: number, type: ComponentType | undefined): DesignRelationship {
  const name = textIn(item, 'type') ?? '';
  return {
    index,
    type: name,
    target: textIn(item, 'target') ?? '',
    typeHierarchy: type?.hierarchy ?? nobody,
    kind: kindOf(type?.hierarchy ?? [withoutNamespace(name)]),
    properties: mapOf(fieldIn(item, 'properties')),
    sourceInterfaces: mapOf(fieldIn(item, 'source_interfaces')),
    targetInterfaces: mapOf(fieldIn(item, 'target_interfaces')),
  };
}

/** Of a type that is not known, the name says what was probably meant: what is drawn must not jump while one types. */
function kindOf(hierarchy: readonly string[]): DesignRelationship['kind'] {
  const has = (kind: string) => hierarchy.some((name) => name.endsWith(kind));
  if (has('contained_in')) return 'contained_in';
  return has('connected_to') ? 'connected_to' : 'depends_on';
}

/** What contains each node: the first containment counts, and none that would close a circle. */
function parentsOf(nodes: readonly DesignNode[], names: ReadonlySet<string>): Map<string, string> {
  const parents = new Map<string, string>();
  for (const { id, relationships } of nodes) {
    const host = relationships.find(({ kind, target }) => kind === 'contained_in' && names.has(target))?.target;
    if (host !== undefined && !leadsTo(parents, host, id)) parents.set(id, host);
  }
  return parents;
}

function leadsTo(parents: ReadonlyMap<string, string>, from: string, to: string): boolean {
  for (let at: string | undefined = from; at !== undefined; at = parents.get(at)) if (at === to) return true;
  return false;
}

function instancesOf(template: SyntaxNode): DesignNode['instances'] {
  const scalable = fieldIn(fieldIn(fieldIn(template, 'capabilities'), 'scalable'), 'properties');
  const deploy = numberIn(fieldIn(template, 'instances'), 'deploy');
  const [normal, min, max] = ['default_instances', 'min_instances', 'max_instances'].map((name) =>
    numberIn(scalable, name),
  );
  const isWritten = [deploy, normal, min, max].some((number) => number !== null);
  return { default: normal ?? deploy ?? 1, min: min ?? 0, max: max ?? -1, isWritten };
}

function numberIn(node: SyntaxNode | undefined, name: string): number | null {
  const value = fieldIn(node, name);
  if (value?.kind !== 'scalar') return null;
  if (value.value === 'UNBOUNDED') return -1;
  return typeof value.value === 'number' ? value.value : null;
}
