import type { EditableBlueprint, Intent, TextEdit } from '../dsl/edit/index.ts';
import type { Design } from './design.ts';

/** A way to mend a problem. */
export type Fix = { label: string } & (
  | { intents: readonly Intent[] }
  | { file: string; edits: readonly TextEdit[] }
  | { create: { path: string; mode: number; text: string } }
);

/** What fixes are found with. */
export interface FixGround {
  /** The text that the problem was found in. */
  editable: EditableBlueprint;
  design: Design;
  /** All files of the blueprint. */
  paths: readonly string[];
  /** What has to be imported for a type, by its name. */
  importable: ReadonlyMap<string, string>;
}
