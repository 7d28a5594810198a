import type { Json } from '../../blueprint/json.ts';
import { isJsonObject, ownValue } from '../../blueprint/json-object.ts';

/** A key of a map, or a position in a list; negative ones count from the end. */
export type Step = string | number | boolean;

/** Where one step leads: to a value, nowhere (`missing`), past the end of a list (`beyond`), or the step is no position. */
export type Child = { kind: 'value'; value: Json } | { kind: 'missing' | 'beyond' | 'no position' | 'leaf' };

/** Follows one key or position; positions in lists must be numbers. */
export function childOf(value: Json, step: Step): Child {
  if (isJsonObject(value)) {
    const child = ownValue(value, String(step));
    return child === undefined ? { kind: 'missing' } : { kind: 'value', value: child };
  }
  if (!Array.isArray(value)) return { kind: 'leaf' };
  if (typeof step === 'string') return { kind: 'no position' };
  const child = value.at(Number(step));
  return child === undefined ? { kind: 'beyond' } : { kind: 'value', value: child };
}

/** How a path is written in messages: `a.b[0]`. */
export function formatPath(path: readonly Json[]): string {
  return path
    .map((step, index) => (typeof step === 'number' ? `[${step}]` : `${index === 0 ? '' : '.'}${step}`))
    .join('');
}

/** The steps of a path; null when one of them is neither a key nor a position. */
export function readSteps(items: readonly Json[]): Step[] | null {
  const steps = items.filter((item) => typeof item !== 'object');
  return steps.length === items.length ? steps : null;
}
