/** Why a machine could not be used; each has one message that says what to try. */
export type SshFailureKind =
  | 'refused'
  | 'timeout'
  | 'no-route'
  | 'unknown-name'
  | 'closed'
  | 'no-algorithm'
  | 'auth'
  | 'bad-key'
  | 'bad-target'
  | 'host-key-unknown'
  | 'host-key-changed'
  | 'host-key-revoked'
  | 'jump'
  | 'channel'
  | 'no-sftp'
  | 'file'
  | 'lost';

const final: ReadonlySet<SshFailureKind> = new Set(['bad-key', 'bad-target', 'host-key-changed', 'host-key-revoked']);

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

type Sentence = (where: string, reason: string) => string;

const refused: Sentence = (where) =>
  `Cannot connect to ${where}: the connection was refused. Check that an SSH server runs there and listens on this port.`;
const timeout: Sentence = (where) =>
  `Cannot connect to ${where}: no answer in time. Check the address, and that no firewall drops the connection.`;
const noRoute: Sentence = (where) =>
  `Cannot connect to ${where}: the network has no way to this address. Check the address and the network of this server.`;
const unknownName: Sentence = (where) =>
  `Cannot connect to ${where}: the name cannot be resolved. Check its spelling or use an address.`;
const closed: Sentence = (where) =>
  `Cannot connect to ${where}: the machine closed the connection before it said who it is. Check that an SSH server ` +
  'listens on this port, that it does not keep this server out, and that not too many connections wait there (MaxStartups).';
const noAlgorithm: Sentence = (where, reason) =>
  `Cannot connect to ${where}: no method of encryption that both sides take (${reason}). Update the SSH server there.`;
const auth: Sentence = (where, reason) => `Cannot sign in to ${where}: ${reason}`;
const tooManyTries: Sentence = (where) =>
  auth(
    where,
    'the machine ended the connection after too many failed tries (MaxAuthTries). Give the right key or password first, and fewer of them.',
  );
const channel: Sentence = (where, reason) =>
  `${where} does not open another session on this connection (${reason}). Check MaxSessions of its SSH server, and its limits of processes and of the account.`;
const noSftp: Sentence = (where) =>
  `${where} has no SFTP. Switch it on in its sshd_config: Subsystem sftp internal-sftp.`;
const lost: Sentence = (where, reason) => `The connection to ${where} was lost${reason && ` (${reason})`}.`;

const byCode: Record<string, [SshFailureKind, Sentence]> = {
  ECONNREFUSED: ['refused', refused],
  ETIMEDOUT: ['timeout', timeout],
  EHOSTUNREACH: ['no-route', noRoute],
  ENETUNREACH: ['no-route', noRoute],
  EADDRNOTAVAIL: ['no-route', noRoute],
  EHOSTDOWN: ['no-route', noRoute],
  EINVAL: ['no-route', noRoute],
  ENOTFOUND: ['unknown-name', unknownName],
  EAI_AGAIN: ['unknown-name', unknownName],
};

const byMessage: [RegExp, SshFailureKind, Sentence][] = [
  [/too many authentication failures/i, 'auth', tooManyTries],
  [/connection lost before handshake|during the handshake/i, 'closed', closed],
  [/no matching .*(exchange|cipher|mac|hmac|key|format|compression)/i, 'no-algorithm', noAlgorithm],
  [/start subsystem|establishing SFTP|SFTP session termination/i, 'no-sftp', noSftp],
  [/channel open failure|unable to (exec|start)/i, 'channel', channel],
];

/** The failure that an error of ssh2 or of the socket means. `where` is `user@address:port`. */
export function toSshFailure(error: unknown, where: string): SshFailure {
  if (error instanceof SshFailure) return error;
  // A name with several addresses fails with one error for each.
  const first: unknown = error instanceof AggregateError ? error.errors[0] : error;
  const { code, level, message } = (first ?? {}) as ErrorLike;
  const reason = typeof message === 'string' ? message : '';
  const known = typeof code === 'string' ? byCode[code] : undefined;
  const [kind, sentence] = known ?? kindOf(level, reason);
  return new SshFailure(kind, sentence(where, reason), error);
}

function kindOf(level: unknown, message: string): [SshFailureKind, Sentence] {
  const found = byMessage.find(([pattern]) => pattern.test(message));
  if (found) return [found[1], found[2]];
  if (level === 'client-authentication') return ['auth', auth];
  return level === 'client-timeout' ? ['timeout', timeout] : ['lost', lost];
}
