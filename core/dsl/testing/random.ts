/** Choices that follow from a seed, so that every test run can be repeated. */
export interface Random {
  /** A whole number from 0 to `below` - 1; 0 when `below` is 0. */
  int(below: number): number;
  /** One of the items, of which there must be one. */
  pick<T>(items: readonly T[]): T;
  /** True once in `times`. */
  once(times: number): boolean;
}

/** A generator with 32 bits of state (mulberry32); equal seeds give equal choices. */
export function seededRandom(seed: number): Random {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const int = (below: number): number => Math.floor(next() * below);
  return {
    int,
    pick: (items) => items[int(items.length)] as (typeof items)[number],
    once: (times) => int(times) === 0,
  };
}
