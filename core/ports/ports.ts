import type { JsonObject } from '../blueprint/json.ts';

/** Milliseconds since the epoch. */
export interface Clock {
  now(): number;
}

/** Unique, unguessable names. */
export interface Ids {
  uuid(): string;
  /** `length` characters of a-z0-9. */
  suffix(length: number): string;
}

/** Reads files that a blueprint imports or names; null when there is no such file. */
export interface SourceReader {
  /** `version` is N of the `cloudify_dsl_1_N` that asks: `plugin:` imports have forms of their own for some versions. */
  read(location: string, version?: number): Promise<string | null>;
  exists(location: string): boolean;
  /** What to say about an import that `read` has nothing for; null when there is nothing that helps. */
  explain?(location: string): string | null;
  /** What an import of `blueprint:<id>` leads to; null when there is no such blueprint. Without it there is none. */
  blueprint?(id: string): Promise<BlueprintSource | null>;
  /** What the catalogue knows of the plugin at an import's location; null when the file there speaks for itself. */
  plugin?(location: string): Promise<PluginRecord | null>;
}

/** A blueprint with all its files. */
export interface BlueprintSource {
  /** The location of the main file, as `reader` knows it. */
  mainFile: string;
  reader: SourceReader;
  /** Where imports are looked for beside the importing file: folders with their final `/`. See `CompileRequest`. */
  importFolders?: readonly string[];
}

/** Labels and tags that a plugin got in the catalogue; they replace those that its file writes. */
export interface PluginRecord {
  blueprintLabels?: Readonly<Record<string, readonly string[]>>;
  labels?: Readonly<Record<string, readonly string[]>>;
  resourceTags?: JsonObject;
}

/** Secrets in the clear; throws when the name is unknown. */
export interface SecretReader {
  read(name: string): Promise<string>;
}
