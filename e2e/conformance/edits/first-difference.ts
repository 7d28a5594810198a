import { isDeepStrictEqual } from 'node:util';

/** Where two values first differ and how, the order of keys aside; null when they are equal. */
export function firstDifference(expected: unknown, got: unknown, path = ''): string | null {
  if (isDeepStrictEqual(expected, got)) return null;
  if (!isTree(expected) || !isTree(got) || Array.isArray(expected) !== Array.isArray(got)) {
    return `${path || 'the whole'}: expected ${shown(expected)}, got ${shown(got)}`;
  }
  for (const key of new Set([...Object.keys(expected), ...Object.keys(got)])) {
    const problem = firstDifference(expected[key], got[key], path === '' ? key : `${path}.${key}`);
    if (problem !== null) return problem;
  }
  return null;
}

function isTree(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

function shown(value: unknown): string {
  const text = JSON.stringify(value) ?? 'nothing';
  return text.length > 120 ? `${text.slice(0, 120)}…` : text;
}
