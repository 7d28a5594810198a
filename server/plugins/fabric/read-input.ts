import type { Json, JsonObject } from '../../../core/blueprint/json.ts';
import { isJsonObject } from '../../../core/blueprint/json-object.ts';
import { NonRecoverableError } from '../../../core/ports/operation.ts';

/*
 * Values of inputs by kind. Each function throws `NonRecoverableError` with the input's name when the kind is wrong;
 * null, a missing input and the empty text all mean "not given".
 */

/** A map; not given: an empty one. */
export function mapInput(value: Json | undefined, name: string): JsonObject {
  if (isAbsent(value)) return {};
  if (isJsonObject(value)) return value;
  throw wrong(name, 'a map', value);
}

/** A list; not given: an empty one. */
export function listInput(value: Json | undefined, name: string): Json[] {
  if (isAbsent(value)) return [];
  if (Array.isArray(value)) return value;
  throw wrong(name, 'a list', value);
}

/** A text, or a number written as one. */
export function textInput(value: Json | undefined, name: string): string | null {
  if (isAbsent(value)) return null;
  if (typeof value === 'string') return value;
  if (typeof value === 'number') return String(value);
  throw wrong(name, 'a text', value);
}

/** A number, or a text that says one. */
export function numberInput(value: Json | undefined, name: string): number | null {
  if (isAbsent(value)) return null;
  const number = typeof value === 'string' ? Number(value) : value;
  if (typeof number === 'number' && Number.isFinite(number) && number >= 0) return number;
  throw wrong(name, 'a number that is not negative', value);
}

/** True, false, or one of them in words. */
export function flagInput(value: Json | undefined, name: string): boolean | null {
  if (isAbsent(value)) return null;
  if (typeof value === 'boolean') return value;
  if (value === 1 || /^(true|yes|1)$/i.test(String(value))) return true;
  if (value === 0 || /^(false|no|0)$/i.test(String(value))) return false;
  throw wrong(name, 'true or false', value);
}

function isAbsent(value: Json | undefined): value is null | undefined | '' {
  return value === null || value === undefined || value === '';
}

function wrong(name: string, kind: string, value: Json | undefined): NonRecoverableError {
  const kindGiven = Array.isArray(value) ? 'a list' : isJsonObject(value) ? 'a map' : `a ${typeof value}`;
  return new NonRecoverableError(`The input ${name} must be ${kind}, and it is ${kindGiven}.`);
}
