import type { Json, JsonObject } from '../../blueprint/json.ts';
import { isJsonObject } from '../../blueprint/json-object.ts';
import { hasFunction } from '../functions/names.ts';

/** Whether `value` keeps to the constraint with the argument `argument`. */
type Test = (value: Json, argument: Json) => boolean;

/** Constraints that need nothing but the value (dsl.md section 4, "Constraints"). */
const tests: Readonly<Record<string, Test>> = {
  equal: (value, argument) => JSON.stringify(value) === JSON.stringify(argument),
  greater_than: (value, argument) => numbers(value, argument, (a, b) => a > b),
  greater_or_equal: (value, argument) => numbers(value, argument, (a, b) => a >= b),
  less_than: (value, argument) => numbers(value, argument, (a, b) => a < b),
  less_or_equal: (value, argument) => numbers(value, argument, (a, b) => a <= b),
  in_range: (value, argument) => {
    const [least, most] = Array.isArray(argument) ? argument : [];
    return numbers(value, least ?? null, (a, b) => a >= b) && numbers(value, most ?? null, (a, b) => a <= b);
  },
  valid_values: (value, argument) =>
    Array.isArray(argument) && argument.some((item) => JSON.stringify(item) === JSON.stringify(value)),
  length: (value, argument) => numbers(lengthOf(value), argument, (a, b) => a === b),
  min_length: (value, argument) => numbers(lengthOf(value), argument, (a, b) => a >= b),
  max_length: (value, argument) => numbers(lengthOf(value), argument, (a, b) => a <= b),
  pattern: (value, argument) =>
    typeof value === 'string' && typeof argument === 'string' && matchesAtStart(value, argument),
};

/**
 * The first constraint that a value breaks, as the end of a sentence; null when it keeps to all of them. Constraints
 * on things of the product (labels, tenants and the like) and arguments that are functions are not looked at.
 */
export function checkConstraints(value: Json, constraints: Json): string | null {
  if (!Array.isArray(constraints)) return null;
  for (const constraint of constraints) {
    const broken = isJsonObject(constraint) ? brokenBy(value, constraint) : null;
    if (broken !== null) return broken;
  }
  return null;
}

function brokenBy(value: Json, constraint: JsonObject): string | null {
  for (const [name, argument] of Object.entries(constraint)) {
    const test = Object.hasOwn(tests, name) ? tests[name] : undefined;
    if (test === undefined || hasFunction(argument) || test(value, argument)) continue;
    const message = constraint['error_message'];
    if (typeof message === 'string') return `is invalid: ${message}`;
    return `breaks the constraint ${name}: ${JSON.stringify(argument)}.`;
  }
  return null;
}

function numbers(value: Json, argument: Json, compare: (a: number, b: number) => boolean): boolean {
  return typeof value === 'number' && typeof argument === 'number' && compare(value, argument);
}

function lengthOf(value: Json): number | null {
  if (typeof value === 'string' || Array.isArray(value)) return value.length;
  return isJsonObject(value) ? Object.keys(value).length : null;
}

/** Longer values are not matched against patterns. */
const longestMatched = 1000;

/**
 * Patterns are anchored at the start only, as in the reference. A pattern that could take endless time is not tried,
 * and the value counts as fitting: one person's blueprint must not stop the server for everybody.
 */
function matchesAtStart(value: string, pattern: string): boolean {
  if (value.length > longestMatched || couldTakeEndless(pattern)) return true;
  try {
    return new RegExp(`^(?:${pattern})`).test(value);
  } catch {
    return false;
  }
}

/** Repetitions of groups that repeat or choose inside, back references, and many open repetitions one after another. */
function couldTakeEndless(pattern: string): boolean {
  const plain = pattern.replace(/\\[^1-9k]/g, 'x').replace(/\[[^\]]*\]/g, 'x');
  const nested = /\([^()]*(?:[*+|]|\{\d+,)[^()]*\)\s*(?:[*+]|\{\d+,)/.test(plain) || /\)\)+(?:[*+]|\{\d+,)/.test(plain);
  const open = plain.match(/[*+]|\{\d+,\d*\}/g) ?? [];
  return nested || /\\[1-9k]/.test(plain) || open.length > 3;
}
