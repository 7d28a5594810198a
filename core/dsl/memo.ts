import { Report } from '../diagnostics/report.ts';

interface Kept {
  inputs: readonly unknown[];
  value: unknown;
}

type Inputs<T> = readonly unknown[] | ((made: T) => readonly unknown[]);

/**
 * Results that a compiler keeps from one compilation to the next. A result is made again when one of the things it was
 * made from is another object than before, or when problems were reported while it was made: what is kept has nothing
 * to report, so a compilation that uses it reports what a fresh one would.
 */
export class Memo {
  /** Where the problems of the present compilation go. */
  report: Report = new Report();
  #named = new Map<string, Kept>();
  #owned = new Map<string, WeakMap<object, Kept>>();

  /** One result by name. `inputs`: everything it depends on, compared by identity. */
  keep<T>(name: string, inputs: readonly unknown[], make: () => T): T {
    const known = this.#named.get(name);
    if (known !== undefined && same(known.inputs, inputs)) return known.value as T;
    const before = this.report.reported;
    const value = make();
    if (this.report.reported === before) this.#named.set(name, { inputs, value });
    return value;
  }

  /**
   * A result for each object of a kind, forgotten with the object, which itself need not be among the inputs. Inputs
   * that show only while the result is made are told by a function of it.
   */
  keepFor<T>(owner: object, name: string, from: { inputs: Inputs<T>; make: () => T }): T {
    const results = this.#owned.get(name) ?? new WeakMap<object, Kept>();
    this.#owned.set(name, results);
    const { inputs, make } = from;
    const inputsOf = typeof inputs === 'function' ? inputs : () => inputs;
    const known = results.get(owner);
    if (known !== undefined && same(known.inputs, inputsOf(known.value as T))) return known.value as T;
    const before = this.report.reported;
    const value = make();
    if (this.report.reported === before) results.set(owner, { inputs: inputsOf(value), value });
    return value;
  }

  /** Forgets everything. */
  clear(): void {
    this.#named = new Map();
    this.#owned = new Map();
  }
}

function same(before: readonly unknown[], now: readonly unknown[]): boolean {
  return before.length === now.length && before.every((input, index) => input === now[index]);
}
