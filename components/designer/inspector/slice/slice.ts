import type { TextEdit } from '../../../../core/dsl/edit/index.ts';
import { mergeTexts } from '../../../../core/text/merge-texts.ts';

/** A stretch of a file that is looked at by itself. */
export interface Slice {
  file: string;
  from: number;
  to: number;
  /** Of the file, line ends as they are. */
  text: string;
  /** The line that it begins in, from 1. */
  line: number;
}

/** The stretch from one offset to another, with the indentation before it and a comment behind it in its last line. */
export function sliceOf(file: string, whole: string, range: { from: number; to: number }): Slice {
  const lead = /[ \t]*$/.exec(whole.slice(0, range.from))?.[0].length ?? 0;
  const start = range.from - lead;
  const isWholeLine = start === 0 || /[\r\n]/.test(whole[start - 1] ?? '');
  const from = isWholeLine ? start : range.from;
  const written = whole.slice(from, Math.max(from, range.to)).replace(/[\r\n]+$/, '');
  const [rest = ''] = /^[ \t]*(?:#[^\r\n]*)?(?![^\r\n])/.exec(whole.slice(from + written.length)) ?? [];
  const text = isWholeLine ? written + rest.trimEnd() : written;
  const line = whole.slice(0, from).split(/\r\n?|\n/).length;
  return { file, from, to: from + text.length, text, line };
}

/** Where the stretch is after edits of its file, which are sorted; what touches it from outside becomes part of it. */
export function moveSlice({ file, from, to }: Slice, edits: readonly TextEdit[], whole: string): Slice {
  let [start, end, shift] = [from, to, 0];
  for (const edit of edits) {
    const [first, last] = [edit.from + shift, edit.to + shift];
    const growth = edit.insert.length - (last - first);
    shift += growth;
    const isBefore = last < start || (last === start && first < last) || (first === last && last === start);
    if (first > end || (first === end && first < last)) continue;
    if (!isBefore) start = Math.min(start, first);
    else start += growth;
    end = Math.max(end, isBefore ? end : last) + growth;
  }
  const text = whole.slice(start, end);
  return { file, from: start, to: end, text, line: whole.slice(0, start).split(/\r\n?|\n/).length };
}

/** Line ends as the editor counts them. */
export function asShown(text: string): string {
  return text.replaceAll(/\r\n?/g, '\n');
}

/**
 * What somebody made of a text that has become another one meanwhile, carried over to that; null when both changed the
 * same lines. `base`: what both began with.
 */
export function carriedOver(base: string, { mine, now }: { mine: string; now: string }): string | null {
  const { text, conflicts } = mergeTexts(base, { mine, theirs: now });
  return conflicts === 0 ? text : null;
}
