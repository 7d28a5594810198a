import { type FilledText, sourceAt } from './filled-text.ts';
import { faultAt, type OverrideProblem } from './override-fault.ts';

const simple: Readonly<Record<string, string>> = {
  ...{ n: '\n', t: '\t', r: '\r', a: '\x07', b: '\b', f: '\f', v: '\v' },
  ...{ '\\': '\\', "'": "'", '"': '"', '\n': '' },
};

/** `\x41`, `\u0041`, `\U00000041`; `\101` (octal). */
const numbered = /x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|([0-7]{1,3})/y;

/** A text in quotes: its value, and the place behind the closing quote. */
export interface StringLiteral {
  value: string;
  end: number;
}

/**
 * Reads the text in quotes that opens at `start`, as Python 3 reads it. Characters that came from a late-bound value
 * are taken as they are, and a quote among them does not close what the author opened (systems.md S2: quoting is the
 * author's, and such an override is an error).
 */
export function readString(filled: FilledText, start: number): StringLiteral {
  const { text } = filled;
  const quote = text[start];
  const source = sourceAt(filled, start);
  let value = '';
  for (let at = start + 1; at < text.length; ) {
    const character = text[at] ?? '';
    const isOwn = sourceAt(filled, at) === source;
    if (character === quote && !isOwn) throw faultAt(filled, at, quoteInValue(quote));
    if (character === quote) return { value, end: at + 1 };
    if (character === '\n' && isOwn) break;
    if (character !== '\\' || !isOwn) {
      value += character;
      at += 1;
      continue;
    }
    const escaped = readEscape(filled, at);
    value += escaped.value;
    at = escaped.end;
  }
  throw faultAt(filled, start, {
    kind: 'syntax',
    detail: 'The text in quotes has no end.',
    hint: `Close it by ${quote}.`,
  });
}

function readEscape(filled: FilledText, at: number): StringLiteral {
  const { text } = filled;
  const next = text[at + 1] ?? '';
  const plain = Object.hasOwn(simple, next) ? simple[next] : undefined;
  if (plain !== undefined) return { value: plain, end: at + 2 };
  numbered.lastIndex = at + 1;
  const found = numbered.exec(text);
  if (found === null) {
    if (!/[xuUN]/.test(next)) return { value: `\\${next}`, end: at + 1 + next.length };
    throw faultAt(filled, at, notAnEscape(next));
  }
  const [, two, four, eight, octal] = found;
  const code = octal === undefined ? Number.parseInt(two ?? four ?? eight ?? '', 16) : Number.parseInt(octal, 8);
  if (code > 0x10ffff) throw faultAt(filled, at, notAnEscape(next));
  return { value: String.fromCodePoint(code), end: numbered.lastIndex };
}

function notAnEscape(letter: string): OverrideProblem {
  return {
    kind: 'syntax',
    detail: `\\${letter} does not name a character.`,
    hint: 'Write the character itself, or \\\\ for a backslash.',
  };
}

function quoteInValue(quote = "'"): OverrideProblem {
  const other = quote === "'" ? '"' : "'";
  return {
    kind: 'syntax',
    detail: `The value that is filled in here holds the quote ${quote} that surrounds it.`,
    hint: `Write ${other} around the value instead, if the value has none of those.`,
  };
}
