import type { JsonObject } from '../../blueprint/json.ts';

/** A blueprint that has one problem, for the reference of error codes. */
export interface CodeExample {
  /** The part of the main file that matters; it stands below the lines of `mainFileOf` unless `whole` is set. */
  text: string;
  /** The main file is `text` alone. */
  whole?: true;
  /** The language version to declare in place of the newest. */
  version?: number;
  /** Other files of the blueprint. */
  files?: Readonly<Record<string, string>>;
  /** The main file is not there at all. */
  absent?: true;
  /** Inputs of the deployment, for problems that only show when one is created. */
  inputs?: JsonObject;
  /** The names of the secrets that are there; null: there is no store of secrets. */
  secrets?: readonly string[] | null;
  /** A deployment was made of this text, and is to become what `text` says, with so many instances of some nodes. */
  modified?: { before: string; instances: Readonly<Record<string, number>> };
}

/** Examples by the number of the code they show. */
export type CodeExamples = Readonly<Record<number, CodeExample>>;

/** The whole text of an example's main file. */
export function mainFileOf(example: Pick<CodeExample, 'text' | 'whole' | 'version'>): string {
  if (example.whole === true) return example.text;
  const version = `cloudify_dsl_1_${example.version ?? 5}`;
  return `tosca_definitions_version: ${version}\nimports:\n  - cloudify/types/types.yaml\n${example.text}`;
}
