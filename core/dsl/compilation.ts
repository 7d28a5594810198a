import type { Diagnostic, SourceRange } from '../diagnostics/diagnostic.ts';
import type { BlueprintPlan } from '../plan/plan.ts';
import type { SourceReader } from '../ports/ports.ts';

/** What to compile. `reader` is asked for the main file, for imports and whether a script exists. */
export interface CompileRequest {
  /** The location of the main file, as `reader` knows it: usually its path in the blueprint's archive, e.g. `blueprint.yaml`. */
  mainFile: string;
  /**
   * Locations it gets: paths of the blueprint (relative to the archive's root, `/` as separator, `..` already
   * resolved), `resource:cloudify/types/types.yaml` for the product's own resources, and `http:`, `https:`, `plugin:`
   * and `file:` locations as written.
   */
  reader: SourceReader;
  /**
   * Folders, beside the importing file's own, in which imports are looked for: locations with their final `/`, or nothing
   * for the top. Default: the main file's folder and the top.
   */
  importFolders?: readonly string[];
  /** Folders in which scripts are looked for, likewise. Default: the main file's folder and the top. */
  scriptFolders?: readonly string[];
  /** Refuse features newer than the declared version (102) and imports that declare a newer one (28). Default true. */
  validateVersion?: boolean;
  /** Check every intrinsic function (dsl.md section 9, "validation at parse"). Default true. */
  validateFunctions?: boolean;
  /** Check the defaults of inputs against their constraints. Default true. */
  validateInputDefaults?: boolean;
  /** The version to read on with when the main file declares none that is known, which is reported. Default: none. */
  fallbackVersion?: number;
  /** Milliseconds since the epoch: a time of day in a schedule is meant today. Absent: such times stay as written. */
  now?: number;
}

/** The outcome of compiling: a plan, or at least one diagnostic of severity `error` that says why there is none. */
export interface Compilation {
  plan: BlueprintPlan | null;
  /** All problems, in the order of the files and of the places in them. */
  diagnostics: Diagnostic[];
  /** The text of each file that was read, by the location that ranges name. */
  sources: Record<string, string>;
  /** Where each node template is written: the whole entry, key included. Present for as many as could be read. */
  nodeRanges: Record<string, SourceRange>;
}
