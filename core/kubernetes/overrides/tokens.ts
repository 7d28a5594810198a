import { type FilledText, sourceAt } from './filled-text.ts';
import { faultAt } from './override-fault.ts';
import { readString } from './string-literal.ts';

interface Placed {
  /** In the filled text. */
  at: number;
  /** 0: the author wrote it; else the value that brought it. */
  source: number;
}

/** `break`: the end of a line outside brackets, which ends a statement as `;` does. */
export type Token = Placed &
  (
    | { kind: 'text'; value: string }
    | { kind: 'number'; value: string }
    | { kind: 'name'; value: string }
    | { kind: 'sign'; value: string }
    | { kind: 'break' | 'end'; value: '' }
  );

const blank = /[ \t\r\f]/;
const number = /0[xX][0-9a-fA-F]+|0[oO][0-7]+|0[bB][01]+|(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?/y;
const name = /[A-Za-z_]\w*/y;
const sign = /[-+*/%&|^]=|\*\*|\/\/|[=!<>]=|[-+*/%=<>&|^~@,:;.!()[\]{}]/y;
const opening = '([{';
const closing = ')]}';

/** Cuts a filled override into tokens. @throws OverrideFault for characters that no override has. */
export function tokensOf(filled: FilledText): Token[] {
  const { text } = filled;
  const tokens: Token[] = [];
  let depth = 0;
  for (let at = 0; at < text.length; ) {
    const skipped = skipBlank(filled, at, depth > 0);
    if (skipped > at) {
      at = skipped;
      continue;
    }
    const [token, end] = readToken(filled, at);
    if (token.kind === 'sign') depth += bracket(token.value);
    tokens.push(token);
    at = end;
  }
  return [...tokens, { kind: 'end', value: '', at: text.length, source: 0 }];
}

/** A comment is one only where the author began it; a line's end from a value is a blank. */
function skipBlank(filled: FilledText, at: number, inBrackets: boolean): number {
  const { text } = filled;
  const character = text[at] ?? '';
  const isOwn = sourceAt(filled, at) === 0;
  if (character === '#' && isOwn) {
    const end = text.indexOf('\n', at);
    return end === -1 ? text.length : end;
  }
  const isBlank = blank.test(character) || (character === '\n' && (inBrackets || !isOwn));
  return isBlank ? at + 1 : at;
}

function bracket(value: string): number {
  if (opening.includes(value)) return 1;
  return closing.includes(value) ? -1 : 0;
}

function readToken(filled: FilledText, at: number): [Token, number] {
  const { text } = filled;
  const source = sourceAt(filled, at);
  const character = text[at] ?? '';
  if (character === '\n') return [{ kind: 'break', value: '', at, source }, at + 1];
  if (character === "'" || character === '"') return textToken(filled, at, at);
  const numeric = match(number, text, at);
  if (numeric !== null) return [{ kind: 'number', value: numeric, at, source }, at + numeric.length];
  const word = sameSource(filled, at, match(name, text, at));
  if (word !== null) {
    const quoted = at + word.length;
    // Python 2 writes texts in lists and maps as u'...'.
    if (/^[uU]$/.test(word) && /['"]/.test(text[quoted] ?? '') && sourceAt(filled, quoted) === source)
      return textToken(filled, at, quoted);
    return [{ kind: 'name', value: word, at, source }, quoted];
  }
  const mark = sameSource(filled, at, match(sign, text, at));
  if (mark !== null) return [{ kind: 'sign', value: mark, at, source }, at + mark.length];
  throw faultAt(filled, at, {
    kind: 'syntax',
    detail: `An override cannot have ${JSON.stringify(character)} outside quotes.`,
    hint: 'Put texts in quotes.',
  });
}

function textToken(filled: FilledText, at: number, quote: number): [Token, number] {
  const { value, end } = readString(filled, quote);
  return [{ kind: 'text', value, at, source: sourceAt(filled, at) }, end];
}

/** What the author and a value write side by side is no one name or sign. */
function sameSource(filled: FilledText, at: number, found: string | null): string | null {
  if (found === null) return null;
  const source = sourceAt(filled, at);
  const own = [...found].findIndex((_, index) => sourceAt(filled, at + index) !== source);
  return own === -1 ? found : found.slice(0, own);
}

function match(pattern: RegExp, text: string, at: number): string | null {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0] ?? null;
}
