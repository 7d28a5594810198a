import type { Json, JsonObject } from '../../../core/blueprint/json.ts';
import { functionOf, methodOf, type Signature } from './call.ts';
import { CtxError } from './ctx-error.ts';
import { typeName } from './dict-path.ts';
import { representValue } from './python-text.ts';
import type { CtxFunction, CtxMap, Thing } from './thing.ts';

/**
 * The methods of a Python `dict`. They hide properties of the same name, as in the reference (runtime.md C.3); a
 * script reads such a property with `get NAME`.
 */
export function dictMethod(map: CtxMap, name: string): Thing | undefined {
  const method = methods[name];
  return method === undefined ? undefined : method(map);
}

const methods: Readonly<Record<string, (map: CtxMap) => Thing>> = {
  get: (map) =>
    call(functionOf('dict.get', 'key', ['default', null]), ([key, other]) => find(map, key) ?? other ?? null),
  pop: (map) =>
    call(methodOf('DirtyTrackingDict.pop', 'k', ['d', null]), ([key, other]) => {
      const value = find(map, key);
      const { [keyOf(key)]: _, ...rest } = map.read();
      write(map, rest);
      return value ?? other ?? null;
    }),
  popitem: (map) =>
    call(methodOf('DirtyTrackingDict.popitem'), () => {
      const entries = Object.entries(map.read());
      const last = entries.pop();
      if (last === undefined) throw new CtxError('KeyError', representValue('popitem(): dictionary is empty'));
      write(map, Object.fromEntries(entries));
      return last;
    }),
  setdefault: (map) =>
    call(functionOf('dict.setdefault', 'key', ['default', null]), ([key, other]) => {
      const value = find(map, key);
      if (value === undefined) write(map, { ...map.read(), [keyOf(key)]: other ?? null });
      return value ?? other ?? null;
    }),
  update: (map) => ({
    kind: 'function',
    signature: { ...methodOf('DirtyTrackingDict.update', ['E', null]), takesNames: true },
    call: ([more]) => update(map, more ?? null),
  }),
  clear: (map) =>
    call(methodOf('DirtyTrackingDict.clear'), () => {
      write(map, {});
      return null;
    }),
  copy: (map) => call(functionOf('dict.copy'), () => map.read()),
  keys: () => ({ kind: 'opaque', name: 'dict_keys' }),
  values: () => ({ kind: 'opaque', name: 'dict_values' }),
  items: () => ({ kind: 'opaque', name: 'dict_items' }),
};

function call(signature: Signature, run: CtxFunction['call']): CtxFunction {
  return { kind: 'function', signature, call: run };
}

function update(map: CtxMap, more: Json): null {
  if (map.write === null) throw readOnly();
  if (more === null || typeof more !== 'object' || Array.isArray(more)) {
    throw new CtxError('TypeError', `'${typeName(more)}' object is not iterable`);
  }
  write(map, { ...map.read(), ...more });
  return null;
}

function write(map: CtxMap, next: JsonObject): void {
  if (map.write === null) throw readOnly();
  map.write(next, true);
}

function find(map: CtxMap, key: Json | undefined): Json | undefined {
  const content = map.read();
  const name = keyOf(key);
  return Object.hasOwn(content, name) ? content[name] : undefined;
}

function keyOf(key: Json | undefined): string {
  return typeof key === 'string' ? key : representValue(key ?? null);
}

/** What writing to the properties of a node is answered with. */
export function readOnly(): CtxError {
  return new CtxError('NonRecoverableError', 'Cannot override read only properties');
}
