/** A pattern that cannot be translated. `python`: Python refuses it as well. */
export class PatternError extends Error {
  override name = 'PatternError';
  readonly python: boolean;

  constructor(message: string, python: boolean) {
    super(message);
    this.python = python;
  }
}
