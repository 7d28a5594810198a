import { listTypeUses, type TypeUse } from '../../../db/repositories/type-use.ts';
import type {
  CatalogueUse,
  PluginDetail,
  PluginSummary,
  PluginSupport,
  TypeDetail,
  TypeFilter,
  TypeSummary,
} from '../../api/contract.ts';
import type { DefinedPlugin, DefinedRelease } from '../../plugins/definitions.ts';
import type { Actor } from '../../security/actor.ts';
import type { ServiceDependencies } from '../dependencies.ts';
import { notFound } from '../not-found.ts';
import { type CatalogueIndex, lineOf, newestOf, type Occurrence, openCatalogue } from './catalogue-index.ts';
import { canRun, descriptionOf, implementationsOf, interfacesOf, propertiesOf } from './type-members.ts';

/** What the use cases of the catalogue look things up in. */
interface Shelf {
  index: CatalogueIndex;
  /** By type. */
  uses: ReadonlyMap<string, readonly TypeUse[]>;
  runnable: ReadonlySet<string>;
}

async function openShelf({ db, operationNames }: ServiceDependencies, actor: Actor): Promise<Shelf> {
  const [index, uses] = await Promise.all([openCatalogue(), listTypeUses(db, actor.tenant.id)]);
  return { index, uses: Map.groupBy(uses, ({ type }) => type), runnable: operationNames };
}

/** Everything that blueprints can import by itself, the built-in types first. */
export async function listPlugins(d: ServiceDependencies, actor: Actor): Promise<PluginSummary[]> {
  const shelf = await openShelf(d, actor);
  return shelf.index.plugins.map((plugin) => summarisePlugin(plugin, shelf));
}

/** A plugin with the types and workflows of one version, the newest when none is named. */
export async function getPlugin(
  d: ServiceDependencies,
  actor: Actor,
  { name, version }: { name: string; version?: string | undefined },
): Promise<PluginDetail> {
  const shelf = await openShelf(d, actor);
  const plugin = shelf.index.plugins.find((each) => each.name === name);
  const release = plugin?.releases.findLast((each) => version === undefined || each.version === version);
  if (plugin === undefined || release === undefined) throw notFound('plugin');
  return {
    ...summarisePlugin(plugin, shelf),
    version: release.version,
    locations: plugin.locations.filter((each) => each.version === release.version).map(({ location }) => location),
    types: [...release.types.values()].map((type) => summariseType({ type, plugin, release }, shelf)),
    workflows: Object.entries(release.workflows).map(([workflow, { mapping, parameters }]) => ({
      name: workflow,
      mapping: typeof mapping === 'string' ? mapping : '',
      parameters: typeof parameters === 'object' && parameters !== null ? Object.keys(parameters) : [],
    })),
    usedBy: usersOf(plugin, shelf),
  };
}

