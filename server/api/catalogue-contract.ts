import type { Json } from '../../core/blueprint/json.ts';

/** What a type describes. */
export type TypeKind = 'node' | 'relationship' | 'data';

/**
 * Whether Gantry carries out a plugin's operations: all of them, some, or none (blueprints with it compile and are
 * drawn, and their runs stop at its first operation).
 */
export type PluginSupport = 'all' | 'some' | 'none';

/** A blueprint whose latest version uses a type or a plugin. */
export interface CatalogueUse {
  id: string;
  name: string;
  /** How many of its node templates do. */
  nodes: number;
}

/** A plugin that blueprints can import, or the built-in types. */
export interface PluginSummary {
  /** Unique; stands in the URL. */
  name: string;
  title: string;
  /** What a blueprint gets by the import, in a few words. */
  brings: string;
  packageName: string | null;
  /** Oldest first. */
  versions: string[];
  support: PluginSupport;
  /** In the newest version. */
  typeCount: number;
  /** Blueprints that use a type of it. */
  useCount: number;
}

/** A plugin with what one version of it defines. */
export interface PluginDetail extends PluginSummary {
  version: string;
  /** What blueprints write in `imports` to get this version. */
  locations: string[];
  types: TypeSummary[];
  workflows: { name: string; mapping: string; parameters: string[] }[];
  usedBy: CatalogueUse[];
}

/** A type, as the newest release that has it defines it. */
export interface TypeSummary {
  name: string;
  kind: TypeKind;
  derivedFrom: string | null;
  description: string | null;
  plugin: { name: string; title: string };
  /** The release that it is shown from. */
  version: string;
  propertyCount: number;
  operationCount: number;
  useCount: number;
}

/** A type with the import that gives it to a blueprint. */
export interface ImportableType {
  name: string;
  kind: TypeKind;
  description: string | null;
  /** Root first, own name last. */
  hierarchy: string[];
  /** Names, those of its bases included. */
  properties: string[];
  plugin: { name: string; title: string };
  /** What is written in `imports`. */
  location: string;
}

/** Which types to list: `base` and all that derive from it; `text` in names, descriptions and properties. */
export interface TypeFilter {
  base?: string | undefined;
  text?: string | undefined;
  kind?: TypeKind | undefined;
  plugin?: string | undefined;
}

export interface TypeProperty {
  name: string;
  type: string | null;
  required: boolean;
  /** Absent when there is none. */
  default?: Json;
  description: string | null;
  /** The type that defines it: this one, or one that it derives from. */
  from: string;
}

export interface TypeOperation {
  name: string;
  /** `plugin.mapping` or the path of a script; null when it does nothing. */
  implementation: string | null;
  executor: string | null;
  inputs: { name: string; type: string | null; default?: Json; description: string | null }[];
  from: string;
  /** False: a run stops when it comes to it. */
  runs: boolean;
}

/** Operations of a type by interface; of a relationship, by the side that they are carried out on. */
export interface TypeInterface {
  name: string;
  side: 'source' | 'target' | null;
  operations: TypeOperation[];
}

/** A type with all that it has by itself and by its bases. */
export interface TypeDetail extends TypeSummary {
  /** Every release that has it, newest first. */
  releases: { plugin: string; title: string; version: string }[];
  /** The generation of the reference; null where the built-in types that a blueprint imports decide. */
  dialect: 'v3' | 'v5' | null;
  /** From the one it derives from to the root. */
  ancestors: string[];
  children: string[];
  properties: TypeProperty[];
  interfaces: TypeInterface[];
  usedBy: CatalogueUse[];
}
