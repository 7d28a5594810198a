import type { Json, JsonObject } from '../../blueprint/json.ts';
import { isJsonObject } from '../../blueprint/json-object.ts';
import { inWords } from '../functions/arguments.ts';
import { pythonText } from '../functions/python-text.ts';
import { compilePattern } from '../patterns/python-pattern.ts';

/** Whether a value keeps to a constraint; or, in words, why that cannot be said. */
export type Verdict = boolean | string;

type Test = (value: Json, argument: Json) => Verdict;

/** Constraints that need nothing but the value (dsl.md section 4, "Constraints"), with Python's idea of comparing. */
const tests: Readonly<Record<string, Test>> = {
  equal: (value, argument) => sameAs(value, argument),
  greater_than: (value, argument) => compared(value, argument, (order) => order > 0),
  greater_or_equal: (value, argument) => compared(value, argument, (order) => order >= 0),
  less_than: (value, argument) => compared(value, argument, (order) => order < 0),
  less_or_equal: (value, argument) => compared(value, argument, (order) => order <= 0),
  in_range: (value, argument) => {
    if (!Array.isArray(argument)) return 'its argument is not known yet';
    const [least = null, most = null] = argument;
    const above = compared(value, least, (order) => order >= 0);
    return above === true ? compared(value, most, (order) => order <= 0) : above;
  },
  valid_values: (value, argument) => {
    if (Array.isArray(argument)) return argument.some((item) => sameAs(value, item));
    return 'its argument is not known yet';
  },
  length: (value, argument) => measured(value, (length) => sameAs(length, argument)),
  min_length: (value, argument) => measured(value, (length) => compared(length, argument, (order) => order >= 0)),
  max_length: (value, argument) => measured(value, (length) => compared(length, argument, (order) => order <= 0)),
  pattern: (value, argument) => {
    if (typeof value !== 'string') return `it is ${inWords(value)}, and a pattern is about texts`;
    if (typeof argument !== 'string') return 'its pattern is not known yet';
    const compiled = compilePattern(argument);
    return compiled.ok ? compiled.matchesAtStart(value) : `its pattern cannot be matched. ${compiled.problem}`;
  },
};

/** Whether a value keeps to the constraint `name: argument`; null when the constraint is not about the value alone. */
export function judge(name: string, argument: Json, value: Json): Verdict | null {
  return Object.hasOwn(tests, name) ? (tests[name]?.(value, argument) ?? null) : null;
}

/** One entry of an input's `constraints`. */
export interface Constraint {
  name: string;
  argument: Json;
  message: string | null;
}

/** The constraints of an input's declaration. Of several names in one entry the last counts (quirk). */
export function constraintsOf(declaration: JsonObject): Constraint[] {
  const written = declaration['constraints'];
  const constraints: Constraint[] = [];
  for (const item of Array.isArray(written) ? written : []) {
    if (!isJsonObject(item)) continue;
    const last = Object.entries(item).findLast(([name]) => name !== 'error_message');
    const message = item['error_message'];
    if (last === undefined) continue;
    constraints.push({ name: last[0], argument: last[1], message: typeof message === 'string' ? message : null });
  }
  return constraints;
}

/** A constraint in words: `in_range: [1, 4]`. */
export function describeConstraint({ name, argument }: Constraint): string {
  return `${name}: ${pythonText(argument)}`;
}

/** Equal as in Python: 1, 1.0 and true are. */
function sameAs(a: Json, b: Json): boolean {
  if (isNumeric(a) && isNumeric(b)) return Number(a) === Number(b);
  if (Array.isArray(a) && Array.isArray(b)) {
    return a.length === b.length && a.every((item, index) => sameAs(item, b[index] ?? null));
  }
  if (isJsonObject(a) && isJsonObject(b)) {
    const keys = Object.keys(a);
    const same = (key: string) => Object.hasOwn(b, key) && sameAs(a[key] ?? null, b[key] ?? null);
    return keys.length === Object.keys(b).length && keys.every(same);
  }
  return a === b;
}

/** Numbers with numbers, texts with texts; `test` gets less than 0, 0 or more than 0. */
function compared(value: Json, argument: Json, test: (order: number) => boolean): Verdict {
  if (typeof value === 'string' && typeof argument === 'string') return test(orderOfTexts(value, argument));
  if (!isNumeric(argument)) return 'its argument is not known yet';
  if (!isNumeric(value)) return `it is ${inWords(value)}, which cannot be compared with a number`;
  return test(Number(value) - Number(argument));
}

/** By code points, which is not how JavaScript compares texts. */
function orderOfTexts(a: string, b: string): number {
  const [left, right] = [[...a], [...b]];
  const at = left.findIndex((character, index) => character !== right[index]);
  if (at === -1) return left.length - right.length;
  return (left[at]?.codePointAt(0) ?? 0) - (right[at]?.codePointAt(0) ?? -1);
}

function measured(value: Json, test: (length: number) => Verdict): Verdict {
  if (typeof value === 'string') return test([...value].length);
  if (Array.isArray(value)) return test(value.length);
  return isJsonObject(value) ? test(Object.keys(value).length) : `it is ${inWords(value)}, which has no length`;
}

function isNumeric(value: Json): value is number | boolean {
  return typeof value === 'number' || typeof value === 'boolean';
}
