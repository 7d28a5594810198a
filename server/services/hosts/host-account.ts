import type { SecretReader } from '../../../core/ports/ports.ts';
import type { HostRow } from '../../../db/repositories/host.ts';
import { AppError } from '../../faults/app-error.ts';
import type { SshCredential, SshTarget } from '../../security/ssh/endpoint.ts';

/** What accounts on hosts are made of. */
export interface AccountSources {
  secrets: SecretReader;
  /** The socket of this server's SSH agent; null: there is none. */
  agentSocket: string | null;
}

/**
 * The SSH account of a host, from what is stored about it. `chain`: the host and those through which it is reached, in
 * that order. Throws `AppError` when something that it needs is missing.
 */
export async function accountOn(chain: readonly HostRow[], sources: AccountSources): Promise<SshTarget> {
  const [host, ...through] = chain;
  if (host === undefined) throw new AppError('not-found', 'There is no such host; it may have been removed.');
  if (host.user === null) {
    throw new AppError(
      'bad-request',
      `The host "${host.name}" has no account to sign in with. Give it a user under Hosts.`,
    );
  }
  return {
    tenant: host.tenantId,
    address: host.address,
    port: host.port,
    user: host.user,
    credentials: await credentialsOf(host, sources),
    trustedKeys: [],
    via: through.length === 0 ? null : await accountOn(through, sources),
  };
}

/** All ways to sign in that the host has, in the order in which they are tried. */
async function credentialsOf(host: HostRow, { secrets, agentSocket }: AccountSources): Promise<SshCredential[]> {
  const credentials: SshCredential[] = [];
  if (host.keySecret !== null) {
    const privateKey = await secrets.read(host.keySecret);
    const passphrase = host.passphraseSecret === null ? {} : { passphrase: await secrets.read(host.passphraseSecret) };
    const certificate = host.certificate === null ? {} : { certificate: host.certificate };
    credentials.push({ kind: 'key', privateKey, ...passphrase, ...certificate });
  }
  if (host.useAgent && agentSocket !== null) credentials.push({ kind: 'agent', socket: agentSocket });
  if (host.passwordSecret !== null) {
    credentials.push({ kind: 'password', password: await secrets.read(host.passwordSecret) });
  }
  if (credentials.length > 0) return credentials;
  throw new AppError(
    'bad-request',
    host.useAgent
      ? `The host "${host.name}" is to be signed in to with the SSH agent of this server, but it may use none: start the server with GANTRY_SSH_AGENT=1 and SSH_AUTH_SOCK, or give the host a key or password.`
      : `The host "${host.name}" has no way to sign in. Give it the secret of a private key or of a password under Hosts.`,
  );
}

/** What sudo asks for on a host; null when it does not ask. */
export async function sudoPasswordOf(host: HostRow, secrets: SecretReader): Promise<string | null> {
  if (host.sudo !== 'password') return null;
  const name = host.sudoPasswordSecret ?? host.passwordSecret;
  return name === null ? null : secrets.read(name);
}
