import type { Json } from '../../blueprint/json.ts';
import { isJsonObject, ownValue } from '../../blueprint/json-object.ts';
import { functionOf } from './names.ts';

export type Step = string | number;

/** Where a path led: to a value, to a call that has to be evaluated before the rest can be followed, or nowhere. */
export type Found =
  | { kind: 'value'; value: Json }
  | { kind: 'function'; call: Json; rest: Step[] }
  | { kind: 'missing' };

/** Follows keys of maps and positions in lists. */
export function follow(start: Json, path: readonly Step[]): Found {
  let value = start;
  for (const [index, step] of path.entries()) {
    if (functionOf(value) !== null) return { kind: 'function', call: value, rest: path.slice(index) };
    const next = child(value, step);
    if (next === undefined) return { kind: 'missing' };
    value = next;
  }
  return { kind: 'value', value };
}

/** How a path is written in messages: `a.b[0]`. */
export function formatPath(path: readonly Step[]): string {
  return path
    .map((step, index) => (typeof step === 'number' ? `[${step}]` : `${index === 0 ? '' : '.'}${step}`))
    .join('');
}

/** The steps of a path; null when one of them is neither a key nor a position. */
export function readSteps(items: readonly Json[]): Step[] | null {
  const steps = items.filter((item) => typeof item === 'string' || typeof item === 'number');
  return steps.length === items.length ? steps : null;
}

function child(value: Json, step: Step): Json | undefined {
  if (isJsonObject(value)) return ownValue(value, String(step));
  if (!Array.isArray(value)) return undefined;
  const index = typeof step === 'number' ? step : /^-?\d+$/.test(step) ? Number(step) : Number.NaN;
  return Number.isInteger(index) ? value.at(index) : undefined;
}
