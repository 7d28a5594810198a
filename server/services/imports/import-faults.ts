import { AppError } from '../../faults/app-error.ts';
import { EgressRefusal } from '../../security/egress/egress.ts';
import { GitAddressFault } from '../../security/git/git-address.ts';
import { GitFailure } from '../../security/git/run-git.ts';
import { SshFailure } from '../../security/ssh/failure.ts';

const ways: Readonly<Record<string, string>> = {
  ENOTFOUND: 'its name cannot be resolved. Check the spelling.',
  EAI_AGAIN: 'its name cannot be resolved now. Check the spelling and the network of this server.',
  ECONNREFUSED: 'it refused the connection. Check the address and the port.',
  ECONNRESET: 'it closed the connection. Try again.',
  EHOSTUNREACH: 'the network has no way to it.',
  ENETUNREACH: 'the network has no way to it.',
  ETIMEDOUT: 'it did not answer in time.',
  EPROTO: 'it does not speak TLS there. Check the port, and https against http.',
};

/** A fault of a fetch as a person can read it; what is none of theirs stays as it is. */
export function toImportFault(fault: unknown, host: string): unknown {
  if (fault instanceof AppError) return fault;
  const isTold = [EgressRefusal, GitAddressFault, GitFailure].some((kind) => fault instanceof kind);
  if (isTold) return new AppError('bad-request', (fault as Error).message, { cause: fault });
  if (fault instanceof SshFailure) return new AppError('bad-request', forImport(fault), { cause: fault });
  const first: unknown = fault instanceof AggregateError ? fault.errors[0] : fault;
  const { code, name } = (first ?? {}) as { code?: unknown; name?: unknown };
  if (name === 'TimeoutError')
    return new AppError('bad-request', `${host} did not send everything in time. Try again, or give the file itself.`);
  if (typeof code !== 'string') return fault;
  const way = ways[code] ?? (isTls(code) ? tlsText(code) : null);
  return way === null ? fault : new AppError('bad-request', `${host} cannot be fetched from: ${way}`, { cause: fault });
}

function forImport({ kind, message }: SshFailure): string {
  if (kind === 'host-key-unknown')
    return message.replace('and the operation can run at its next attempt', 'and import again');
  return kind === 'auth' ? `${message} Keep the private key or the password as a secret and choose it here.` : message;
}

function isTls(code: string): boolean {
  return /CERT|SSL|TLS|SELF_SIGNED|UNABLE_TO|ERR_TLS|HOSTNAME_MISMATCH/.test(code);
}

function tlsText(code: string): string {
  return (
    `its certificate is not trusted (${code}). An administrator can make its authority known with ` +
    'NODE_EXTRA_CA_CERTS, a file of PEM, before the server starts.'
  );
}
