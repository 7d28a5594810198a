import { TRPCClientError } from '@trpc/client';

/** The server's own code of a fault (`not-found`, `conflict` ...); null when the server was not reached. */
export function faultCode(fault: unknown): string | null {
  if (!(fault instanceof TRPCClientError)) return null;
  const data: unknown = fault.data;
  if (typeof data !== 'object' || data === null || !('errorCode' in data)) return null;
  return typeof data.errorCode === 'string' ? data.errorCode : null;
}

/** What to tell a person. The server's texts already say what to do; a lost connection gets its own. */
export function faultText(fault: unknown): string {
  if (faultCode(fault) !== null && fault instanceof Error) return fault.message;
  return 'The server does not answer. It may be restarting: check that it runs, then try again.';
}
