import {
  type DefinedPlugin,
  type DefinedRelease,
  type DefinedType,
  readDefinitions,
} from '../../plugins/definitions.ts';

/** A type in the release of the plugin that defines it. */
export interface Occurrence {
  type: DefinedType;
  plugin: DefinedPlugin;
  release: DefinedRelease;
}

/** The catalogue by names. */
export interface CatalogueIndex {
  plugins: readonly DefinedPlugin[];
  /** Each type with every release that has it; the newest of the first plugin stands first. */
  types: ReadonlyMap<string, readonly Occurrence[]>;
}

let index: Promise<CatalogueIndex> | null = null;

/** Built when somebody first asks, and kept. */
export function openCatalogue(): Promise<CatalogueIndex> {
  index ??= readDefinitions().then(build);
  return index;
}

function build(plugins: readonly DefinedPlugin[]): CatalogueIndex {
  const types = new Map<string, Occurrence[]>();
  for (const plugin of plugins) {
    for (const release of plugin.releases.toReversed()) {
      for (const type of release.types.values()) {
        const known = types.get(type.name) ?? [];
        known.push({ type, plugin, release });
        types.set(type.name, known);
      }
    }
  }
  return { plugins, types };
}

/** The newest occurrence of a type, which is what it means where nothing says which release. */
export function newestOf({ types }: CatalogueIndex, name: string): Occurrence | undefined {
  return types.get(name)?.[0];
}

/**
 * A type and those that it derives from, itself first. Each base comes from the same release, from the newest one
 * elsewhere when that does not have it; a base that nobody has ends the line, as does one that was there already.
 */
export function lineOf(index: CatalogueIndex, start: Occurrence): Occurrence[] {
  const line = [start];
  for (;;) {
    const last = line.at(-1) as Occurrence;
    const base = last.type.derivedFrom;
    if (base === null || line.some(({ type }) => type.name === base)) return line;
    const own = last.release.types.get(base);
    const next = own ? { ...last, type: own } : newestOf(index, base);
    if (next === undefined) return line;
    line.push(next);
  }
}
