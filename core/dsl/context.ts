import type { Report } from '../diagnostics/report.ts';
import type { LanguageVersion } from './language-version.ts';
import type { Memo } from './memo.ts';

/** What every step of one compilation shares. */
export interface CompileContext {
  report: Report;
  /** The version that the main file declares; it decides for imported files too. */
  version: LanguageVersion;
  /** Whether features newer than `version` are refused. */
  validateVersion: boolean;
  /** Whether intrinsic functions are checked. */
  validateFunctions: boolean;
  /** Whether defaults of inputs are checked against their constraints. */
  validateInputDefaults: boolean;
  /** Milliseconds since the epoch, for times of day in schedules; null: they cannot be told. */
  now: number | null;
  /** Whether the blueprint has this file; paths are relative to the main file's folder. */
  hasFile(path: string): boolean;
  /** Whether a path has the namespace of an imported blueprint, whose files were checked when it was uploaded. */
  isOfImportedBlueprint(path: string): boolean;
}

/** What the steps behind loading share; the same object in every compilation of one compiler. */
export interface BuildContext extends CompileContext {
  /** Results of this compilation and of those before it. */
  memo: Memo;
}
