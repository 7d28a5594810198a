import type { Duplex } from 'node:stream';
import { setTimeout as pause } from 'node:timers/promises';
import ssh2, { type Client, type ServerHostKeyAlgorithm } from 'ssh2';
import { Authentication } from './authentication.ts';
import type { HostKey, HostKeyPort, SshTarget } from './endpoint.ts';
import { SshFailure, toSshFailure } from './failure.ts';
import { describeHostKey } from './fingerprint.ts';
import { openSocket, openTunnel } from './socket.ts';
import { checkHops, describeTarget } from './target.ts';
import type { Turnstile } from './turnstile.ts';
import { findKnownKeys, type KnownKeys, verifyHostKey } from './verify-host-key.ts';

export interface ConnectOptions {
  hostKeys: HostKeyPort;
  /** Milliseconds to reach a machine, and again to sign in, where the target says nothing. Default: 20,000. */
  timeout?: number;
  /** Handshakes in this process at a time: time limits run from a handshake's own turn. Default: no limit. */
  handshakes?: Turnstile;
  /** Told the host key that was verified. */
  onHostKey?: (key: HostKey) => void;
  /** A connection to a jump host that may be shared; the caller is told when the way through it is closed. */
  jump?: (via: SshTarget) => Promise<{ client: Client; release(): void }>;
}

const hostKeyAlgorithms: ServerHostKeyAlgorithm[] = [
  'ssh-ed25519',
  'ecdsa-sha2-nistp256',
  'ecdsa-sha2-nistp384',
  'ecdsa-sha2-nistp521',
  'rsa-sha2-512',
  'rsa-sha2-256',
];

/** Milliseconds before a machine that could not be reached is asked again. */
const pauseBetween = 1000;

/**
 * Opens a connection: the only place where clients are made (reliability.md fact 6). Each machine on the way shows its
 * host key, and is verified, before any credential is sent to it. Throws `SshFailure`. The caller ends the client; a
 * dead peer is noticed within 45 s (P4).
 */
export async function connect(target: SshTarget, options: ConnectOptions): Promise<Client> {
  checkHops(target);
  for (let left = target.connectionAttempts ?? 1; ; left -= 1) {
    try {
      return await connectOnce(target, options);
    } catch (error) {
      if (left <= 1 || !isWorthAnother(error)) throw error;
      await pause(pauseBetween);
    }
  }
}

/** What a machine that is starting, or has too much to do, looks like; it knows who it is and what it accepts otherwise. */
function isWorthAnother(error: unknown): boolean {
  return (
    error instanceof SshFailure && ['refused', 'timeout', 'no-route', 'closed', 'jump', 'lost'].includes(error.kind)
  );
}

async function connectOnce(target: SshTarget, options: ConnectOptions): Promise<Client> {
  const client = new ssh2.Client();
  // Each command and each way through a jump host listens for the end of the connection.
  client.setMaxListeners(0);
  const authentication = new Authentication(client, target, describeTarget(target));
  const timeout = target.connectTimeoutMs ?? options.timeout ?? 20_000;
  const opening = openWay(target, options, timeout);
  const [way, known] = await Promise.allSettled([opening, findKnownKeys(target, options.hostKeys)]);
  if (way.status === 'rejected') throw way.reason;
  if (known.status === 'rejected') {
    way.value.destroy();
    throw known.reason;
  }
  const begin = async () => {
    // Its turn may come late.
    if (way.value.destroyed) throw toSshFailure(new Error('closed during the handshake'), describeTarget(target));
    return handshake(client, way.value, {
      ...{ target, timeout, authentication, known: known.value },
      ...{ hostKeys: options.hostKeys, onHostKey: options.onHostKey },
    });
  };
  return options.handshakes ? options.handshakes.pass(begin) : begin();
}

