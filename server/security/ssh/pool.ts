import { createHash } from 'node:crypto';
import type { Duplex } from 'node:stream';
import type { Client, ClientChannel, SFTPWrapper } from 'ssh2';
import { connect } from './connect.ts';
import type { HostKey, HostKeyPort, SshTarget } from './endpoint.ts';
import { SshFailure, toSshFailure } from './failure.ts';
import { describeTarget } from './target.ts';
import { Turnstile } from './turnstile.ts';
import { findKnownKeys, verifyHostKey } from './verify-host-key.ts';

export interface SshPoolOptions {
  hostKeys: HostKeyPort;
  /** Handshakes with one machine at a time; sshd drops more than its MaxStartups. */
  handshakes?: number;
  /** Handshakes of this process at a time: they share one processor, and their time limits run meanwhile. */
  allHandshakes?: number;
  /** Commands on one connection at a time; sshd refuses more than its MaxSessions (10). */
  channels?: number;
  /** Ways through one connection to a jump host; sshd sets no limit, they share its bandwidth. */
  tunnels?: number;
  /** Milliseconds after which an unused connection is closed. */
  idle?: number;
  /** Milliseconds for one attempt to connect. */
  timeout?: number;
  /** Milliseconds for which an open connection may not know that a person has revoked its host key. */
  trustedFor?: number;
}

/** A running command. */
export type CommandChannel = ClientChannel & {
  /** Resolves when it has ended and all it said was read; `code` is null when the connection was lost, 255 after a signal. */
  outcome: Promise<{ code: number | null }>;
};

type Use = 'channels' | 'tunnels';

interface Connection {
  client: Promise<Client>;
  uses: number;
  limit: number;
  /** What connections for the same account and use have in common. */
  key: string;
  idleTimer?: NodeJS.Timeout;
  /** The host key, and when it was last known to be trusted. */
  verified?: { hostKey: HostKey; at: number };
  /** The answer to the first question for the SFTP subsystem, when it was no. */
  noSftp?: Error;
}

/** Keeps connections open between commands and spreads commands over them. */
export class SshPool {
  readonly #options: Required<SshPoolOptions>;
  readonly #connections = new Map<string, Connection[]>();
  readonly #turnstiles = new Map<string, Turnstile>();
  readonly #allHandshakes: Turnstile;

  constructor(options: SshPoolOptions) {
    const sizes = { handshakes: 4, allHandshakes: 32, channels: 8, tunnels: 64 };
    const times = { idle: 30_000, timeout: 20_000, trustedFor: 5000 };
    this.#options = { ...sizes, ...times, ...options };
    this.#allHandshakes = new Turnstile(this.#options.allHandshakes);
  }

