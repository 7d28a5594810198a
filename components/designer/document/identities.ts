import type { NamedSection } from '../../../core/dsl/edit/places.ts';
import type { NewName } from './follow-names.ts';

/** Tells things apart by more than their names: what has another name is the same thing, and its form stays as it is. */
export class Identities {
  readonly #known = new Map<string, number>();
  #last = 0;

  /** A number that the thing keeps whatever it is called. */
  of(section: NamedSection, name: string): number {
    const key = keyOf(section, name);
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    this.#last += 1;
    this.#known.set(key, this.#last);
    return this.#last;
  }

  follow(names: readonly NewName[]): void {
    for (const { section, from, to } of names) {
      const identity = this.of(section, from);
      this.#known.delete(keyOf(section, from));
      if (to !== null) this.#known.set(keyOf(section, to), identity);
    }
  }
}

function keyOf(section: NamedSection, name: string): string {
  return `${section} ${name}`;
}
