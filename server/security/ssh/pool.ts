import { createHash } from 'node:crypto';
import type { Client, ClientChannel } from 'ssh2';
import { connect, describeTarget } from './connect.ts';
import type { HostKeyPort, SshTarget } from './endpoint.ts';
import { SshFailure, toSshFailure } from './failure.ts';
import { Turnstile } from './turnstile.ts';

export interface SshPoolOptions {
  hostKeys: HostKeyPort;
  /** Handshakes with one machine at a time; sshd drops more than its MaxStartups. */
  handshakes?: number;
  /** Commands on one connection at a time; sshd refuses more than its MaxSessions (10). */
  channels?: number;
  /** Milliseconds after which an unused connection is closed. */
  idle?: number;
  /** Milliseconds for one attempt to connect. */
  timeout?: number;
}

interface Connection {
  client: Promise<Client>;
  channels: number;
  limit: number;
  idleTimer?: NodeJS.Timeout;
}

/** Keeps connections open between commands and spreads commands over them. */
export class SshPool {
  readonly #options: Required<SshPoolOptions>;
  readonly #connections = new Map<string, Connection[]>();
  readonly #turnstiles = new Map<string, Turnstile>();

  constructor(options: SshPoolOptions) {
    this.#options = { handshakes: 4, channels: 8, idle: 30_000, timeout: 20_000, ...options };
  }

  /** Starts a command. Throws `SshFailure`. The channel counts against its connection until it closes. */
  async exec(target: SshTarget, command: string): Promise<ClientChannel> {
    for (let attempt = 0; ; attempt += 1) {
      const connection = this.#reserve(target);
      try {
        const client = await connection.client;
        const channel = await openChannel(client, command);
        channel.once('close', () => this.#release(target, connection));
        return channel;
      } catch (error) {
        this.#release(target, connection);
        // The machine allows fewer sessions than we thought: remember that and use another connection.
        if (!isChannelRefused(error) || attempt === 3) throw toSshFailure(error, describeTarget(target));
        connection.limit = Math.max(1, connection.channels);
      }
    }
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

  #reserve(target: SshTarget): Connection {
    const list = this.#listOf(target);
    const free = list.find((connection) => connection.channels < connection.limit);
    const connection = free ?? this.#open(target, list);
    clearTimeout(connection.idleTimer);
    connection.channels += 1;
    return connection;
  }

  #open(target: SshTarget, list: Connection[]): Connection {
    const forget = () => {
      const index = list.indexOf(connection);
      if (index >= 0) list.splice(index, 1);
    };
    const client = this.#turnstileOf(target)
      .pass(() => connect(target, this.#options))
      .then((ready) => {
        ready.once('close', forget);
        return ready;
      });
    const connection: Connection = { client, channels: 0, limit: this.#options.channels };
    client.catch(forget);
    list.push(connection);
    return connection;
  }

  #release(target: SshTarget, connection: Connection): void {
    connection.channels -= 1;
    if (connection.channels > 0) return;
    connection.idleTimer = setTimeout(() => {
      const list = this.#listOf(target);
      const index = list.indexOf(connection);
      if (index >= 0) list.splice(index, 1);
      connection.client.then(
        (client) => client.end(),
        () => undefined,
      );
    }, this.#options.idle).unref();
  }

  #listOf(target: SshTarget): Connection[] {
    const key = accountKey(target);
    const list = this.#connections.get(key) ?? [];
    this.#connections.set(key, list);
    return list;
  }

  #turnstileOf(target: SshTarget): Turnstile {
    const key = `${target.address} ${target.port}`;
    const turnstile = this.#turnstiles.get(key) ?? new Turnstile(this.#options.handshakes);
    this.#turnstiles.set(key, turnstile);
    return turnstile;
  }
}

function accountKey(target: SshTarget): string {
  // Whoever holds another credential or trusts other keys must not ride on a connection opened with these.
  return createHash('sha256').update(JSON.stringify(target)).digest('hex');
}

function openChannel(client: Client, command: string): Promise<ClientChannel> {
  return new Promise((resolve, reject) => {
    const gone = () => reject(new SshFailure('lost', 'The connection was closed before the command could start.'));
    client.once('close', gone);
    client.exec(command, (error, channel) => {
      client.removeListener('close', gone);
      if (error) reject(error);
      else resolve(channel);
    });
  });
}

function isChannelRefused(error: unknown): boolean {
  return error instanceof Error && /channel open failure/i.test(error.message);
}
