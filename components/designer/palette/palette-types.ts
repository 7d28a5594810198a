import type { DesignTypes } from '../../../core/design/design.ts';
import type { ImportableType } from '../../../server/api/contract.ts';
import { shortType } from '../../topology/type-icon.tsx';

/** A node type as the palette shows and finds it. */
export interface PaletteType {
  name: string;
  /** The last part of the name. */
  short: string;
  /** Root first, own name last. */
  hierarchy: readonly string[];
  description: string | null;
  /** Names. */
  properties: readonly string[];
  /** The plugin or file that brings it. */
  group: string;
  /** What has to be imported for it; null when the blueprint has it. */
  location: string | null;
  /** The product's catalogue has a page about it. */
  isKnown: boolean;
}

/** The group of types that the blueprint defines itself. */
export const ownGroup = 'This blueprint';

/**
 * All node types: those that the blueprint has, and then those of plugins that it could import. Of a plugin that it
 * imports already, in whatever release, no further types are offered.
 */
export function paletteTypes(types: DesignTypes, importable: readonly ImportableType[]): PaletteType[] {
  const known = new Map(importable.map((each) => [each.name, each]));
  const present = Object.values(types.nodes).map(({ name, hierarchy, description, properties, file, from }) => ({
    ...{ name, short: shortType(name), hierarchy, description, location: null, isKnown: known.has(name) },
    properties: Object.keys(properties),
    group: file === null ? (known.get(name)?.plugin.title ?? nameOfSource(from)) : ownGroup,
  }));
  const here = new Set(present.map(({ name }) => name));
  const imported = new Set(
    [...here, ...Object.keys(types.relationships), ...Object.keys(types.data)].flatMap(
      (name) => known.get(name)?.plugin.name ?? [],
    ),
  );
  const more = importable
    .filter(({ kind, name, plugin }) => kind === 'node' && !here.has(name) && !imported.has(plugin.name))
    .map(({ name, hierarchy, description, properties, plugin, location }) => ({
      ...{ name, short: shortType(name), hierarchy, description, properties, location },
      ...{ group: plugin.title, isKnown: true },
    }));
  return [...present, ...more];
}

/** `plugin:NAME?version=1` by its name, other locations by their last two parts. */
function nameOfSource(location: string): string {
  const plugin = /^plugin:([^?]+)/.exec(location)?.[1];
  return plugin ?? location.split('/').slice(-2).join('/');
}
