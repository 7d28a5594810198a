import type { Json } from '../../blueprint/json.ts';
import { Report } from '../../diagnostics/report.ts';
import { folderOf, importCandidates, isAbsoluteLocation } from '../imports/location.ts';
import { nestedNamespace } from '../imports/namespace.ts';
import { namespaceMark } from '../imports/namespaced-name.ts';
import { newestVersion, readVersion } from '../language-version.ts';
import { type ParsedYaml, parseYaml } from '../safe-yaml/parse-yaml.ts';
import { SourceText } from '../safe-yaml/source-text.ts';
import { isNull, type MapNode, mapNode, type SyntaxNode, textOf } from '../safe-yaml/syntax.ts';

/** A blueprint whose text can be edited; opened by `openBlueprint`. */
export interface EditableBlueprint {
  mainFile: string;
  /** The N of `cloudify_dsl_1_N` that the main file declares; the newest one when it declares none. */
  version: number;
  /** The blueprint's own files by location: the main one, and what it imports of the same archive. */
  files: ReadonlyMap<string, EditableFile>;
  /** Relationship types that mean containment. */
  containment: ReadonlySet<string>;
}

/** One of the files. */
export interface EditableFile {
  location: string;
  text: string;
  root: SyntaxNode;
  /** False when the syntax is broken: then nothing in it can be edited. */
  isSound: boolean;
  /** Values that are referred to by aliases. */
  aliased: ReadonlySet<SyntaxNode>;
  /** The tree with what later calls of `openBlueprint` use again. */
  parsed: ParsedYaml;
  /** Under which namespaces the file is imported; null stands for none. The main file has none. */
  namespaces: readonly (string | null)[];
}

/** What is needed to edit a blueprint. */
export interface OpenRequest {
  mainFile: string;
  /** Texts by location, as `Compilation.sources` has them; only the blueprint's own are looked at. */
  sources: Readonly<Record<string, string>>;
  /** The relationship types of the last good plan, which tell what containment is. */
  relationships?: Readonly<Record<string, Json>>;
  /** The same blueprint as it was before; it must not be used any more afterwards. */
  previous?: EditableBlueprint;
}

/** Reads a blueprint's own files so that intents can be applied to them. */
export function openBlueprint({ mainFile, sources, relationships = {}, previous }: OpenRequest): EditableBlueprint {
  const files = new Map<string, Opened>();
  const queue: { location: string; namespace: string | null }[] = [{ location: mainFile, namespace: null }];
  const open = (location: string) => {
    const known = files.get(location);
    if (known !== undefined) return known;
    const text = Object.hasOwn(sources, location) ? (sources[location] ?? '') : '';
    const opened = readFile(location, text, previous?.files.get(location));
    files.set(location, opened);
    return opened;
  };
  const version = versionOf(open(mainFile).root);
  for (const { location, namespace } of queue) {
    const file = open(location);
    if (file.namespaces.includes(namespace) || file.namespaces.length >= mostNamespaces) continue;
    file.namespaces.push(namespace);
    const importer = { file: location, folders: [folderOf(mainFile), ''], version };
    queue.push(...importsOf(file.root, importer, sources).map((one) => nested(one, namespace)));
  }
  return { mainFile, version, files, containment: containmentTypes(relationships, [...files.values()]) };
}

/** Files that import each other in a circle have namespaces without end. */
const mostNamespaces = 20;

interface Opened extends EditableFile {
  namespaces: (string | null)[];
}

function readFile(location: string, text: string, before: EditableFile | undefined): Opened {
  if (before?.text === text) return { ...before, namespaces: [] };
  const parsed = parseYaml(new SourceText(location, text), new Report(), { previous: before?.parsed });
  const { root, partial } = parsed;
  return {
    location,
    text,
    root: root ?? partial ?? noRoot(location),
    isSound: root !== null,
    aliased: new Set(parsed.aliases.map(({ node }) => node)),
    parsed,
    namespaces: [],
  };
}

function noRoot(location: string): SyntaxNode {
  const nothing = parseYaml(new SourceText(location, ''), new Report()).root;
  if (nothing === null) throw new Error('An empty text can always be read.');
  return mapNode(new Map(), nothing);
}

function versionOf(root: SyntaxNode): number {
  return root.kind === 'map' ? (readVersion(root, new Report()) ?? newestVersion) : newestVersion;
}

function nested(found: { location: string; namespace: string | null }, outer: string | null) {
  return { ...found, namespace: nestedNamespace(outer, found.namespace) };
}

/** The blueprint's own files that a file imports, with the namespaces written in front. */
function importsOf(
  root: SyntaxNode,
  importer: { file: string; folders: string[]; version: number },
  sources: OpenRequest['sources'],
): { location: string; namespace: string | null }[] {
  const list = root.kind === 'map' ? root.entries.get('imports')?.value : undefined;
  if (list?.kind !== 'list') return [];
  return list.items.flatMap((item) => {
    const text = item.kind === 'map' ? [...item.entries.keys()][0] : textOf(item);
    if (text === null || text === undefined) return [];
    const mark = text.lastIndexOf(namespaceMark);
    const namespace = mark > 0 ? text.slice(0, mark) : null;
    const location = mark >= 0 ? text.slice(mark + namespaceMark.length) : text;
    const found = importCandidates(location, importer).find((candidate) => Object.hasOwn(sources, candidate));
    return found === undefined || isAbsoluteLocation(found) ? [] : [{ location: found, namespace }];
  });
}

const container = 'cloudify.relationships.contained_in';

/** Types of the plan, and those of the files, that are derived from containment. */
function containmentTypes(relationships: Readonly<Record<string, Json>>, files: EditableFile[]): Set<string> {
  const types = new Set([container]);
  for (const [name, type] of Object.entries(relationships)) {
    if (hierarchyOf(type).includes(container)) types.add(name);
  }
  const declared = files.flatMap(({ root, namespaces }) => declaredTypes(root, namespaces));
  for (let before = -1; before !== types.size; ) {
    before = types.size;
    for (const { name, parent } of declared) if (types.has(parent)) types.add(name);
  }
  return types;
}

function hierarchyOf(type: Json): Json[] {
  const hierarchy = typeof type === 'object' && type !== null && !Array.isArray(type) ? type['type_hierarchy'] : null;
  return Array.isArray(hierarchy) ? hierarchy : [];
}

function declaredTypes(root: SyntaxNode, namespaces: readonly (string | null)[]): { name: string; parent: string }[] {
  const section = sectionOf(root, 'relationships');
  return [...(section?.entries.values() ?? [])].flatMap(({ key, value }) => {
    const parent = value.kind === 'map' ? textOf(value.entries.get('derived_from')?.value) : null;
    if (parent === null) return [];
    return namespaces.map((namespace) => ({ name: inside(namespace, key), parent: inside(namespace, parent) }));
  });
}

/** A section of a file, if it is a map. */
export function sectionOf(root: SyntaxNode, name: string): MapNode | null {
  const section = root.kind === 'map' ? root.entries.get(name)?.value : undefined;
  return section?.kind === 'map' && !isNull(section) ? section : null;
}

/** The name in the plan of something that a file with this namespace calls `name`. */
export function inside(namespace: string | null, name: string): string {
  return namespace === null || name.startsWith('cloudify.') ? name : `${namespace}${namespaceMark}${name}`;
}
