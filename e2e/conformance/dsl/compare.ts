import { isDeepStrictEqual } from 'node:util';
import { referenceErrorOf } from '../../../core/diagnostics/reference-errors.ts';
import { canonicalInstances } from './canonical-instances.ts';
import type { Expectation, Outcome } from './case.ts';

/** Failures of the reference that it does not guard against: an error is required there, whichever. */
const unguarded = new Set([
  ...['ValueError', 'KeyError', 'TypeError', 'RuntimeError', 'AttributeError', 'IndexError'],
  ...[
    'ScannerError',
    'ConstructorError',
    'ComposerError',
    'ParserError',
    'ReaderError',
    'YAMLError',
    'MarkedYAMLError',
  ],
]);

/** Null when the outcome is what was recorded, else the first difference in words. */
export function difference(expected: Expectation, outcome: Outcome): string | null {
  if (expected.ok) {
    if (!outcome.ok) return `expected a result, got ${outcome.code ?? 'an error'}: ${outcome.message}`;
    return firstDifference(normalized(expected.value), normalized(outcome.value), '');
  }
  const wanted = `${expected.error_class} ${expected.err_code ?? ''}`.trim();
  if (outcome.ok) return `expected ${wanted} (${expected.message}), got a result`;
  if (unguarded.has(expected.error_class)) return null;
  const got = outcome.code === null ? null : referenceErrorOf(outcome.code);
  const same = got?.errorClass === expected.error_class && got.errorCode === (expected.err_code ?? null);
  return same ? null : `expected ${wanted} (${expected.message}), got ${outcome.code}: ${outcome.message}`;
}

type Tree = Record<string, unknown>;

/** JSON in which everything that has no defined order or name is put into one. */
function normalized(value: unknown): unknown {
  const json: unknown = plain(JSON.parse(JSON.stringify(value ?? null)));
  if (!isTree(json)) return json;
  for (const section of ['groups', 'scaling_groups']) {
    const groups = json[section];
    if (!isTree(groups)) continue;
    for (const group of Object.values(groups))
      if (isTree(group) && Array.isArray(group['members'])) group['members'].sort();
  }
  return canonicalInstances(json);
}

/** What JSON lacks, written as the text that our plans carry in its place. */
function plain(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(plain);
  if (!isTree(value)) return value;
  if (typeof value['$date'] === 'string') return value['$date'];
  if (typeof value['$float'] === 'string') return `.${value['$float']}`;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, plain(item)]));
}

function firstDifference(expected: unknown, got: unknown, path: string): string | null {
  if (isDeepStrictEqual(expected, got)) return null;
  if (isTree(expected) && isTree(got)) return inKeys(expected, got, path);
  if (Array.isArray(expected) && Array.isArray(got) && expected.length === got.length) {
    return inKeys({ ...expected }, { ...got }, path);
  }
  return `${path || '(whole)'}: expected ${shown(expected)}, got ${shown(got)}`;
}

function inKeys(expected: Tree, got: Tree, path: string): string | null {
  for (const key of new Set([...Object.keys(expected), ...Object.keys(got)])) {
    const found = firstDifference(expected[key], got[key], path === '' ? key : `${path}.${key}`);
    if (found !== null) return found;
  }
  return null;
}

function isTree(value: unknown): value is Tree {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function shown(value: unknown): string {
  const text = value === undefined ? 'nothing' : JSON.stringify(value);
  return text.length > 300 ? `${text.slice(0, 300)}…` : text;
}
