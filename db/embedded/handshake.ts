import { Client } from 'pg';
import { embeddedDatabaseName, embeddedPort, embeddedUser } from './settings.ts';

/** Whether a PostgreSQL answers at the socket: `waiting` while it starts, recovers or stops. */
export async function isAnswering(socketFolder: string): Promise<'yes' | 'waiting' | 'refused'> {
  try {
    await withClient(socketFolder, async (client) => client.query('select 1'));
    return 'yes';
  } catch (error) {
    return isCode(error, '57P03') ? 'waiting' : 'refused';
  }
}

/** A new cluster holds only PostgreSQL's own databases. */
export async function ensureDatabase(socketFolder: string): Promise<void> {
  await withClient(socketFolder, async (client) => {
    const found = await client.query('select 1 from pg_database where datname = $1', [embeddedDatabaseName]);
    if (found.rowCount) return;
    try {
      await client.query(`create database ${embeddedDatabaseName}`);
    } catch (error) {
      // Another process of ours did it at the same time.
      if (!isCode(error, '42P04') && !isCode(error, '23505')) throw error;
    }
  });
}

async function withClient(socketFolder: string, use: (client: Client) => Promise<unknown>): Promise<void> {
  const client = new Client({
    host: socketFolder,
    port: embeddedPort,
    user: embeddedUser,
    database: 'postgres',
    connectionTimeoutMillis: 5_000,
  });
  client.on('error', () => {});
  try {
    await client.connect();
    await use(client);
  } finally {
    await client.end().catch(() => {});
  }
}

function isCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}
