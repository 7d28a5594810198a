import type { Json, JsonObject } from '../../../core/blueprint/json.ts';
import type { Signature } from './call.ts';

/** What a word of a `ctx` command line can lead to. */
export type Thing = CtxObject | CtxMap | CtxFunction | CtxValue | CtxOpaque;

type Pending<T> = T | Promise<T>;

/** Something with attributes. */
export interface CtxObject {
  kind: 'object';
  /** The reference's class name, for messages. */
  name: string;
  members: Readonly<Record<string, () => Pending<Thing>>>;
  /** What it prints where it is a text as well. Absent: it cannot be printed. */
  value?: Json;
}

/** A dictionary: read and written by paths, with the methods of a Python `dict`. */
export interface CtxMap {
  kind: 'map';
  read(): JsonObject;
  /** Null where nothing may be written. `touches`: the change is one of the map itself, not of something inside it. */
  write: ((next: JsonObject, touches: boolean) => void) | null;
}

/** Something that can be called. */
export interface CtxFunction {
  kind: 'function';
  signature: Signature;
  /** One value for each parameter; those that were not given have their default. */
  call(values: readonly Json[]): Pending<Json>;
}

/** A value without attributes. */
export interface CtxValue {
  kind: 'value';
  value: Json;
}

/** Something that can be named but not printed. */
export interface CtxOpaque {
  kind: 'opaque';
  /** The reference's class name. */
  name: string;
}

/** A thing that is a plain value: maps can be read by paths, everything else only printed. */
export function thingOf(value: Json): Thing {
  if (value === null || typeof value !== 'object' || Array.isArray(value)) return { kind: 'value', value };
  let content = value;
  // Written to in memory only, as in the reference: nobody keeps it.
  const write = (next: JsonObject): void => {
    content = next;
  };
  return { kind: 'map', read: () => content, write };
}

/** A thing with attributes. */
export function objectOf(name: string, members: CtxObject['members']): CtxObject {
  return { kind: 'object', name, members };
}
