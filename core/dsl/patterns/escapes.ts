import { PatternError } from './pattern-error.ts';

/** What an escape stands for: one character, one of a set (as members of an RE2 class), or a place in the text. */
export type EscapeValue =
  | { kind: 'character'; code: number }
  | { kind: 'class'; members: string }
  | { kind: 'place'; text: string };

const single: Readonly<Record<string, number>> = { a: 7, b: 8, f: 12, n: 10, r: 13, t: 9, v: 11 };

/** Python's classes know all of Unicode, RE2's only ASCII. Blanks are those of `str.isspace`. */
const classes: Readonly<Record<string, string>> = {
  d: '\\p{Nd}',
  D: '\\P{Nd}',
  w: '\\p{L}\\p{N}_',
  // Everything but letters, numbers and the underscore, which is one of the connecting signs.
  W: '\\p{M}\\p{S}\\p{Z}\\p{C}\\p{Pd}\\p{Ps}\\p{Pe}\\p{Pi}\\p{Pf}\\p{Po}\\x{203f}\\x{2040}\\x{2054}\\x{fe33}\\x{fe34}\\x{fe4d}-\\x{fe4f}\\x{ff3f}',
  s: '\\x{9}-\\x{d}\\x{1c}-\\x{20}\\x{85}\\p{Z}',
  S: '\\x{0}-\\x{8}\\x{e}-\\x{1b}\\x{21}-\\x{84}\\x{86}-\\x{9f}\\x{a1}-\\x{167f}\\x{1681}-\\x{1fff}\\x{200b}-\\x{2027}\\x{202a}-\\x{202e}\\x{2030}-\\x{205e}\\x{2060}-\\x{2fff}\\x{3001}-\\x{10ffff}',
};

const places: Readonly<Record<string, string>> = { A: '\\A', Z: '\\z', b: '\\b', B: '\\B' };

/** Reads the escape at a position of a pattern; in a character class places have no meaning. Raises PatternError. */
export function readEscape(text: string, at: number, inClass: boolean): { value: EscapeValue; length: number } {
  const code = text.codePointAt(at + 1);
  if (code === undefined) throw new PatternError('It ends with a backslash.', true);
  const character = String.fromCodePoint(code);
  if (!inClass && Object.hasOwn(places, character)) {
    return { value: { kind: 'place', text: places[character] ?? '' }, length: 2 };
  }
  if (Object.hasOwn(classes, character))
    return { value: { kind: 'class', members: classes[character] ?? '' }, length: 2 };
  if (Object.hasOwn(single, character))
    return { value: { kind: 'character', code: single[character] ?? 0 }, length: 2 };
  if (/[0-9]/.test(character)) return octal(text.slice(at + 1, at + 4), inClass);
  if (/[xuU]/.test(character)) return hexadecimal(text.slice(at + 1), character);
  if (character === 'N')
    throw new PatternError('Characters by name ("\\N{...}") cannot be matched here. Write the character.', false);
  if (/[A-Za-z]/.test(character)) throw new PatternError(`"\\${character}" has no meaning.`, true);
  return { value: { kind: 'character', code }, length: 1 + character.length };
}

function octal(digits: string, inClass: boolean): { value: EscapeValue; length: number } {
  const [three] = /^[0-3][0-7]{2}/.exec(digits) ?? [];
  const [found] =
    three !== undefined ? [three] : (/^0[0-7]?/.exec(digits) ?? (inClass ? /^[0-7]{1,3}/.exec(digits) : null) ?? []);
  if (found !== undefined) {
    return { value: { kind: 'character', code: Number.parseInt(found, 8) }, length: 1 + found.length };
  }
  if (inClass) throw new PatternError(`"\\${digits.charAt(0)}" has no meaning in a class.`, true);
  throw new PatternError(
    `It refers back to a group ("\\${digits.charAt(0)}"), with which matching could take for ever. Write what is allowed without it.`,
    false,
  );
}

const digitsOf: Readonly<Record<string, number>> = { x: 2, u: 4, U: 8 };

function hexadecimal(rest: string, kind: string): { value: EscapeValue; length: number } {
  const count = digitsOf[kind] ?? 2;
  const digits = rest.slice(1, 1 + count);
  const code = Number.parseInt(digits, 16);
  if (!/^[0-9a-fA-F]+$/.test(digits) || digits.length !== count || code > 0x10ffff) {
    throw new PatternError(`"\\${kind}" needs ${count} hexadecimal digits.`, true);
  }
  return { value: { kind: 'character', code }, length: 2 + count };
}
