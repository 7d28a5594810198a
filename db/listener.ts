import type { Pool, PoolClient } from 'pg';

export interface ListenerOptions {
  pool: Pool;
  channels: string[];
  onNotice(channel: string, payload: string): void;
  /** The connection was away: notices may have been missed. Called once it listens again. */
  onGap(): void;
  /** Called once each time the connection breaks. */
  onError?(error: Error): void;
}

export interface Listener {
  close(): Promise<void>;
}

const longestWait = 2_000;

/** Listens on one connection of its own, which is opened again whenever it breaks. Resolves when it listens. */
export async function openListener(options: ListenerOptions): Promise<Listener> {
  const listener = new ReconnectingListener(options);
  await listener.connect();
  return listener;
}

class ReconnectingListener implements Listener {
  readonly #options: ListenerOptions;
  #client: PoolClient | null = null;
  #timer: NodeJS.Timeout | null = null;
  #failures = 0;
  #isClosed = false;

  constructor(options: ListenerOptions) {
    this.#options = options;
  }

  async connect(): Promise<void> {
    const client = await this.#options.pool.connect();
    let fault: Error | null = null;
    const onError = (error: Error): void => {
      fault = error;
      this.#lose(client, error);
    };
    client.on('error', onError);
    client.on('notification', (notice) => this.#options.onNotice(notice.channel, notice.payload ?? ''));
    try {
      for (const channel of this.#options.channels) await client.query(`listen ${client.escapeIdentifier(channel)}`);
      if (fault !== null) throw fault;
    } catch (error) {
      client.removeListener('error', onError);
      client.on('error', () => {});
      client.release(true);
      throw error;
    }
    this.#client = client;
    this.#failures = 0;
    if (this.#isClosed) this.#drop();
  }

  close(): Promise<void> {
    this.#isClosed = true;
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#drop();
    return Promise.resolve();
  }

  #drop(): void {
    const client = this.#client;
    this.#client = null;
    if (client === null) return;
    client.removeAllListeners('notification');
    // It still listens, so nobody else may get it from the pool.
    client.release(true);
  }

  #lose(client: PoolClient, error: Error): void {
    if (this.#client !== client) return;
    this.#drop();
    this.#options.onError?.(error);
    this.#retryLater();
  }

  #retryLater(): void {
    if (this.#isClosed) return;
    const wait = Math.min(longestWait, 50 * 2 ** this.#failures);
    this.#failures++;
    this.#timer = setTimeout(() => void this.#reconnect(), wait);
  }

  async #reconnect(): Promise<void> {
    try {
      await this.connect();
      if (!this.#isClosed) this.#options.onGap();
    } catch {
      // That the connection is away has been said.
      this.#retryLater();
    }
  }
}
