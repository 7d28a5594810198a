/** What the server answered in place of a result; `code` is null when it was not reached. */
export class ApiFault extends Error {
  override readonly name = 'ApiFault';
  readonly code: string | null;

  constructor(message: string, code: string | null) {
    super(message);
    this.code = code;
  }
}

/** The server's own code of a fault (`not-found`, `conflict` ...); null when the server was not reached. */
export function faultCode(fault: unknown): string | null {
  return fault instanceof ApiFault ? fault.code : null;
}

/** What to tell a person. The server's texts already say what to do; a lost connection gets its own. */
export function faultText(fault: unknown): string {
  if (faultCode(fault) !== null && fault instanceof Error) return fault.message;
  return 'The server does not answer. It may be restarting: check that it runs, then try again.';
}
