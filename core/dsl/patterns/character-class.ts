import { type EscapeValue, readEscape } from './escapes.ts';
import { PatternError } from './pattern-error.ts';

/** The character class that begins at a position of a pattern, in RE2's syntax, and its length there. Raises PatternError. */
export function translateClass(text: string, start: number): { text: string; length: number } {
  let at = start + 1;
  const negated = text[at] === '^';
  if (negated) at += 1;
  const first = at;
  let members = '';
  // A bracket that comes first is itself.
  while (at === first || text[at] !== ']') {
    const low = readMember(text, at);
    at += low.length;
    if (text[at] !== '-' || text[at + 1] === ']' || at + 1 >= text.length) {
      members += written(low.value);
      continue;
    }
    const high = readMember(text, at + 1);
    at += 1 + high.length;
    members += range(low.value, high.value);
  }
  return { text: `[${negated ? '^' : ''}${members}]`, length: at + 1 - start };
}

function readMember(text: string, at: number): { value: EscapeValue; length: number } {
  const code = text.codePointAt(at);
  if (code === undefined) throw new PatternError('A "[" is not closed.', true);
  if (text[at] === '\\') return readEscape(text, at, true);
  return { value: { kind: 'character', code }, length: String.fromCodePoint(code).length };
}

function range(low: EscapeValue, high: EscapeValue): string {
  if (low.kind !== 'character' || high.kind !== 'character' || high.code < low.code) {
    throw new PatternError('A range in a class ends before it begins.', true);
  }
  return `${hex(low.code)}-${hex(high.code)}`;
}

function written(value: EscapeValue): string {
  if (value.kind === 'character') return hex(value.code);
  return value.kind === 'class' ? value.members : value.text;
}

function hex(code: number): string {
  return `\\x{${code.toString(16)}}`;
}
