import type { Json } from '../../../core/blueprint/json.ts';
import { CtxError } from './ctx-error.ts';
import { parsePythonJson } from './python-json.ts';

/** What a `ctx` command line asks. */
export interface CtxCommandLine {
  words: Json[];
  /** `-j`: print JSON. */
  json: boolean;
}

/** A command line that says nothing that could be asked; the command ends with exit code 2. */
export class UsageError extends Error {
  override name = 'UsageError';
}

/** Long options by their names; the value tells whether one more argument belongs to it. */
const options: Readonly<Record<string, boolean>> = {
  '--timeout': true,
  '--socket-url': true,
  '--json-arg-prefix': true,
  '--json-output': false,
};
const short: Readonly<Record<string, string>> = { '-t': '--timeout', '-j': '--json-output' };

/**
 * Reads the options, wherever they stand before `--`, and the JSON arguments (runtime.md C.3). `--socket-url` is
 * taken and not needed; a request waits as long as it must, whatever `--timeout` says. Other words with a dash are words.
 */
export function parseCtxCommandLine(args: readonly string[]): CtxCommandLine {
  const texts: string[] = [];
  let json = false;
  let prefix = '@';
  for (let index = 0; index < args.length; index += 1) {
    const arg = args[index] ?? '';
    if (arg === '--') {
      texts.push(...args.slice(index + 1));
      break;
    }
    const option = optionOf(arg);
    if (option === null) {
      texts.push(arg);
      continue;
    }
    const { name, given } = option;
    if (!options[name]) {
      json = true;
      continue;
    }
    const value = given ?? args[++index];
    if (value === undefined) throw new UsageError(`argument ${labelOf(name)}: expected one argument`);
    if (name === '--json-arg-prefix') prefix = value;
    else if (name === '--timeout') checkTimeout(value);
  }
  return {
    words: texts.map((text) => (text.startsWith(prefix) ? parsePythonJson(text.slice(prefix.length)) : text)),
    json,
  };
}

/** The option that a word is, with the value that is written in the same word. */
function optionOf(arg: string): { name: string; given?: string } | null {
  const [head = '', ...rest] = arg.split('=');
  if (arg.startsWith('--')) {
    const found = Object.keys(options).filter((name) => name === head || (head.length > 2 && name.startsWith(head)));
    const [name] = found.includes(head) ? [head] : found;
    if (name === undefined || (found.length > 1 && !found.includes(head))) return null;
    return rest.length > 0 && options[name] ? { name, given: rest.join('=') } : { name };
  }
  const name = short[arg.slice(0, 2)];
  if (name === undefined || (arg.length > 2 && !options[name])) return null;
  return arg.length > 2 ? { name, given: arg.slice(2).replace(/^=/, '') } : { name };
}

function checkTimeout(value: string): void {
  if (!/^\s*[+-]?\d+\s*$/.test(value)) throw new UsageError(`argument -t/--timeout: invalid int value: '${value}'`);
}

function labelOf(name: string): string {
  const letter = Object.keys(short).find((key) => short[key] === name);
  return letter === undefined ? name : `${letter}/${name}`;
}

/** What wrong JSON is answered with; the reference's client finds it before it asks. */
export function isClientFault(error: unknown): error is CtxError {
  return error instanceof CtxError && error.type === 'json.decoder.JSONDecodeError';
}
