import type { PathStep, SharedChoice } from '../../../core/dsl/edit/index.ts';
import { type Comment, commentsOf, type LineFinder, type LineSpan } from './lines.ts';

/** A change of one file, as far as its comments are concerned. */
export interface CommentCheck {
  finder: LineFinder;
  before: string;
  after: string;
  /** Paths of what is taken away. */
  removed: readonly PathStep[][];
  /** Paths of what gets another value. */
  touched: readonly PathStep[][];
  /** Aliases and merge keys may go too, with the comments in their lines, or what they stand for. */
  shared: SharedChoice | undefined;
  /** Comments may change their places, or come along with what is added. */
  isFree: boolean;
}

/** Comments stay, all and in order, but for those of what is removed or written over. Null, or what is wrong. */
export function checkComments({
  finder,
  before,
  after,
  removed,
  touched,
  shared,
  isFree,
}: CommentCheck): string | null {
  // Where the same lines hold the sign, in the same order, nothing can have happened to comments.
  if (linesWithSign(before) === linesWithSign(after)) return null;
  const spans: LineSpan[] = [
    ...removed.flatMap((path) => finder.withOwnComments(path) ?? []),
    ...removed.flatMap((path) => (finder.every(path).length > 1 ? finder.every(path) : [])),
    ...touched.flatMap((path) => inside(path, finder.at(path))),
    ...touched.flatMap((path) => finder.opening(path) ?? []),
    ...(shared === undefined ? [] : ['*', '&', '<<'].flatMap((sign) => finder.holding(sign, true))),
    ...(shared === 'shared' ? finder.anchored() : []),
  ];
  const old = commentsOf(before);
  const left = commentsOf(after);
  const kept = old.filter(({ line }) => !spans.some(({ first, last }) => line >= first && line <= last));
  if (isFree) {
    const lost = missing(kept, left);
    return lost === null ? null : `the comment ${lost} is lost`;
  }
  const lost = firstNotIn(kept, left);
  if (lost !== null) return `the comment ${lost} is lost, or in another place`;
  const added = firstNotIn(left, old);
  return added === null ? null : `the comment ${added} is in another place`;
}

/** The lines of a value but for that of its key, whose comment stays; in that of a dash, what it holds may stand. */
function inside(path: readonly PathStep[], span: LineSpan | null): LineSpan[] {
  if (span !== null && typeof path.at(-1) === 'number') return [span];
  return span === null || span.last === span.first ? [] : [{ first: span.first + 1, last: span.last }];
}

function linesWithSign(text: string): string {
  return (text.match(/^.*#.*$/gm) ?? []).join('\n');
}

/** The first comment that is not in a list, whose order counts. */
function firstNotIn(sought: readonly Comment[], all: readonly Comment[]): string | null {
  let at = 0;
  for (const { text } of sought) {
    while (at < all.length && all[at]?.text !== text) at += 1;
    if (at === all.length) return text;
    at += 1;
  }
  return null;
}

function missing(sought: readonly Comment[], all: readonly Comment[]): string | null {
  const rest = all.map(({ text }) => text);
  for (const { text } of sought) {
    const at = rest.indexOf(text);
    if (at === -1) return text;
    rest.splice(at, 1);
  }
  return null;
}
