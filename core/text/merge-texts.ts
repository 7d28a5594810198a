import { diffLines, type LineHunk, splitLines } from './diff-lines.ts';

/** What two people made of one text, together. */
export interface MergedText {
  text: string;
  /** How often both changed the same lines differently; there, `text` has mine. */
  conflicts: number;
}

/** Carries both changes of a text out: lines that only one of them changed, and what both changed alike. */
export function mergeTexts(base: string, { mine, theirs }: { mine: string; theirs: string }): MergedText {
  if (mine === theirs || theirs === base) return { text: mine, conflicts: 0 };
  if (mine === base) return { text: theirs, conflicts: 0 };
  const lines = splitLines(base);
  const ours = diffLines(lines, splitLines(mine));
  const others = diffLines(lines, splitLines(theirs));
  const result: string[] = [];
  let conflicts = 0;
  let at = 0;
  for (const { start, end, mine: mineHere, theirs: theirsHere } of overlaps(ours, others)) {
    result.push(...lines.slice(at, start));
    const region = { lines, start, end };
    const changed = inRegion(region, mineHere);
    const other = inRegion(region, theirsHere);
    if (mineHere.length > 0 && theirsHere.length > 0 && changed.join('') !== other.join('')) conflicts += 1;
    result.push(...(mineHere.length > 0 ? changed : other));
    at = end;
  }
  result.push(...lines.slice(at));
  return { text: result.join(''), conflicts };
}

interface Overlap {
  start: number;
  end: number;
  mine: LineHunk[];
  theirs: LineHunk[];
}

/** Hunks of both sides, those that touch the same lines or add at the same place together. */
function overlaps(mine: readonly LineHunk[], theirs: readonly LineHunk[]): Overlap[] {
  const all = [
    ...mine.map((hunk) => ({ hunk, side: 'mine' as const })),
    ...theirs.map((hunk) => ({ hunk, side: 'theirs' as const })),
  ].sort((a, b) => a.hunk.start - b.hunk.start || a.hunk.end - b.hunk.end);
  const found: Overlap[] = [];
  for (const { hunk, side } of all) {
    let last = found.at(-1);
    if (last === undefined || !touches(last, hunk)) {
      last = { start: hunk.start, end: hunk.end, mine: [], theirs: [] };
      found.push(last);
    }
    last[side].push(hunk);
    last.end = Math.max(last.end, hunk.end);
  }
  return found;
}

function touches({ start, end }: Overlap, hunk: LineHunk): boolean {
  return hunk.start < end || (hunk.start === start && hunk.end === end);
}

/** The lines of a region after the hunks of one side. */
function inRegion(
  { lines, start, end }: { lines: readonly string[]; start: number; end: number },
  hunks: readonly LineHunk[],
): string[] {
  const result: string[] = [];
  let at = start;
  for (const hunk of hunks) {
    result.push(...lines.slice(at, hunk.start), ...hunk.lines);
    at = hunk.end;
  }
  return [...result, ...lines.slice(at, end)];
}
