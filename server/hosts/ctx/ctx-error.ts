/** A request that a script must hear about: it prints the message and ends with exit code 1. */
export class CtxError extends Error {
  override name = 'CtxError';
  /** The reference's class, which scripts see in the last line of standard error, e.g. `RuntimeError`. */
  readonly type: string;

  constructor(type: string, message: string) {
    super(message);
    this.type = type;
  }
}
