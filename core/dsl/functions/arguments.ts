import type { Json } from '../../blueprint/json.ts';
import { isJsonObject } from '../../blueprint/json-object.ts';
import type { CallProblem } from './definition.ts';
import { functionOf } from './names.ts';

/** A call whose arguments have the wrong form. */
export function malformed(detail: string, more: Omit<CallProblem, 'code' | 'detail'> = {}): CallProblem {
  return { code: 9032, detail, ...more };
}

export function isFunction(value: Json | undefined): boolean {
  return value !== undefined && functionOf(value) !== null;
}

/** Whether one of the arguments, or the only one, is itself a call. Calls deeper inside do not count. */
export function hasFunctionArgument(args: Json): boolean {
  return Array.isArray(args) ? args.some(isFunction) : isFunction(args);
}

/** A key of a map, a position in a list, or a call that will give one. */
export function isStep(value: Json | undefined): boolean {
  if (typeof value === 'string' || typeof value === 'boolean') return true;
  return (typeof value === 'number' && Number.isInteger(value)) || isFunction(value);
}

/** Checks a list of at least `least` keys, positions or calls. */
export function unfitSteps(args: Json, form: { least: number; usage: string }): CallProblem | null {
  if (!Array.isArray(args) || args.length < form.least) return malformed(`${form.usage} This is ${inWords(args)}.`);
  const wrong = args.findIndex((item) => !isStep(item));
  if (wrong === -1) return null;
  return malformed(`${form.usage} Item ${wrong + 1} is ${inWords(args[wrong] ?? null)}.`, { at: wrong });
}

/** What a value is, in words. */
export function inWords(value: Json): string {
  if (value === null) return 'empty';
  if (Array.isArray(value)) return value.length === 1 ? 'a list of one item' : `a list of ${value.length} items`;
  const call = functionOf(value);
  if (call !== null) return `the function ${call.name}`;
  if (isJsonObject(value)) return 'a map';
  if (typeof value === 'string') return `the text "${value.length > 60 ? `${value.slice(0, 60)}…` : value}"`;
  return typeof value === 'boolean' ? `the truth value ${value}` : `the number ${value}`;
}
