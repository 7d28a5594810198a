import type { Json } from '../../../core/blueprint/json.ts';
import { CtxError } from './ctx-error.ts';

/** Reads JSON; what is wrong is said in the words of Python's decoder, with line, column and character. */
export function parsePythonJson(text: string): Json {
  try {
    return JSON.parse(text) as Json;
  } catch {
    const { what, at } = faultOf(text);
    const before = text.slice(0, at);
    const line = before.split('\n').length;
    const column = at - before.lastIndexOf('\n');
    throw new CtxError('json.decoder.JSONDecodeError', `${what}: line ${line} column ${column} (char ${at})`);
  }
}

interface Fault {
  what: string;
  at: number;
}

/** Carries a fault out of the reader below. */
class Found extends Error {
  readonly fault: Fault;
  constructor(what: string, at: number) {
    super(what);
    this.fault = { what, at };
  }
}

const scalar = /(?:true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?)/y;
const simpleEscapes = '"\\/bfnrt';

function faultOf(text: string): Fault {
  try {
    const end = skipBlanks(text, readValue(text, skipBlanks(text, 0)));
    return { what: 'Extra data', at: end };
  } catch (error) {
    if (error instanceof Found) return error.fault;
    throw error;
  }
}

/** Returns the position after the value. */
function readValue(text: string, at: number): number {
  const char = text[at];
  if (char === '"') return readString(text, at);
  if (char === '{') return readObject(text, at);
  if (char === '[') return readList(text, at);
  scalar.lastIndex = at;
  const found = scalar.exec(text)?.[0];
  if (!found) throw new Found('Expecting value', at);
  return at + found.length;
}

function readString(text: string, start: number): number {
  let at = start + 1;
  while (at < text.length) {
    const char = text[at] ?? '';
    if (char === '"') return at + 1;
    if (char < ' ') throw new Found('Invalid control character at', at);
    at = char === '\\' ? skipEscape(text, at) : at + 1;
  }
  throw new Found('Unterminated string starting at', start);
}

function skipEscape(text: string, at: number): number {
  const escaped = text[at + 1];
  if (escaped === undefined) return at + 1;
  if (escaped === 'u') {
    if (/^[0-9a-fA-F]{4}$/.test(text.slice(at + 2, at + 6))) return at + 6;
    throw new Found('Invalid \\uXXXX escape', at + 2);
  }
  if (simpleEscapes.includes(escaped)) return at + 2;
  throw new Found('Invalid \\escape', at);
}

function readObject(text: string, start: number): number {
  const name = 'Expecting property name enclosed in double quotes';
  let at = skipBlanks(text, start + 1);
  if (text[at] === '}') return at + 1;
  for (;;) {
    if (text[at] !== '"') throw new Found(name, at);
    at = skipBlanks(text, readString(text, at));
    if (text[at] !== ':') throw new Found("Expecting ':' delimiter", at);
    at = skipBlanks(text, readValue(text, skipBlanks(text, at + 1)));
    if (text[at] === '}') return at + 1;
    if (text[at] !== ',') throw new Found("Expecting ',' delimiter", at);
    at = skipBlanks(text, at + 1);
  }
}

function readList(text: string, start: number): number {
  let at = skipBlanks(text, start + 1);
  if (text[at] === ']') return at + 1;
  for (;;) {
    at = skipBlanks(text, readValue(text, at));
    if (text[at] === ']') return at + 1;
    if (text[at] !== ',') throw new Found("Expecting ',' delimiter", at);
    at = skipBlanks(text, at + 1);
  }
}

function skipBlanks(text: string, at: number): number {
  let next = at;
  while (next < text.length && ' \t\n\r'.includes(text[next] ?? '')) next += 1;
  return next;
}
