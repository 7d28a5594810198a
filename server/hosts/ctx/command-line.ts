import type { Json } from '../../../core/blueprint/json.ts';
import { CtxError } from './ctx-error.ts';

export interface CtxCommandLine {
  words: Json[];
  /** `-j`: print JSON. */
  json: boolean;
}

/** Options that take a value; nothing depends on the values here, because a request waits as long as it must. */
const ignored = new Set(['-t', '--timeout', '--socket-url']);

/** Reads the options before the first word, and the JSON arguments after it. */
export function parseCtxCommandLine(args: string[]): CtxCommandLine {
  let json = false;
  let prefix = '@';
  let index = 0;
  for (; index < args.length; index += 1) {
    const arg = args[index] ?? '';
    if (arg === '-j' || arg === '--json-output') json = true;
    else if (arg === '--json-arg-prefix') {
      index += 1;
      prefix = args[index] ?? prefix;
    } else if (ignored.has(arg)) index += 1;
    else break;
  }
  const words = args.slice(index).map((arg) => (arg.startsWith(prefix) ? parseJson(arg.slice(prefix.length)) : arg));
  if (words.length === 0) throw new CtxError('RuntimeError', 'nothing was asked; see docs/ctx.md for the commands');
  return { words, json };
}

function parseJson(text: string): Json {
  try {
    return JSON.parse(text) as Json;
  } catch {
    throw new CtxError('RuntimeError', `this argument is not JSON: ${text.slice(0, 200)}`);
  }
}
