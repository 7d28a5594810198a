/**
 * What to do about text that stands for several places: `shared` changes it for all of them, `detach` writes a copy for
 * the one place and changes that.
 */
export type SharedChoice = 'shared' | 'detach';

/** An intent cannot be carried out as it is. Raised and caught inside this folder. */
export class Refusal extends Error {
  readonly choices: readonly SharedChoice[];

  /** `reason`: full sentences that say why, and what to do instead. */
  constructor(reason: string, choices: readonly SharedChoice[] = []) {
    super(reason);
    this.choices = choices;
  }
}
