import type { Json } from '../../../core/blueprint/json.ts';
import { bindArguments } from './call.ts';
import { CtxError } from './ctx-error.ts';
import { dictMethod, readOnly } from './dict-methods.ts';
import { readPath, typeName, writePath } from './dict-path.ts';
import { representValue } from './python-text.ts';
import type { CtxFunction, CtxMap, Thing } from './thing.ts';

/** Follows the words from an object to a value, as runtime.md C.3 describes. Throws `CtxError`. */
export async function walk(root: Thing, words: Json[]): Promise<Json> {
  let current = root;
  for (const [index, word] of words.entries()) {
    const next = await attributeOf(current, word);
    if (next) {
      current = next;
      continue;
    }
    const rest = words.slice(index);
    if (current.kind === 'map') return accessMap(current, rest);
    if (current.kind === 'function') return await call(current, rest);
    throw new CtxError('RuntimeError', `${wordText(word)} cannot be processed in ${representValue(words)}`);
  }
  return await printable(current);
}

/** The attribute as it is written, else with underscores for dashes. */
async function attributeOf(thing: Thing, word: Json): Promise<Thing | undefined> {
  if (typeof word !== 'string') return undefined;
  try {
    const found = await memberOf(thing, word);
    if (found !== undefined) return found;
  } catch (error) {
    // The reference takes a TypeError for "no such attribute" here, and lets it through below.
    if (error instanceof CtxError && error.type === 'TypeError') return undefined;
    throw error;
  }
  const plain = word.replaceAll('-', '_');
  return plain === word ? undefined : await memberOf(thing, plain);
}

function memberOf(thing: Thing, name: string): Thing | Promise<Thing> | undefined {
  if (thing.kind === 'map') return dictMethod(thing, name);
  if (thing.kind !== 'object' || !Object.hasOwn(thing.members, name)) return undefined;
  return thing.members[name]?.();
}

function accessMap(map: CtxMap, rest: Json[]): Json {
  const [path, value] = rest;
  if (rest.length > 2) throw new CtxError('RuntimeError', 'Illegal argument while accessing dict');
  if (typeof path !== 'string') {
    throw new CtxError('AttributeError', `'${typeName(path ?? null)}' object has no attribute 'split'`);
  }
  if (rest.length === 1) return readPath(map.read(), path);
  if (map.write === null) throw readOnly();
  const written = writePath(map.read(), path, value ?? null);
  map.write(written.map, written.touches);
  return null;
}

async function call({ signature, call: run }: CtxFunction, rest: Json[]): Promise<Json> {
  return await run(bindArguments(signature, rest));
}

async function printable(thing: Thing): Promise<Json> {
  if (thing.kind === 'function') return await call(thing, []);
  if (thing.kind === 'map') return thing.read();
  if (thing.kind === 'value') return thing.value;
  if (thing.kind === 'object' && thing.value !== undefined) return thing.value;
  throw new CtxError('TypeError', `Object of type ${thing.name} is not JSON serializable`);
}

function wordText(word: Json): string {
  return typeof word === 'string' ? word : representValue(word);
}
