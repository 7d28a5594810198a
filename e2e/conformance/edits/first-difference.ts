/** Pairs of values that were found equal: what stayed the same object on both sides is not compared again. */
export type KnownPairs = WeakMap<object, WeakSet<object>>;

/** Where two values first differ and how, the order of keys aside; null when they are equal. */
export function firstDifference(expected: unknown, got: unknown, known: KnownPairs = new WeakMap()): string | null {
  const found = find(expected, got, known);
  return found === null ? null : `${found.path.join('.') || 'the whole'}: ${found.problem}`;
}

function find(expected: unknown, got: unknown, known: KnownPairs): { path: string[]; problem: string } | null {
  if (Object.is(expected, got)) return null;
  if (!isTree(expected) || !isTree(got) || Array.isArray(expected) !== Array.isArray(got)) {
    return { path: [], problem: `expected ${shown(expected)}, got ${shown(got)}` };
  }
  if (known.get(expected)?.has(got)) return null;
  for (const key of new Set([...Object.keys(expected), ...Object.keys(got)])) {
    const isOwn = Object.hasOwn(expected, key) === Object.hasOwn(got, key);
    const problem = isOwn
      ? find(expected[key], got[key], known)
      : { path: [], problem: `expected ${shown(expected[key])}, got ${shown(got[key])}` };
    if (problem !== null) return { ...problem, path: [key, ...problem.path] };
  }
  const equal = known.get(expected);
  if (equal === undefined) known.set(expected, new WeakSet([got]));
  else equal.add(got);
  return null;
}

function isTree(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

function shown(value: unknown): string {
  const text = JSON.stringify(value) ?? 'nothing';
  return text.length > 120 ? `${text.slice(0, 120)}…` : text;
}