  /** Starts a command. Throws `SshFailure`. The channel counts against its connection until it closes. */
  exec(target: SshTarget, command: string): Promise<CommandChannel> {
    return this.#open(target, (client, done) =>
      client.exec(command, (error, channel) => done(error, error ? (channel as CommandChannel) : watch(channel))),
    );
  }

  /** Opens a session for files. Throws `SshFailure`, of kind `no-sftp` where the machine has none to offer. The caller ends it. */
  sftp(target: SshTarget): Promise<SFTPWrapper> {
    return this.#open(target, (client, done, connection) => {
      if (connection.noSftp) {
        done(connection.noSftp, undefined as never);
        return;
      }
      client.sftp((error, sftp) => {
        if (error && isWithoutSftp(error)) {
          // ssh2 leaves this channel open, so it counts against MaxSessions from now on.
          connection.limit = Math.max(1, connection.limit - 1);
          connection.noSftp = error;
        }
        done(error, sftp);
      });
    });
  }

  /** A stream to what the machine itself reaches. Throws `SshFailure`. It counts against its connection until it closes. */
  forward(target: SshTarget, place: { address: string; port: number }): Promise<Duplex> {
    return this.#open<ClientChannel>(
      target,
      (client, done) => client.forwardOut('127.0.0.1', 0, place.address, place.port, (error, way) => done(error, way)),
      'tunnels',
    );
  }

  /** Connections that are open or being opened. */
  get size(): number {
    return [...this.#connections.values()].reduce((sum, list) => sum + list.length, 0);
  }

  /** Ends all connections; commands lose their channels, not their lives. */
  async close(): Promise<void> {
    const open = [...this.#connections.values()].flat();
    this.#connections.clear();
    await Promise.allSettled(
      open.map(async (connection) => {
        clearTimeout(connection.idleTimer);
        (await connection.client).destroy();
      }),
    );
  }

  async #open<T extends ClientChannel | SFTPWrapper>(
    target: SshTarget,
    start: Start<T>,
    use: Use = 'channels',
  ): Promise<T> {
    for (let attempt = 0; ; attempt += 1) {
      const connection = this.#reserve(target, use);
      try {
        const client = await this.#trusted(target, connection);
        return await openChannel<T>(client, (done) =>
          start(
            client,
            (error, channel) => {
              if (!error) (channel as ClientChannel).once('close', () => this.#release(connection));
              done(error, channel);
            },
            connection,
          ),
        );
      } catch (error) {
        this.#release(connection);
        if (!isOfConnection(error, use) || attempt === 3) throw toSshFailure(error, describeTarget(target));
        // The machine allows fewer sessions than we thought, or was lost unnoticed: another connection may do.
        connection.limit = Math.max(1, connection.uses);
      }
    }
  }

  #reserve(target: SshTarget, use: Use): Connection {
    // Whoever holds another credential or trusts other keys must not ride on a connection opened with these.
    const key = createHash('sha256')
      .update(JSON.stringify([use, target]))
      .digest('base64');
    const free = this.#connections.get(key)?.find((one) => one.uses < one.limit);
    const connection = free ?? this.#connect(target, key, this.#options[use]);
    clearTimeout(connection.idleTimer);
    connection.uses += 1;
    return connection;
  }

  #connect(target: SshTarget, key: string, limit: number): Connection {
    const client = this.#turnstileOf(target).pass(() =>
      connect(target, {
        hostKeys: this.#options.hostKeys,
        timeout: this.#options.timeout,
        handshakes: this.#allHandshakes,
        jump: (via) => this.#jump(via),
        onHostKey: (hostKey) => {
          connection.verified = { hostKey, at: performance.now() };
        },
      }),
    );
    const connection: Connection = { client, uses: 0, limit, key };
    client.then(
      (ready) => ready.once('close', () => this.#forget(connection)),
      () => this.#forget(connection),
    );
    this.#connections.set(key, [...(this.#connections.get(key) ?? []), connection]);
    return connection;
  }

  /** The client, unless a person has revoked the host key since the connection was opened. */
  async #trusted(target: SshTarget, connection: Connection): Promise<Client> {
    const client = await connection.client;
    const { verified } = connection;
    if (!verified || performance.now() - verified.at < this.#options.trustedFor) return client;
    verified.at = performance.now();
    const { hostKeys } = this.#options;
    try {
      await verifyHostKey({ target, hostKeys, known: await findKnownKeys(target, hostKeys) }, verified.hostKey);
      return client;
    } catch (error) {
      this.#forget(connection);
      client.end();
      throw error;
    }
  }

  /** Hundreds of machines behind one jump host share few connections to it. */
  async #jump(via: SshTarget): Promise<{ client: Client; release(): void }> {
    const connection = this.#reserve(via, 'tunnels');
    try {
      return { client: await this.#trusted(via, connection), release: () => this.#release(connection) };
    } catch (error) {
      this.#release(connection);
      throw error;
    }
  }

  #release(connection: Connection): void {
    connection.uses -= 1;
    if (connection.uses > 0) return;
    connection.idleTimer = setTimeout(() => {
      this.#forget(connection);
      connection.client.then(
        (client) => client.end(),
        () => undefined,
      );
    }, this.#options.idle).unref();
  }

  #forget(connection: Connection): void {
    const others = this.#connections.get(connection.key)?.filter((one) => one !== connection) ?? [];
    if (others.length > 0) this.#connections.set(connection.key, others);
    else this.#connections.delete(connection.key);
  }

  #turnstileOf(target: SshTarget): Turnstile {
    const key = `${target.address} ${target.port}`;
    const turnstile = this.#turnstiles.get(key) ?? new Turnstile(this.#options.handshakes);
    this.#turnstiles.set(key, turnstile);
    return turnstile;
  }
}

/** Must be called at once: the answer to a short command comes with the news that it was started. */
function watch(channel: ClientChannel): CommandChannel {
  let code: number | null = null;
  channel.on('exit', (status: number | null) => {
    code = status ?? 255;
  });
  const outcome = new Promise<{ code: number | null }>((resolve) => channel.once('close', () => resolve({ code })));
  return Object.assign(channel, { outcome });
}

type Done<T> = (error: Error | undefined, channel: T) => void;
type Start<T> = (client: Client, done: Done<T>, connection: Connection) => void;

function openChannel<T>(client: Client, start: (done: Done<T>) => void): Promise<T> {
  return new Promise((resolve, reject) => {
    const gone = () => reject(new SshFailure('lost', 'The connection was closed before the command could start.'));
    client.once('close', gone);
    start((error, channel) => {
      client.removeListener('close', gone);
      if (error) reject(error);
      else resolve(channel);
    });
  });
}

/** Nothing was started, and the reason lies in this one connection. */
function isOfConnection(error: unknown, use: Use): boolean {
  if (!(error instanceof Error)) return false;
  // A way that is refused is refused for good: nothing listens there, or it is not allowed.
  return use === 'channels'
    ? /channel open failure|^not connected$/i.test(error.message)
    : /^not connected$/i.test(error.message);
}

function isWithoutSftp(error: Error): boolean {
  return /start subsystem|establishing SFTP|SFTP session termination/i.test(error.message);
}