/** The types of the catalogue, by name, each as its newest release defines it. */
export async function listTypes(d: ServiceDependencies, actor: Actor, filter: TypeFilter): Promise<TypeSummary[]> {
  const shelf = await openShelf(d, actor);
  const { index } = shelf;
  const text = filter.text?.trim().toLowerCase() ?? '';
  return [...index.types.keys()]
    .flatMap((name) => newestOf(index, name) ?? [])
    .filter(({ type }) => !filter.kind || type.kind === filter.kind)
    .filter(({ plugin }) => !filter.plugin || plugin.name === filter.plugin)
    .filter((each) => !filter.base || lineOf(index, each).some(({ type }) => type.name === filter.base))
    .filter((each) => text === '' || speaksOf(each, text))
    .map((each) => summariseType(each, shelf))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** A type with all that it has; of the named release, or of the newest one. */
export async function getType(
  d: ServiceDependencies,
  actor: Actor,
  { name, plugin, version }: { name: string; plugin?: string | undefined; version?: string | undefined },
): Promise<TypeDetail> {
  const shelf = await openShelf(d, actor);
  const { index, runnable } = shelf;
  const all = index.types.get(name) ?? [];
  const shown = all.find(
    (each) => (!plugin || each.plugin.name === plugin) && (!version || each.release.version === version),
  );
  if (shown === undefined) throw notFound('type');
  const line = lineOf(index, shown);
  const children = [...index.types.keys()].filter((each) => newestOf(index, each)?.type.derivedFrom === name);
  return {
    ...summariseType(shown, shelf),
    releases: all.map((each) => ({
      plugin: each.plugin.name,
      title: each.plugin.title,
      version: each.release.version,
    })),
    dialect: shown.release.dialect,
    ancestors: line.slice(1).map(({ type }) => type.name),
    children: children.sort(),
    properties: propertiesOf(line),
    interfaces: interfacesOf(line, runnable),
    usedBy: (shelf.uses.get(name) ?? []).map(({ blueprintId, blueprint, nodes }) => ({
      id: blueprintId,
      name: blueprint,
      nodes,
    })),
  };
}

function speaksOf({ type }: Occurrence, text: string): boolean {
  const properties = type.schema['properties'];
  const words = [
    type.name,
    descriptionOf(type.schema) ?? '',
    ...(typeof properties === 'object' && properties !== null ? Object.keys(properties) : []),
  ];
  return words.some((word) => word.toLowerCase().includes(text));
}

function summariseType(each: Occurrence, { index, uses, runnable }: Shelf): TypeSummary {
  const { type, plugin, release } = each;
  const line = lineOf(index, each);
  const interfaces = interfacesOf(line, runnable);
  return {
    ...{ name: type.name, kind: type.kind, derivedFrom: type.derivedFrom, version: release.version },
    description: descriptionOf(type.schema),
    plugin: { name: plugin.name, title: plugin.title },
    propertyCount: propertiesOf(line).length,
    operationCount: interfaces.reduce((sum, { operations }) => sum + operations.length, 0),
    useCount: uses.get(type.name)?.length ?? 0,
  };
}

function summarisePlugin(plugin: DefinedPlugin, shelf: Shelf): PluginSummary {
  const newest = plugin.releases.at(-1) as DefinedRelease;
  const { name, title, brings, packageName } = plugin;
  return {
    ...{ name, title, brings, packageName },
    versions: plugin.releases.map(({ version }) => version),
    support: supportOf(plugin, newest, shelf.runnable),
    typeCount: newest.types.size,
    useCount: usersOf(plugin, shelf).length,
  };
}

/** By what its types are implemented with; a plugin without types, by what can be run in its name. */
function supportOf(plugin: DefinedPlugin, release: DefinedRelease, runnable: ReadonlySet<string>): PluginSupport {
  const wanted = [...release.types.values()].flatMap((type) => implementationsOf({ type, plugin, release }));
  if (wanted.length === 0) {
    const isRun = release.pluginNames.some((own) => [...runnable].some((name) => name.startsWith(`${own}.`)));
    return isRun ? 'all' : 'none';
  }
  const done = wanted.filter((implementation) => canRun(implementation, runnable)).length;
  if (done === wanted.length) return 'all';
  return done > 0 ? 'some' : 'none';
}

/** Blueprints with nodes or relationships of a type that this plugin, and no other before it, defines. */
function usersOf(plugin: DefinedPlugin, { index, uses }: Shelf): CatalogueUse[] {
  const found = new Map<string, CatalogueUse>();
  for (const name of new Set(plugin.releases.flatMap(({ types }) => [...types.keys()]))) {
    if (newestOf(index, name)?.plugin !== plugin) continue;
    for (const { blueprintId: id, blueprint, nodes } of uses.get(name) ?? []) {
      const most = Math.max(nodes, found.get(id)?.nodes ?? 0);
      found.set(id, { id, name: blueprint, nodes: most });
    }
  }
  return [...found.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
}
