import { code, isLineEnd } from './characters.ts';
import type { Reading } from './reading.ts';

/** What the first line of a block scalar says. */
interface Header {
  folded: boolean;
  /** Whether the line breaks at the end are kept (`+`), dropped (`-`) or reduced to one. */
  chomping: 'keep' | 'strip' | 'clip';
  /** Spaces of indentation, or 0 when the text itself shows them. */
  increment: number;
}

/** Reads a text whose `|` or `>` is the next character; `indent` is that of the surrounding collection. */
export function readBlockScalar(reading: Reading, indent: number): string {
  const header = readHeader(reading);
  reading.tokenEnd = reading.at;
  endHeader(reading);
  const least = Math.max(indent + 1, 1);
  const leading = header.increment === 0 ? leadingLines(reading) : { breaks: 0, indent: 0 };
  const body = header.increment === 0 ? Math.max(least, leading.indent) : least + header.increment - 1;
  const breaks = header.increment === 0 ? leading.breaks : emptyLines(reading, body);
  return readBody(reading, header, { indent: body, breaks });
}

function readHeader(reading: Reading): Header {
  const folded = reading.peek() === code.greater;
  reading.at += 1;
  const header: Header = { folded, chomping: 'clip', increment: 0 };
  // The two signs may come in either order.
  readChomping(reading, header)
    ? readIncrement(reading, header)
    : readIncrement(reading, header) && readChomping(reading, header);
  const next = reading.peek();
  if (next !== code.space && !isLineEnd(next)) badHeader(reading);
  return header;
}

function readChomping(reading: Reading, header: Header): boolean {
  const sign = reading.peek();
  if (sign !== code.plus && sign !== code.minus) return false;
  header.chomping = sign === code.plus ? 'keep' : 'strip';
  reading.at += 1;
  return true;
}

function readIncrement(reading: Reading, header: Header): boolean {
  const digit = reading.peek() - code.zero;
  if (digit < 0 || digit > 9) return false;
  if (digit === 0) badHeader(reading);
  header.increment = digit;
  reading.at += 1;
  return true;
}

function endHeader(reading: Reading): void {
  while (reading.peek() === code.space) reading.at += 1;
  if (reading.peek() === code.hash) reading.skipLine();
  if (!isLineEnd(reading.peek())) badHeader(reading);
  if (!reading.atEnd) reading.breakLine();
}

function badHeader(reading: Reading): never {
  return reading.fail({
    detail: 'Behind | or > only + or -, a digit from 1 to 9 and a comment may stand; the text starts in the next line.',
    start: reading.at,
    hint: 'Move the text to the next line and indent it.',
  });
}

/** Steps over the empty lines in front of the text, and finds how far it is indented. */
function leadingLines(reading: Reading): { breaks: number; indent: number } {
  let breaks = 0;
  let indent = 0;
  for (;;) {
    while (reading.peek() === code.space) reading.at += 1;
    indent = Math.max(indent, reading.column);
    if (!isLineEnd(reading.peek()) || reading.atEnd) return { breaks, indent };
    reading.breakLine();
    breaks += 1;
  }
}

/** Steps over lines that hold nothing but at most `indent` spaces, then over the indentation of the next one. */
function emptyLines(reading: Reading, indent: number): number {
  let breaks = 0;
  for (;;) {
    while (reading.column < indent && reading.peek() === code.space) reading.at += 1;
    if (!isLineEnd(reading.peek()) || reading.atEnd) return breaks;
    reading.breakLine();
    breaks += 1;
  }
}

function readBody(reading: Reading, header: Header, first: { indent: number; breaks: number }): string {
  const { indent } = first;
  let { breaks } = first;
  let result = '';
  let lineBreak = '';
  while (reading.column === indent && !reading.atEnd) {
    const from = reading.at;
    const folds = header.folded && !startsWithBlank(reading);
    reading.skipLine();
    markEnd(reading, from);
    result += '\n'.repeat(breaks) + reading.text.slice(from, reading.at);
    lineBreak = reading.atEnd ? '' : '\n';
    if (!reading.atEnd) reading.breakLine();
    breaks = emptyLines(reading, indent);
    if (reading.column !== indent || reading.atEnd) break;
    result += folds && !startsWithBlank(reading) ? foldedBreak(breaks) : lineBreak;
  }
  if (header.chomping !== 'strip') result += lineBreak;
  return header.chomping === 'keep' ? result + '\n'.repeat(breaks) : result;
}

/** One break between two lines reads as a space; of more, the first is dropped. */
function foldedBreak(emptyLinesBetween: number): string {
  return emptyLinesBetween === 0 ? ' ' : '';
}

function startsWithBlank(reading: Reading): boolean {
  const character = reading.peek();
  return character === code.space || character === code.tab;
}

/** The text ends, for messages, behind the last character of it that is no space. */
function markEnd(reading: Reading, lineStart: number): void {
  let end = reading.at;
  while (end > lineStart && reading.text.charCodeAt(end - 1) === code.space) end -= 1;
  if (end > lineStart) reading.tokenEnd = end;
}
