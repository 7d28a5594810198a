import { drizzle, type NodePgDatabase } from 'drizzle-orm/node-postgres';
import { Pool, type PoolClient } from 'pg';
import * as schema from './schema/index.ts';

/** How rows and columns are named in every connection. */
export const databaseOptions = { schema, casing: 'snake_case' } as const;

export type Db = NodePgDatabase<typeof schema>;

/** A transaction; repositories take either. */
export type Tx = Parameters<Parameters<Db['transaction']>[0]>[0];

export interface Database {
  db: Db;
  /** For what needs a connection of its own: LISTEN, advisory locks, graphile-worker. */
  pool: Pool;
  url: string;
  close(): Promise<void>;
}

export interface DatabaseOptions {
  url: string;
  /** Connections at most; the embedded PostgreSQL gives 60 to all processes together. */
  maxConnections?: number;
  /**
   * How long a transaction may wait for this process before the database ends it. A process that is stopped in the
   * middle of one would otherwise keep its locks, and nobody could take over what it owns.
   */
  stalledTransactionMs?: number;
  /** Told about connections that broke while nobody used them; the pool replaces them by itself. */
  onError?: (error: Error) => void;
}

/** Opens a pool; nothing is connected before the first query. */
export function openDatabase(options: DatabaseOptions): Database {
  const pool = new Pool({
    connectionString: options.url,
    max: options.maxConnections ?? 20,
    application_name: 'gantry',
    connectionTimeoutMillis: 10_000,
    idle_in_transaction_session_timeout: options.stalledTransactionMs ?? 20_000,
    keepAlive: true,
  });
  // Without a listener a stopped PostgreSQL would end this process.
  pool.on('error', options.onError ?? (() => {}));
  // The same for connections that are in use: whoever uses one learns of it from the query.
  pool.on('connect', (client) => client.on('error', () => {}));
  let closing: Promise<void> | null = null;
  return {
    db: withSafeTransactions(pool),
    pool,
    url: options.url,
    close: () => {
      closing ??= pool.end();
      return closing;
    },
  };
}

/**
 * The library's own transactions keep a pooled connection for ever when already their `begin` fails, so that a server
 * whose connections break now and then runs out of them.
 */
function withSafeTransactions(pool: Pool): Db {
  const db = drizzle(pool, databaseOptions);
  const scoped = new WeakMap<PoolClient, NodePgDatabase<typeof schema>>();
  const transaction: Db['transaction'] = async (work, config) => {
    const client = await pool.connect();
    try {
      const own = scoped.get(client) ?? drizzle(client, databaseOptions);
      scoped.set(client, own);
      return await own.transaction(work, config);
    } finally {
      client.release();
    }
  };
  return Object.assign(db, { transaction });
}
