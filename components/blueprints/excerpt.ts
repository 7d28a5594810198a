import type { SourceRange } from '../../core/diagnostics/diagnostic.ts';

/** The first line of a range, cut into what stands before it, the range itself, and what follows. */
export interface Excerpt {
  before: string;
  marked: string;
  after: string;
}

const longest = 400;

export function excerpt(text: string, range: SourceRange): Excerpt | null {
  const line = text.split(/\r?\n/)[range.start.line - 1];
  if (line === undefined) return null;
  const from = Math.min(range.start.column - 1, line.length);
  const until = range.end.line === range.start.line ? Math.min(range.end.column - 1, line.length) : line.length;
  const cut = Math.max(from, until, from + 1);
  return {
    before: line.slice(0, from).slice(-longest),
    marked: line.slice(from, cut).slice(0, longest),
    after: line.slice(cut).slice(0, longest),
  };
}
