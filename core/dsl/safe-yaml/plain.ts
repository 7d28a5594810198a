import { code, isBlank, isFlowIndicator, isLineEnd } from './characters.ts';
import type { Reading } from './reading.ts';

/**
 * Reads an unquoted text that starts at the next character. In block style (`indent` is that of the surrounding
 * collection) it goes on in lines that are indented further; in flow style (`indent` is null) in all lines. One line
 * break reads as a space, more as one line break less.
 */
export function readPlain(reading: Reading, indent: number | null): string {
  const start = reading.at;
  let text = readPlainLine(reading, indent === null);
  for (;;) {
    const breaks = toContinuation(reading, indent);
    if (breaks === 0) return text;
    reading.longText = start;
    text += breaks === 1 ? ' ' : '\n'.repeat(breaks - 1);
    text += readPlainLine(reading, indent === null);
    reading.longTextEnd = reading.at;
  }
}

/** Reads what an unquoted text has in this line; spaces at the end do not belong to it. */
export function readPlainLine(reading: Reading, flow: boolean): string {
  const start = reading.at;
  const end = flow ? flowLineEnd(reading.text, start) : blockLineEnd(reading.text, start);
  reading.at = end;
  reading.tokenEnd = end;
  return reading.slice(start, end);
}

function blockLineEnd(text: string, from: number): number {
  let at = from;
  for (;;) {
    const character = text.charCodeAt(at);
    if (isOrdinary(character)) at += 1;
    else if (character === code.space) {
      const next = afterSpaces(text, at);
      if (endsAfterSpaces(text, next)) return at;
      at = next;
    } else if (isBlank(character) || endsAtColon(text, at)) return at;
    else at += 1;
  }
}

/** Whether this goes on with a text in block style, whatever follows: letters and most signs. */
function isOrdinary(character: number): boolean {
  return character > code.colon ? character < code.nextLine : character > code.hash && character < code.colon;
}

function flowLineEnd(text: string, from: number): number {
  let at = from;
  for (;;) {
    const character = text.charCodeAt(at);
    if (isLetter(character)) at += 1;
    else if (character === code.space) {
      const next = afterSpaces(text, at);
      if (endsAfterSpaces(text, next) || endsInFlow(text, next)) return at;
      at = next;
    } else if (isBlank(character) || endsInFlow(text, at)) {
      return at;
    } else at += 1;
  }
}

function isLetter(character: number): boolean {
  return character > code.backtick && character < code.openBrace;
}

function endsInFlow(text: string, at: number): boolean {
  const character = text.charCodeAt(at);
  if (character === code.colon) {
    const next = text.charCodeAt(at + 1);
    return isBlank(next) || isFlowIndicator(next);
  }
  return character === code.question || isFlowIndicator(character);
}

function afterSpaces(text: string, from: number): number {
  let at = from;
  while (text.charCodeAt(at) === code.space) at += 1;
  return at;
}

function endsAfterSpaces(text: string, at: number): boolean {
  const character = text.charCodeAt(at);
  return isBlank(character) || character === code.hash || endsAtColon(text, at);
}

/** Whether a colon stands here that ends a key. */
function endsAtColon(text: string, at: number): boolean {
  return text.charCodeAt(at) === code.colon && isBlank(text.charCodeAt(at + 1));
}

/** Goes to where an unquoted text goes on in a later line and says how many breaks are between; 0 when it ends here. */
function toContinuation(reading: Reading, indent: number | null): number {
  const { text } = reading;
  let at = afterSpaces(text, reading.at);
  let lineStart = reading.lineStart;
  let breaks = 0;
  while (isLineEnd(text.charCodeAt(at)) && at < reading.length) {
    at += text.charCodeAt(at) === code.carriageReturn && text.charCodeAt(at + 1) === code.lineFeed ? 2 : 1;
    lineStart = at;
    breaks += 1;
    if (isMark(text, at)) return 0;
    at = afterSpaces(text, at);
  }
  if (breaks === 0 || (indent !== null && at - lineStart <= indent)) return 0;
  if (endsAfterSpaces(text, at) || (indent === null && endsInFlow(text, at))) return 0;
  reading.at = at;
  reading.lineStart = lineStart;
  return breaks;
}

/** Whether `---` or `...` stands here, at the start of a line. */
export function isMark(text: string, at: number): boolean {
  const first = text.charCodeAt(at);
  if (first !== code.minus && first !== code.dot) return false;
  return text.charCodeAt(at + 1) === first && text.charCodeAt(at + 2) === first && isBlank(text.charCodeAt(at + 3));
}
