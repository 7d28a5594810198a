import type { FileMatches, TextMatch } from '../../../core/text/find-in-texts.ts';

/** A line of the list of what was found. */
export type SearchRow =
  | { kind: 'file'; id: string; path: string; count: number; isOpen: boolean }
  | { kind: 'match'; id: string; path: string; match: TextMatch };

/** Files with what was found in them, except in those that are folded. */
export function searchRows(files: readonly FileMatches[], folded: ReadonlySet<string>): SearchRow[] {
  return files.flatMap(({ path, matches }): SearchRow[] => {
    const isOpen = !folded.has(path);
    const head: SearchRow = { kind: 'file', id: path, path, count: matches.length, isOpen };
    const lines = matches.map((match): SearchRow => ({ kind: 'match', id: `${path}:${match.from}`, path, match }));
    return isOpen ? [head, ...lines] : [head];
  });
}

const page = 10;

/** Where a key leads from a row, that it folds the file of the row, or opens it; null: it is not for the list. */
export function stepOf(key: string, rows: readonly SearchRow[], at: number): number | 'fold' | 'open' | null {
  const row = rows[at];
  if (row === undefined) return null;
  const step = { ArrowDown: 1, ArrowUp: -1, PageDown: page, PageUp: -page }[key];
  if (step !== undefined) return Math.min(rows.length - 1, Math.max(0, at + step));
  if (key === 'Enter') return row.kind === 'file' ? 'fold' : 'open';
  return null;
}

/** Likewise of keys that a field of text has a use for. */
export function foldStepOf(key: string, rows: readonly SearchRow[], at: number): number | 'fold' | null {
  const row = rows[at];
  if (key === 'Home') return 0;
  if (key === 'End') return rows.length - 1;
  if (row?.kind === 'file') {
    return (key === 'ArrowRight' && !row.isOpen) || (key === 'ArrowLeft' && row.isOpen) ? 'fold' : null;
  }
  return key === 'ArrowLeft' ? rows.findLastIndex(({ kind }, place) => kind === 'file' && place < at) : null;
}
