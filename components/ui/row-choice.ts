/** The keys from `anchor` to `to` in the order of the rows, both in it; only `to` when the anchor is not among them. */
export function keysBetween(keys: readonly string[], anchor: string | null, to: string): string[] {
  const from = anchor === null ? -1 : keys.indexOf(anchor);
  const until = keys.indexOf(to);
  if (from < 0 || until < 0) return [to];
  return keys.slice(Math.min(from, until), Math.max(from, until) + 1);
}

/** The chosen keys with these added, or without them. */
export function withKeys(chosen: readonly string[], keys: readonly string[], on: boolean): string[] {
  const meant = new Set(keys);
  const others = chosen.filter((key) => !meant.has(key));
  return on ? [...others, ...keys] : others;
}

/** Which row an arrow key leads to from the one at `at`; null for keys that lead nowhere. */
export function rowAfterKey(key: string, at: number, count: number): number | null {
  const page = 10;
  const steps: Record<string, number> = { ArrowDown: 1, ArrowUp: -1, PageDown: page, PageUp: -page };
  if (key === 'Home') return 0;
  if (key === 'End') return count - 1;
  const step = steps[key];
  return step === undefined ? null : Math.min(count - 1, Math.max(0, at + step));
}

/**
 * The rows as they stood when they were taken hold of, each as it is now; rows that are gone stay as they were. `waiting`
 * is the number of rows that have come since.
 */
export function keepOrder<T>(
  held: readonly T[],
  rows: readonly T[],
  keyOf: (row: T) => string,
): { rows: readonly T[]; waiting: number } {
  const fresh = new Map(rows.map((row) => [keyOf(row), row]));
  const kept = held.map((row) => fresh.get(keyOf(row)) ?? row);
  const known = new Set(held.map(keyOf));
  return { rows: kept, waiting: rows.filter((row) => !known.has(keyOf(row))).length };
}
