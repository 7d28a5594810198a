/** The product cannot start; `message` says what, where and how to mend it. */
export class StartError extends Error {
  override readonly name = 'StartError';
}

/** What to print: the message alone when it was written for a person, else all there is to find the fault with. */
export function describeFailure(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const forPeople = ['StartError', 'DatabaseStartError', 'EnvError'].includes(error.name);
  const kind = 'kind' in error ? error.kind : undefined;
  if (forPeople || kind === 'user' || kind === 'operational') return error.message;
  return error.stack ?? error.message;
}
