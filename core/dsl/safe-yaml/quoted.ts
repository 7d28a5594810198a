import { code, isLineEnd } from './characters.ts';
import { isMark } from './plain.ts';
import type { Reading } from './reading.ts';

/** What follows a backslash, and what it stands for. */
const escapes = new Map(
  Object.entries({
    '0': '\0',
    a: '\x07',
    b: '\b',
    t: '\t',
    '\t': '\t',
    n: '\n',
    v: '\v',
    f: '\f',
    r: '\r',
    e: '\x1b',
    ' ': ' ',
    '"': '"',
    '\\': '\\',
    '/': '/',
    N: '\x85',
    _: '\xa0',
    L: '\u2028',
    P: '\u2029',
  }),
);

/** Escapes that give the number of a character, and how many digits they have. */
const numbered = new Map([
  ['x', 2],
  ['u', 4],
  ['U', 8],
]);

/** A text in quotes that is being read. */
interface Quoted {
  quote: number;
  /** Where the opening quote stands. */
  start: number;
}

/** Reads a text in quotes; the opening quote, single or double, is the next character. */
export function readQuoted(reading: Reading): string {
  const { text, at: start } = reading;
  const quote = text.charCodeAt(start);
  let at = start + 1;
  for (;;) {
    const character = text.charCodeAt(at);
    if (character === quote || character === code.backslash || isLineEnd(character)) break;
    at += 1;
  }
  const simple = text.charCodeAt(at) === quote && (quote === code.doubleQuote || text.charCodeAt(at + 1) !== quote);
  if (!simple) return readPieces(reading, { quote, start });
  reading.at = at + 1;
  reading.tokenEnd = at + 1;
  return reading.slice(start + 1, at);
}

function readPieces(reading: Reading, quoted: Quoted): string {
  const { text } = reading;
  let result = '';
  let from = quoted.start + 1;
  reading.at = from;
  reading.longText = quoted.start;
  while (!closes(reading, quoted.quote)) {
    const { at } = reading;
    const piece = replacedPiece(reading, quoted);
    if (piece === null) continue;
    result += text.slice(from, at) + piece;
    from = reading.at;
  }
  result += text.slice(from, reading.at);
  reading.step();
  reading.longTextEnd = reading.at;
  if (result.isWellFormed() && !result.includes('\0')) return result;
  reading.problem({
    code: 108,
    detail: 'The text holds a character (NUL or half of a surrogate pair) that cannot be stored.',
    start: quoted.start,
    end: reading.at,
  });
  return result;
}

function closes(reading: Reading, quote: number): boolean {
  return reading.peek() === quote && (quote === code.doubleQuote || reading.peek(1) !== quote);
}

/** Steps over the next character, or over more that together stand for another text, which is returned. */
function replacedPiece(reading: Reading, quoted: Quoted): string | null {
  const character = reading.peek();
  if (character === quoted.quote) {
    reading.at += 2;
    return "'";
  }
  if (character === code.backslash && quoted.quote === code.doubleQuote) return readEscape(reading, quoted);
  while (reading.peek() === code.space || reading.peek() === code.tab) reading.at += 1;
  if (isLineEnd(reading.peek())) return foldedBreaks(reading, quoted) || ' ';
  if (character !== code.space && character !== code.tab) reading.at += 1;
  return null;
}

/** Steps over line breaks and indentation; what is left of the breaks: one less than there are. */
function foldedBreaks(reading: Reading, quoted: Quoted): string {
  let breaks = -1;
  while (isLineEnd(reading.peek())) {
    if (reading.atEnd) unclosed(reading, quoted);
    reading.breakLine();
    breaks += 1;
    if (isMark(reading.text, reading.at)) unclosed(reading, quoted);
    while (reading.peek() === code.space || reading.peek() === code.tab) reading.at += 1;
  }
  return '\n'.repeat(Math.max(breaks, 0));
}

function readEscape(reading: Reading, quoted: Quoted): string {
  const { at } = reading;
  const letter = reading.text.charAt(at + 1);
  reading.at += 1;
  if (isLineEnd(reading.peek())) return foldedBreaks(reading, quoted);
  reading.at += 1;
  const escaped = escapes.get(letter);
  if (escaped !== undefined) return escaped;
  const digits = numbered.get(letter) ?? 0;
  const number = reading.text.slice(reading.at, reading.at + digits);
  if (digits > 0 && number.length === digits && /^[0-9a-fA-F]+$/.test(number)) {
    reading.at += digits;
    const point = Number.parseInt(number, 16);
    if (point <= 0x10ffff) return String.fromCodePoint(point);
  }
  return reading.fail({
    detail: `\\${letter}${number} is no escape that YAML knows.`,
    start: at,
    end: at + 2 + number.length,
    hint: 'Write \\\\ for a backslash, or put the text in single quotes.',
  });
}

function unclosed(reading: Reading, { quote, start }: Quoted): never {
  const mark = String.fromCharCode(quote);
  return reading.fail({
    detail: `The text that starts with ${mark} in line ${reading.lineOf(start)} is never closed.`,
    start,
    hint: `Put ${mark} at its end.`,
  });
}
