/** What can be asked about the surroundings of a blueprint. */
export type Question = 'file' | 'imported';

type Source = Record<Question, (about: string) => boolean>;

/** Answers from outside that results depend on, each asked once. */
export class Answers {
  #source: Source = { file: () => false, imported: () => false };
  #known: Record<Question, Map<string, boolean>> = { file: new Map(), imported: new Map() };

  /** Answers from now on come from `source`. Says whether it answers everything that was asked before as it was. */
  renew(source: Source): boolean {
    this.#source = source;
    const questions = Object.keys(this.#known) as Question[];
    const same = questions.every((question) =>
      [...this.#known[question]].every(([about, answer]) => source[question](about) === answer),
    );
    if (!same) this.#known = { file: new Map(), imported: new Map() };
    return same;
  }

  ask(question: Question, about: string): boolean {
    const known = this.#known[question].get(about);
    if (known !== undefined) return known;
    const answer = this.#source[question](about);
    this.#known[question].set(about, answer);
    return answer;
  }
}
