import { mainCandidates } from '../../../core/blueprint/main-candidates.ts';
import { isSameFile } from '../document/changes-to.ts';
import type { DesignFile } from '../document/history.ts';

/** What an archive would do to the files that are there, each by its path in order. */
export interface ArchiveChanges {
  added: string[];
  changed: string[];
  /** The archive does not have them. */
  missing: string[];
  same: number;
}

type Files = ReadonlyMap<string, DesignFile>;

/** Compares the files of the draft with those of an archive. */
export function archiveChanges(files: Files, archive: Files): ArchiveChanges {
  const both = [...archive.keys()].filter((path) => files.has(path));
  const changed = both.filter((path) => !isSameFile(files.get(path) ?? null, archive.get(path) ?? null));
  return {
    added: [...archive.keys()].filter((path) => !files.has(path)).toSorted(),
    changed: changed.toSorted(),
    missing: [...files.keys()].filter((path) => !archive.has(path)).toSorted(),
    same: both.length - changed.length,
  };
}

/** The files afterwards: those of the archive and, when they are kept, those that it does not have. */
export function filesAfter(files: Files, archive: Files, keepsMissing: boolean): Map<string, DesignFile> {
  return new Map([...(keepsMissing ? files : []), ...archive]);
}

/** The files that may be the main one afterwards; the one that is now comes first when it is still there. */
export function mainChoices(after: Files, mainFile: string): string[] {
  const texts = [...after.values()].flatMap(({ path, text }) => (text === null ? [] : [[path, text] as const]));
  const found = mainCandidates(texts);
  return after.has(mainFile) ? [mainFile, ...found.filter((path) => path !== mainFile)] : found;
}
