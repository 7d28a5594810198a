import ssh2, { type Client, type ConnectConfig, type ServerHostKeyAlgorithm } from 'ssh2';
import type { HostKeyPort, SshTarget } from './endpoint.ts';
import { SshFailure, toSshFailure } from './failure.ts';
import { describeHostKey } from './fingerprint.ts';
import { findKnownKeys, type KnownKeys, verifyHostKey } from './verify-host-key.ts';

export interface ConnectOptions {
  hostKeys: HostKeyPort;
  /** Milliseconds until a connection attempt is given up, the wait for a person's decision not included. */
  timeout?: number;
}

const hostKeyAlgorithms: ServerHostKeyAlgorithm[] = [
  'ssh-ed25519',
  'ecdsa-sha2-nistp256',
  'ecdsa-sha2-nistp384',
  'ecdsa-sha2-nistp521',
  'rsa-sha2-512',
  'rsa-sha2-256',
];

/** `user@address:port`, as messages name a target. */
export function describeTarget(target: SshTarget): string {
  return `${target.user}@${target.address}:${target.port}`;
}

/**
 * Opens a connection: the only place where clients are made (reliability.md fact 6). The host key is verified before
 * any credential is sent. Throws `SshFailure`. The caller ends the client; a dead peer is noticed within 45 s (P4).
 */
export async function connect(target: SshTarget, options: ConnectOptions): Promise<Client> {
  const where = describeTarget(target);
  const credential = readCredential(target, where);
  const known = await findKnownKeys(target, options.hostKeys);
  const client = new ssh2.Client();
  const refusal: { reason?: unknown } = {};
  return new Promise<Client>((resolve, reject) => {
    const fail = (error: unknown) => {
      client.destroy();
      reject(toSshFailure(refusal.reason ?? error, where));
    };
    const closed = () => fail(new Error('the machine closed the connection during the handshake'));
    client.on('error', fail);
    client.once('close', closed);
    client.once('ready', () => {
      client.removeListener('error', fail);
      client.removeListener('close', closed);
      // An unheard 'error' would end the process; its consequence, 'close', is what users of the client watch.
      client.on('error', () => undefined);
      // Questions and answers are small; waiting to fill a packet would cost 40 ms each.
      client.setNoDelay(true);
      resolve(client);
    });
    client.connect({
      host: target.address,
      port: target.port,
      username: target.user,
      ...credential,
      readyTimeout: options.timeout ?? 20_000,
      // Three unanswered questions, and the first may come a whole interval after the network was cut: 44 s (P4).
      keepaliveInterval: 11_000,
      keepaliveCountMax: 3,
      algorithms: { serverHostKey: preferKnown(known) },
      hostVerifier: (wire: Buffer, verify: (accepted: boolean) => void) => {
        verifyHostKey({ target, hostKeys: options.hostKeys, known }, describeHostKey(wire)).then(
          () => verify(true),
          (reason: unknown) => {
            refusal.reason = reason;
            verify(false);
          },
        );
      },
    });
  });
}

function readCredential(target: SshTarget, where: string): Pick<ConnectConfig, 'privateKey' | 'password'> {
  const password = target.credentials.find((credential) => credential.kind === 'password');
  const key = target.credentials.find((credential) => credential.kind === 'key');
  if (!key) return password ? { password: password.password } : {};
  // Pasted keys often lose their last newline or gain the other system's line ends.
  const privateKey = `${key.privateKey.replaceAll('\r\n', '\n').trim()}\n`;
  const parsed = ssh2.utils.parseKey(privateKey);
  const reason = parsed instanceof Error ? parsed.message : parsed.isPrivateKey() ? null : 'it is a public key';
  if (reason) {
    throw new SshFailure(
      'bad-key',
      `Cannot sign in to ${where}: the private key cannot be used (${reason}). It must be an unencrypted OpenSSH or PEM private key.`,
    );
  }
  return password ? { privateKey, password: password.password } : { privateKey };
}

/** A machine has several keys; asking first for the kinds that are accepted avoids a false alarm. */
function preferKnown(known: KnownKeys): ServerHostKeyAlgorithm[] {
  const types = new Set(known.accepted.map((key) => key.keyType));
  const isKnown = (algorithm: string) => types.has(algorithm) || (types.has('ssh-rsa') && algorithm.startsWith('rsa-'));
  return [...hostKeyAlgorithms].sort((a, b) => Number(isKnown(b)) - Number(isKnown(a)));
}
