import type { Json, JsonObject } from '../../../core/blueprint/json.ts';
import { CtxError } from './ctx-error.ts';
import { readPath, writePath } from './json-path.ts';
import { representValue } from './python-text.ts';

/** What a word of a `ctx` command line can lead to. */
export type Thing = CtxObject | CtxMap | CtxFunction | CtxValue;

export interface CtxObject {
  kind: 'object';
  /** The reference's class name, for messages. */
  name: string;
  members: Record<string, () => Thing>;
}

export interface CtxMap {
  kind: 'map';
  read(): JsonObject;
  write(next: JsonObject): void;
}

export interface CtxFunction {
  kind: 'function';
  /** `named`: a JSON object given as the last argument. */
  call(args: Json[], named: JsonObject): Json | Promise<Json>;
}

export interface CtxValue {
  kind: 'value';
  value: Json;
}

/** Follows the words from an object to a value, as runtime.md C.3 describes. Throws `CtxError`. */
export async function walk(root: Thing, words: Json[]): Promise<Json> {
  let current = root;
  for (const [index, word] of words.entries()) {
    const next = typeof word === 'string' ? memberOf(current, word) : undefined;
    if (next) {
      current = next;
      continue;
    }
    const rest = words.slice(index);
    if (current.kind === 'map') return accessMap(current, rest);
    if (current.kind === 'function') return call(current, rest);
    throw new CtxError('RuntimeError', `${wordText(word)} cannot be processed in ${representValue(words)}`);
  }
  return jsonOf(current);
}

function memberOf(thing: Thing, word: string): Thing | undefined {
  if (thing.kind === 'map') return mapMethod(thing, word);
  if (thing.kind === 'value') return memberOfValue(thing.value, word);
  if (thing.kind !== 'object') return undefined;
  const name = Object.hasOwn(thing.members, word) ? word : word.replaceAll('-', '_');
  return Object.hasOwn(thing.members, name) ? thing.members[name]?.() : undefined;
}

function memberOfValue(value: Json, word: string): Thing | undefined {
  if (value === null || typeof value !== 'object' || Array.isArray(value)) return undefined;
  return Object.hasOwn(value, word) ? { kind: 'value', value: value[word] ?? null } : undefined;
}

/** The methods of a Python dict that make sense in a script; they hide properties of the same name, as in the reference. */
function mapMethod(map: CtxMap, word: string): Thing | undefined {
  const method = (run: CtxFunction['call']): CtxFunction => ({ kind: 'function', call: run });
  if (word === 'pop') return method((args) => popKey(map, args));
  if (word === 'get') return method(([key, other]) => own(map.read(), wordText(key ?? '')) ?? other ?? null);
  if (word === 'clear') {
    return method(() => {
      map.write({});
      return null;
    });
  }
  if (word === 'update') {
    return method((_, named) => {
      map.write({ ...map.read(), ...named });
      return null;
    });
  }
  return undefined;
}

function own(map: JsonObject, name: string): Json | undefined {
  return Object.hasOwn(map, name) ? map[name] : undefined;
}

function popKey(map: CtxMap, [key, other]: Json[]): Json {
  const name = wordText(key ?? '');
  const { [name]: _, ...rest } = map.read();
  const value = own(map.read(), name);
  if (value === undefined) {
    if (other !== undefined) return other;
    throw new CtxError('KeyError', representValue(name));
  }
  map.write(rest);
  return value;
}

function accessMap(map: CtxMap, rest: Json[]): Json {
  const [path, value] = rest;
  if (rest.length === 1) return readPath(map.read(), wordText(path ?? ''));
  if (rest.length > 2) throw new CtxError('RuntimeError', 'Illegal argument while accessing dict');
  map.write(writePath(map.read(), wordText(path ?? ''), value ?? null));
  return null;
}

function call(target: CtxFunction, rest: Json[]): Json | Promise<Json> {
  const last = rest.at(-1);
  if (last !== null && typeof last === 'object' && !Array.isArray(last)) return target.call(rest.slice(0, -1), last);
  return target.call(rest, {});
}

function jsonOf(thing: Thing): Json | Promise<Json> {
  if (thing.kind === 'function') return thing.call([], {});
  if (thing.kind === 'map') return thing.read();
  if (thing.kind === 'value') return thing.value;
  throw new CtxError('TypeError', `Object of type ${thing.name} is not JSON serializable`);
}

function wordText(word: Json): string {
  return typeof word === 'string' ? word : representValue(word);
}