async function openWay(target: SshTarget, options: ConnectOptions, timeout: number): Promise<Duplex> {
  const { via } = target;
  if (!via) return openSocket(target, timeout);
  const { client, release } = await openJump(target, via, options);
  try {
    const tunnel = await openTunnel(client, target, timeout);
    tunnel.on('error', () => undefined);
    tunnel.once('close', release);
    return tunnel;
  } catch (error) {
    release();
    throw error;
  }
}

async function openJump(target: SshTarget, via: SshTarget, options: ConnectOptions) {
  try {
    if (options.jump) return await options.jump(via);
    const client = await connect(via, options);
    return { client, release: () => void client.end() };
  } catch (error) {
    const { kind, message } = toSshFailure(error, describeTarget(via));
    throw new SshFailure(kind, `Cannot reach ${describeTarget(target)} through its jump host. ${message}`, error);
  }
}

interface HandshakeOptions {
  target: SshTarget;
  timeout: number;
  authentication: Authentication;
  known: KnownKeys;
  hostKeys: HostKeyPort;
  onHostKey: ConnectOptions['onHostKey'];
}

function handshake(client: Client, way: Duplex, options: HandshakeOptions): Promise<Client> {
  const { target, timeout, authentication, known, hostKeys, onHostKey } = options;
  const where = describeTarget(target);
  let refusal: unknown;
  return new Promise<Client>((resolve, reject) => {
    const fail = (error: unknown) => {
      client.destroy();
      way.destroy();
      reject(refusal ?? toHandshakeFailure(error, where, authentication));
    };
    const onError = (error: Error & { level?: string }) => {
      // An agent that cannot sign is one method that failed; others may follow.
      if (error.level === 'agent') authentication.note(error.message);
      else fail(error);
    };
    const closed = () => fail(new Error('closed during the handshake'));
    client.on('error', onError);
    client.once('close', closed);
    client.once('change password', () => fail(expired(where)));
    client.once('ready', () => {
      client.removeAllListeners('change password');
      client.removeListener('error', onError);
      client.removeListener('close', closed);
      // An unheard 'error' would end the process; its consequence, 'close', is what users of the client watch.
      client.on('error', () => undefined);
      resolve(client);
    });
    client.connect({
      sock: way,
      username: target.user,
      authHandler: authentication.handler,
      readyTimeout: timeout,
      // Three unanswered questions, and the first may come a whole interval after the network was cut: 44 s (P4).
      keepaliveInterval: target.keepAliveMs ?? 11_000,
      keepaliveCountMax: 3,
      algorithms: { serverHostKey: preferKnown(known) },
      hostVerifier: (wire: Buffer, verify: (accepted: boolean) => void) => {
        const offered = describeHostKey(wire);
        verifyHostKey({ target, hostKeys, known }, offered).then(
          () => {
            onHostKey?.(offered);
            verify(true);
          },
          (reason: unknown) => {
            refusal = reason;
            verify(false);
          },
        );
      },
    });
  });
}

function toHandshakeFailure(error: unknown, where: string, authentication: Authentication): SshFailure {
  const failure = toSshFailure(error, where);
  const isAnswer = (error as { level?: unknown } | null)?.level === 'client-authentication';
  if (isAnswer) {
    return new SshFailure('auth', `Cannot sign in to ${where}: ${authentication.explain()}`, error);
  }
  return failure.kind === 'auth'
    ? new SshFailure('auth', `${failure.message} Until then ${authentication.explain()}`, error)
    : failure;
}

function expired(where: string): SshFailure {
  return new SshFailure(
    'auth',
    `Cannot sign in to ${where}: the password has expired and the machine wants another one. Change it there, then give the new one.`,
  );
}

/** A machine has several keys; asking first for the kinds that are accepted avoids a false alarm. */
function preferKnown(known: KnownKeys): ServerHostKeyAlgorithm[] {
  const types = new Set(known.accepted.map((key) => key.keyType));
  const isKnown = (algorithm: string) => types.has(algorithm) || (types.has('ssh-rsa') && algorithm.startsWith('rsa-'));
  return [...hostKeyAlgorithms].sort((a, b) => Number(isKnown(b)) - Number(isKnown(a)));
}
