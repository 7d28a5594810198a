import type { Json } from '../../blueprint/json.ts';
import type { SyntaxNode } from '../safe-yaml/syntax.ts';
import { canEndLiteral, lineEnd, nextLine } from './lines.ts';
import { isPlain, type PrintPlace, printBlock, printFlow, quoted } from './print.ts';
import type { WrittenValue } from './spans.ts';
import type { Style } from './style.ts';
import type { TextEdit } from './text-edit.ts';

/** A value that is to be replaced. */
export interface OldValue {
  text: string;
  node: SyntaxNode;
  written: WrittenValue;
  style: Style;
  /** Where a block may be written; null inside a flow collection. */
  place: PrintPlace | null;
}

/** Writes `value` where another one is, or nothing. Anchor and comments around stay. */
export function replaceValue(old: OldValue, value: Json): TextEdit[] {
  const { written, place } = old;
  const scalar = sameQuotes(old, value);
  if (scalar !== null) return [{ from: written.body, to: written.end, insert: scalar }];
  const style = { ...old.style, literals: canHoldLiteral(old) };
  const printed = place === null ? ` ${printFlow(value, style)}` : printBlock(value, place, style);
  return replaceByText(old, printed);
}

/** Whether a text below `|` may be written there: comments in lines of their own would belong to it. */
function canHoldLiteral({ text, written, place }: OldValue): boolean {
  if (/[\r\n][ \t]*#/.test(text.slice(written.tail, written.body))) return false;
  return canEndLiteral(text, nextLine(text, Math.max(written.end, written.head)), place?.column ?? 0);
}

/** Writes a value that is printed already, with the space or line break in front, where another one is. */
export function replaceByText(old: OldValue, value: string): TextEdit[] {
  const { front } = old.written;
  if (front === ':') return [colonAndValue(old, value)];
  const printed = front + value;
  const inNewLine = old.place === null ? inItsLine(old, printed) : null;
  if (inNewLine !== null) return [inNewLine];
  const behind = behindHeader(old);
  if (behind !== null) return aroundComment(old, { printed, behind });
  return /[\r\n]/.test(printed) ? belowComments(old, printed) : oneEdit(old, printed);
}

/** The value of a key that has none, and no colon either: of `? key` it goes into a line of its own. */
function colonAndValue({ text, written, place, style }: OldValue, value: string): TextEdit {
  if (place === null) return { from: written.end, to: written.end, insert: `:${value}` };
  const end = lineEnd(text, written.end);
  return { from: end, to: end, insert: `${style.lineBreak}${' '.repeat(place.column)}:${value}` };
}

/** What stands in another line than its colon or comma, in a flow collection, stays there. */
function inItsLine({ text, written }: OldValue, printed: string): TextEdit | null {
  const { head, tail, body, end } = written;
  if (!/[\r\n]/.test(text.slice(head, body)) || end <= body) return null;
  const from = head === tail ? body : written.start;
  return text.slice(from, body).includes('#') ? null : { from, to: end, insert: printed.trimStart() };
}

/** Where the sign of a text below `|` or `>` ends, if a comment follows it. */
function behindHeader({ text, written, node }: OldValue): number | null {
  if (node.kind !== 'scalar' || written.alias !== null) return null;
  const line = text.slice(written.body, lineEnd(text, written.body));
  const sign = /^[|>][-+0-9]*(?=[ \t]+#)/.exec(line)?.[0];
  return sign === undefined ? null : written.body + sign.length;
}

/** Leaves the comment behind the sign of a text where it is. */
function aroundComment(
  { text, written }: OldValue,
  { printed, behind }: { printed: string; behind: number },
): TextEdit[] {
  const first = /^[^\r\n]*/.exec(printed)?.[0] ?? '';
  const end = lineEnd(text, behind);
  return [
    { from: written.head, to: behind, insert: first },
    { from: end, to: Math.max(written.end, end), insert: printed.slice(first.length) },
  ];
}

/** The text of a scalar in the style of the one before it; null when another form is needed. */
function sameQuotes({ text, node, written, place, style }: OldValue, value: Json): string | null {
  if (node.kind !== 'scalar' || typeof value !== 'string' || value.includes('\n')) return null;
  const sign = text.charAt(written.body);
  if (written.end <= written.body || written.alias !== null) return null;
  if (/(?:^|\s)!/.test(text.slice(written.start, written.body))) return null;
  if (sign === "'" || sign === '"') return quoted(value, sign);
  if (sign === '|' || sign === '>') return null;
  return isPlain(value, place === null) && !style.quotedKeys ? value : null;
}

/** Puts a value of one line directly behind its colon, dash or anchor. */
function oneEdit({ text, written }: OldValue, printed: string): TextEdit[] {
  const { head, tail, body, end } = written;
  const between = text.slice(tail, body);
  if (!between.includes('#')) return [{ from: head, to: Math.max(end, head), insert: printed }];
  const comments = tail + between.trimEnd().length;
  return [
    { from: head, to: tail, insert: printed },
    { from: comments, to: withLastComment(text, end), insert: '' },
  ];
}

/** The end of the line if only a comment follows: it is about the last part of what is written over. */
function withLastComment(text: string, end: number): number {
  const line = lineEnd(text, end);
  return text.slice(end, line).trimStart().startsWith('#') ? line : end;
}

/** Puts a value of several lines behind the comment that follows its colon, dash or anchor. */
function belowComments({ text, written }: OldValue, printed: string): TextEdit[] {
  const { head, tail, body, end } = written;
  const between = text.slice(tail, body);
  const header = /^(?: &\S+)? \|-?(?=[\r\n])/.exec(printed)?.[0] ?? '';
  if (between.includes('#')) {
    const below = printed.slice(header.length);
    return [
      { from: head, to: tail, insert: header },
      { from: tail + between.trimEnd().length, to: withLastComment(text, end), insert: below },
    ];
  }
  const rest = text.slice(Math.max(end, head), lineEnd(text, Math.max(end, head)));
  if (rest.trim() === '' || !rest.trimStart().startsWith('#')) {
    // Spaces at the end of a line would be part of a text.
    const to = Math.max(end, head);
    return [{ from: head, to: to + (rest.trim() === '' ? rest.length : 0), insert: printed }];
  }
  const at = lineEnd(text, Math.max(end, head));
  return [
    { from: head, to: Math.max(end, head), insert: header },
    { from: at, to: at, insert: printed.slice(header.length) },
  ];
}
