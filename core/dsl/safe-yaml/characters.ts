/** Codes of the characters that have a meaning in YAML. */
export const code = {
  tab: 0x09,
  lineFeed: 0x0a,
  carriageReturn: 0x0d,
  space: 0x20,
  exclamation: 0x21,
  doubleQuote: 0x22,
  hash: 0x23,
  percent: 0x25,
  ampersand: 0x26,
  quote: 0x27,
  asterisk: 0x2a,
  plus: 0x2b,
  comma: 0x2c,
  minus: 0x2d,
  dot: 0x2e,
  zero: 0x30,
  nine: 0x39,
  colon: 0x3a,
  less: 0x3c,
  greater: 0x3e,
  question: 0x3f,
  at: 0x40,
  openBracket: 0x5b,
  backslash: 0x5c,
  closeBracket: 0x5d,
  backtick: 0x60,
  openBrace: 0x7b,
  bar: 0x7c,
  closeBrace: 0x7d,
  nextLine: 0x85,
  lineSeparator: 0x2028,
  paragraphSeparator: 0x2029,
  byteOrderMark: 0xfeff,
} as const;

/** Line breaks beyond ASCII, which YAML 1.1 knows. */
function isWideBreak(character: number): boolean {
  return character === code.nextLine || character === code.lineSeparator || character === code.paragraphSeparator;
}

/**
 * Whether this is a space, a tab, a line break or the NUL behind the end of the text. Other control characters are
 * refused before anything is read, so that comparing with the space is enough.
 */
export function isBlank(character: number): boolean {
  return character <= code.space || (character >= code.nextLine && isWideBreak(character));
}

/** Whether a line or the text ends here. */
export function isLineEnd(character: number): boolean {
  return character < code.space ? character !== code.tab : character >= code.nextLine && isWideBreak(character);
}

/** Whether this is one of `, [ ] { }`. */
export function isFlowIndicator(character: number): boolean {
  return (
    character === code.comma ||
    character === code.openBracket ||
    character === code.closeBracket ||
    character === code.openBrace ||
    character === code.closeBrace
  );
}

/** Whether names of anchors, directives and tag handles may hold this: letters, digits, `-` and `_`. */
export function isNameCharacter(character: number): boolean {
  const letter = character | 0x20;
  return (
    (letter >= 0x61 && letter <= 0x7a) ||
    (character >= code.zero && character <= code.nine) ||
    character === code.minus ||
    character === 0x5f
  );
}

/** Characters no YAML text may hold, not even in a comment; halves of surrogate pairs are looked at one by one. */
const suspicious = /[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd]/g;

/** The offset of the first character that must not be in a YAML text, from `from` up to `to`, or -1. */
export function findUnprintable(text: string, from: number, to: number): number {
  // One more, as it may be the other half of a surrogate pair.
  const looked = text.slice(from, to + 1);
  suspicious.lastIndex = 0;
  while (suspicious.test(looked)) {
    const at = suspicious.lastIndex - 1;
    if (from + at >= to) return -1;
    const whole = looked.codePointAt(at) ?? 0;
    if (whole <= 0xffff) return from + at;
    suspicious.lastIndex = at + 2;
  }
  return -1;
}
