import type { CheckedAddress, Egress } from '../egress/egress.ts';
import type { FetchGuarded } from '../egress/fetch-guarded.ts';
import type { GitAddress } from './git-address.ts';
import { GitFailure } from './run-git.ts';

/** A repository that answers: git is led to this address and to no other. */
export interface HttpRepository {
  url: URL;
  address: CheckedAddress;
  headers: Readonly<Record<string, string>>;
}

interface Asking {
  ask: FetchGuarded;
  egress: Egress;
  user: string | null;
  secret: string | null;
  signal: AbortSignal;
}

const service = '/info/refs?service=git-upload-pack';

/** Asks whether there is a repository, as git would, over redirections that are checked one by one. */
export async function findHttpRepository(
  address: Extract<GitAddress, { kind: 'http' }>,
  { ask, egress, user, secret, signal }: Asking,
): Promise<HttpRepository> {
  const base = address.url.href.replace(/\/+$/, '');
  const headers = authorizationOf(user ?? address.user, secret);
  const answer = await ask(base + service, { headers: { ...headers, 'git-protocol': 'version=2' }, signal });
  if (answer.status !== 200) throw refused(answer.status, { base, isSignedIn: secret !== null });
  if (answer.type !== 'application/x-git-upload-pack-advertisement') {
    throw new GitFailure(
      `${base} answers, but not as a git repository. Check the address: it is the one that "git clone" takes.`,
    );
  }
  const url = new URL((answer.url?.href ?? base).replace(/\/info\/refs\?.*$/, ''));
  const isElsewhere = url.origin !== address.url.origin;
  return { url, address: await egress.checkUrl(url), headers: isElsewhere ? {} : headers };
}

/** The header that signs in; none without a secret. A token alone is a password of any name. */
export function authorizationOf(user: string | null, secret: string | null): Record<string, string> {
  if (secret === null) return {};
  const pair = Buffer.from(`${user ?? 'git'}:${secret.trim()}`).toString('base64');
  return { authorization: `Basic ${pair}` };
}

function refused(status: number, { base, isSignedIn }: { base: string; isSignedIn: boolean }): GitFailure {
  if ((status === 401 || status === 403) && isSignedIn)
    return new GitFailure(`${base} does not accept the user and the secret. Check both, and what the token may read.`);
  if (status === 401 || status === 403) {
    return new GitFailure(
      `${base} asks for a password, or there is no such repository. Keep the password or token as a secret and choose it here.`,
    );
  }
  if (status === 404) return new GitFailure(`There is no repository at ${base}. Check the address.`);
  return new GitFailure(`${base} answered with HTTP status ${status}. Try again later, or check the address.`);
}
