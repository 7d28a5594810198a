/** Why a machine could not be used; each has one message (issue 2, "wrong host key, refused connection"). */
export type SshFailureKind =
  | 'refused'
  | 'timeout'
  | 'no-route'
  | 'unknown-name'
  | 'auth'
  | 'bad-key'
  | 'host-key-unknown'
  | 'host-key-changed'
  | 'host-key-revoked'
  | 'lost';

const final: ReadonlySet<SshFailureKind> = new Set(['bad-key', 'host-key-changed', 'host-key-revoked']);

/** A machine could not be reached or must not be trusted. The message says what happened, where, and how to mend it. */
export class SshFailure extends Error {
  override name = 'SshFailure';
  readonly kind: SshFailureKind;

  constructor(kind: SshFailureKind, message: string, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.kind = kind;
  }

  /** Another try may help without anybody changing the blueprint. */
  get retryable(): boolean {
    return !final.has(this.kind);
  }
}

interface ErrorLike {
  code?: unknown;
  level?: unknown;
  message?: unknown;
}

const byCode: Record<string, SshFailureKind> = {
  ECONNREFUSED: 'refused',
  ETIMEDOUT: 'timeout',
  EHOSTUNREACH: 'no-route',
  ENETUNREACH: 'no-route',
  EADDRNOTAVAIL: 'no-route',
  EHOSTDOWN: 'no-route',
  ENOTFOUND: 'unknown-name',
  EAI_AGAIN: 'unknown-name',
};

const sentences: Record<SshFailureKind, (where: string) => string> = {
  refused: (where) =>
    `Cannot connect to ${where}: the connection was refused. Check that an SSH server runs there and listens on this port.`,
  timeout: (where) =>
    `Cannot connect to ${where}: no answer in time. Check the address, and that no firewall drops the connection.`,
  'no-route': (where) =>
    `Cannot connect to ${where}: the network has no way to this address. Check the address and the network of this server.`,
  'unknown-name': (where) =>
    `Cannot connect to ${where}: the name cannot be resolved. Check its spelling or use an address.`,
  auth: (where) =>
    `Cannot sign in to ${where}: the machine refused the key or password. Check the user, and that the public key is in its authorized_keys.`,
  'bad-key': (where) =>
    `Cannot sign in to ${where}: the private key cannot be read. It must be an unencrypted OpenSSH or PEM private key.`,
  'host-key-unknown': (where) => `The host key of ${where} has not been accepted.`,
  'host-key-changed': (where) => `The host key of ${where} has changed.`,
  'host-key-revoked': (where) => `The host key of ${where} was revoked.`,
  lost: (where) => `The connection to ${where} was lost.`,
};

/** The failure that an error of ssh2 or of the socket means. `where` is `user@address:port`. */
export function toSshFailure(error: unknown, where: string): SshFailure {
  if (error instanceof SshFailure) return error;
  const kind = kindOf((error ?? {}) as ErrorLike);
  const reason = kind === 'lost' && error instanceof Error ? ` (${error.message})` : '';
  return new SshFailure(kind, sentences[kind](where) + reason, error);
}

function kindOf({ code, level, message }: ErrorLike): SshFailureKind {
  const known = typeof code === 'string' ? byCode[code] : undefined;
  if (known) return known;
  if (level === 'client-authentication') return 'auth';
  if (level === 'client-timeout') return 'timeout';
  return typeof message === 'string' && /cannot parse privatekey|encrypted|passphrase/i.test(message)
    ? 'bad-key'
    : 'lost';
}
