import { columnOf, lineAt, lineEnd, lineStart, nextLine, skipTrivia, startsLine } from './lines.ts';
import type { Span, WrittenItem } from './spans.ts';
import type { TextEdit } from './text-edit.ts';

/** A line of signs, as people draw them above a group of entries. */
const banner = /[-=#*~_+]{4,}/;

/** Takes some, and not all, entries or items out of a block, with the comments that belong to them. */
export function removeFromBlock(text: string, items: readonly WrittenItem[], removed: ReadonlySet<number>): TextEdit[] {
  const edits: TextEdit[] = [];
  let kept: WrittenItem | undefined;
  for (const [index, item] of items.entries()) {
    if (!removed.has(index)) kept = item;
    else if (startsLine(text, item.start)) {
      const { from, to } = linesOf(text, item, { before: items[index - 1], kept });
      // Blank lines between two that go were taken with the first.
      edits.push({ from: Math.max(from, edits.at(-1)?.to ?? 0), to, insert: '' });
    } else edits.push(...removeFirst(text, items, removed));
  }
  return edits;
}

/** The first entry stands behind a dash: the next one takes its place. */
function removeFirst(text: string, items: readonly WrittenItem[], removed: ReadonlySet<number>): TextEdit[] {
  const first = items[0];
  const next = items.findIndex((_item, index) => !removed.has(index));
  const heir = items[next];
  if (first === undefined || heir === undefined) return [];
  const from = next === 1 ? first.end : lineEnd(text, first.end);
  const hasComments = text.slice(lineEnd(text, items[next - 1]?.end ?? first.end), heir.start).trim() !== '';
  // What lies between them and the heir is removed by itself.
  if (next > 1) return [{ from: first.start, to: lineEnd(text, first.end), insert: '' }];
  return [{ from: first.start, to: hasComments ? lineEnd(text, from) : heir.start, insert: '' }];
}

/**
 * The whole lines of an entry that starts one: with comments directly above it and deeper ones below it. `before`: the
 * entry in front of it; `kept`: the last one there that stays.
 */
function linesOf(
  text: string,
  { start, end }: WrittenItem,
  { before, kept }: { before: WrittenItem | undefined; kept: WrittenItem | undefined },
): { from: number; to: number } {
  const from = attachedFrom(text, start, before?.end ?? 0);
  let to = belowOf(text, end, columnOf(text, start) + 1);
  const blankAbove = from === 0 || lineAt(text, lineStart(text, from - 1)).kind === 'blank';
  if (!blankAbove && (kept === undefined || !takesBlanks(text, kept, to))) return { from, to };
  while (to < text.length && lineAt(text, to).kind === 'blank') to = nextLine(text, to);
  return { from: to === text.length && kept !== undefined ? withoutBlanks(text, from, kept) : from, to };
}

/** Where the comments start that stand directly above an entry, in its column. */
export function attachedFrom(text: string, start: number, floor: number): number {
  const column = columnOf(text, start);
  const own = lineStart(text, start);
  let from = own;
  while (from > 0) {
    const above = lineStart(text, from - 1);
    const line = lineAt(text, above);
    if (above <= floor || line.kind !== 'comment' || line.column !== column) break;
    from = above;
  }
  return banner.test(text.slice(from, own)) ? own : from;
}

/** Where the lines of an entry end that ends at `end`: behind comments that are indented at least to `column`. */
export function belowOf(text: string, end: number, column: number): number {
  let to = nextLine(text, end);
  for (let at = to; at < text.length; at = nextLine(text, at)) {
    const line = lineAt(text, at);
    if (line.kind === 'content' || (line.kind === 'comment' && line.column < column)) break;
    if (line.kind === 'comment') to = nextLine(text, at);
  }
  return to;
}

/** At the end of a text nothing keeps blank lines apart any more; those of a `|+` text belong to it. */
function withoutBlanks(text: string, from: number, before: WrittenItem): number {
  if (keepsBlanks(text, before)) return from;
  let start = from;
  while (start > 0) {
    const above = lineStart(text, start - 1);
    if (above <= before.end || lineAt(text, above).kind !== 'blank') break;
    start = above;
  }
  return start;
}

/** Whether the blank lines at `at`, or the spaces in them, would be part of a text that ends in front of them. */
function takesBlanks(text: string, item: WrittenItem, at: number): boolean {
  if (keepsBlanks(text, item)) return true;
  if (!endsInText(text, item)) return false;
  let next = at;
  while (next < text.length && lineAt(text, next).kind === 'blank') {
    if (lineAt(text, next).column > 0) return true;
    next = nextLine(text, next);
  }
  return false;
}

/**
 * Where the line after a value starts: behind the blank lines that are, or may be, part of the text that the value ends
 * with: all of them behind `|+`, and else those that hold spaces.
 */
export function behindValue(text: string, item: Span): number {
  let end = nextLine(text, item.end);
  const isKept = keepsBlanks(text, item);
  if (!isKept && !endsInText(text, item)) return end;
  for (let at = end; at < text.length; ) {
    const line = lineAt(text, at);
    if (line.kind !== 'blank') break;
    at = nextLine(text, at);
    if (isKept || line.column > 0) end = at;
  }
  return end;
}

/** Whether a text that starts with `|` or `>` may be at the end of a value. */
function endsInText(text: string, { start, end }: Span): boolean {
  return /[|>][-+0-9]*[ \t]*(?:#.*)?(?:\r?\n|\r|$)/.test(text.slice(start, end));
}

/** Whether blank lines behind a value may be part of it: it ends with a text that starts with `|+` or `>+`. */
export function keepsBlanks(text: string, { start, end }: Span): boolean {
  return /[|>][0-9]?\+[0-9]?[ \t]*(?:#.*)?(?:\r?\n|\r|$)/.test(text.slice(start, Math.max(end, start)));
}

/** Takes some, and not all, entries or items out of a flow collection. */
export function removeFromFlow(text: string, items: readonly WrittenItem[], removed: ReadonlySet<number>): TextEdit[] {
  const lastKept = items.findLastIndex((_item, index) => !removed.has(index));
  const kept = items[lastKept];
  if (kept === undefined) return [];
  const edits = items.flatMap((item, index) => {
    const next = items[index + 1];
    if (!removed.has(index) || index > lastKept || next === undefined) return [];
    if (hasOwnLines(text, item)) {
      const comma = skipTrivia(text, item.end);
      return [
        { from: attachedFrom(text, item.start, items[index - 1]?.end ?? 0), to: nextLine(text, comma), insert: '' },
      ];
    }
    return [{ from: item.start, to: next.start, insert: '' }];
  });
  const last = items.at(-1);
  if (last === undefined || lastKept === items.length - 1) return edits;
  return [...edits, ...removeTail(text, { kept, last, first: items[lastKept + 1] ?? last })];
}

/** Removes what is behind the last item that stays: from `first` to `last`. */
function removeTail(text: string, { kept, first, last }: Record<'kept' | 'first' | 'last', WrittenItem>): TextEdit[] {
  const comma = skipTrivia(text, kept.end);
  const end = lineEnd(text, comma);
  const isCommented =
    text.slice(kept.end, comma).includes('#') ||
    text
      .slice(comma + 1, end)
      .trim()
      .startsWith('#');
  if (!isCommented) return [{ from: kept.end, to: last.end, insert: '' }];
  // A comment behind the last one that stays is kept, and what closes the collection must not become part of it.
  const isClosedBehind = text.slice(last.end, lineEnd(text, last.end)).trim() !== '';
  const line = isClosedBehind ? text.slice(end, nextLine(text, comma)) + indentOf(text, first.start) : '';
  const blanks = isClosedBehind ? (/^[ \t]*/.exec(text.slice(last.end))?.[0].length ?? 0) : 0;
  return [
    { from: comma, to: comma + 1, insert: '' },
    { from: end, to: last.end + blanks, insert: line },
  ];
}

/** The blanks in front of what starts a line. */
function indentOf(text: string, at: number): string {
  return /[ \t]*$/.exec(text.slice(0, at))?.[0] ?? '';
}

/** Whether nothing but the item, its comma and a comment is in its lines. */
function hasOwnLines(text: string, item: WrittenItem): boolean {
  if (!startsLine(text, item.start)) return false;
  const comma = skipTrivia(text, item.end);
  const rest = text.slice(comma + 1, lineEnd(text, comma)).trim();
  return text.charAt(comma) === ',' && (rest === '' || rest.startsWith('#'));
}
