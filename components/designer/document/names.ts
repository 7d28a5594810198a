import type { Intent } from '../../../core/dsl/edit/index.ts';
import type { NamedSection } from '../../../core/dsl/edit/places.ts';
import type { Analysis } from '../analysis/protocol.ts';
import { followInDesign } from './follow-in-design.ts';
import { followInIntent, type NewName } from './follow-names.ts';

/** What the things of a document are called, and were: what has another name is the same thing. */
export class Names {
  readonly #identities = new Map<string, number>();
  #last = 0;
  #given: readonly (NewName & { revision: number })[] = [];

  /** How many new names there were so far. */
  get count(): number {
    return this.#given.length;
  }

  /** A number that a thing keeps whatever it is called, so that its form stays as it is. */
  identityOf(section: NamedSection, name: string): number {
    const key = keyOf(section, name);
    const known = this.#identities.get(key);
    if (known !== undefined) return known;
    this.#last += 1;
    this.#identities.set(key, this.#last);
    return this.#last;
  }

  /** Learns names that a revision brings. */
  give(names: readonly NewName[], revision: number): void {
    this.#given = [...this.#given, ...names.map((name) => ({ ...name, revision }))];
    for (const { section, from, to } of names) {
      // What is gone may come back by undo, and is the same thing then.
      if (to === null) continue;
      const identity = this.identityOf(section, from);
      this.#identities.delete(keyOf(section, from));
      this.#identities.set(keyOf(section, to), identity);
    }
  }

  /** Intents that were made when there were `count` new names. */
  inIntents(intents: readonly Intent[], count: number): readonly Intent[] {
    const later = this.#given.slice(count);
    return intents.map((intent) => followInIntent(intent, later));
  }

  /** An analysis with the names that later revisions brought. */
  inAnalysis(analysis: Analysis): Analysis {
    return underNames(
      analysis,
      this.#given.filter(({ revision }) => revision > analysis.revision),
    );
  }
}

/** What an analysis is once its things have these names. */
export function underNames(analysis: Analysis, names: readonly NewName[]): Analysis {
  const { design } = analysis;
  return design === null || names.length === 0 ? analysis : { ...analysis, design: followInDesign(design, names) };
}

function keyOf(section: NamedSection, name: string): string {
  return `${section} ${name}`;
}
