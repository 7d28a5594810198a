import { fileURLToPath } from 'node:url';
import { readMigrationFiles } from 'drizzle-orm/migrator';
import { drizzle } from 'drizzle-orm/node-postgres';
import { migrate } from 'drizzle-orm/node-postgres/migrator';
import { Client } from 'pg';
import { DatabaseStartError } from './embedded/start-error.ts';
import { migrateJobs } from './jobs.ts';

const migrationsFolder = fileURLToPath(new URL('./migrations', import.meta.url));

/** Any number that no other program uses for its advisory locks on this database. */
const lockKey = 4_718_204_311;

const oldestServer = 15;

/**
 * Brings the database to this code's schema. Processes that do so at once wait for each other.
 * @throws DatabaseStartError when the server is older than PostgreSQL 15 or the database newer than this code
 */
export async function migrateDatabase(url: string): Promise<void> {
  const client = new Client({
    connectionString: url,
    application_name: 'gantry migrate',
    connectionTimeoutMillis: 10_000,
  });
  client.on('error', () => {});
  await connect(client);
  try {
    await refuseOldServer(client);
    await client.query('select pg_advisory_lock($1)', [lockKey]);
    await refuseForeignSchema(client);
    await migrate(drizzle(client), { migrationsFolder });
    await migrateJobs(url);
  } finally {
    // The lock ends with the connection.
    await client.end().catch(() => {});
  }
}

async function connect(client: Client): Promise<void> {
  try {
    await client.connect();
  } catch (error) {
    throw new DatabaseStartError(
      `PostgreSQL cannot be reached at ${client.host}:${client.port} (database ${client.database}, user ${client.user}): ${messageOf(error)}. Check DATABASE_URL and that the server runs.`,
      { cause: error },
    );
  }
}

/** Refusals of several addresses come as one error without a message of its own. */
function messageOf(error: unknown): string {
  if (error instanceof AggregateError) return error.errors.map(messageOf).join('; ');
  return error instanceof Error ? error.message : String(error);
}

async function refuseOldServer(client: Client): Promise<void> {
  const { rows } = await client.query<{ version: string }>("select current_setting('server_version') as version");
  const version = rows[0]?.version ?? 'unknown';
  if (Number.parseInt(version, 10) >= oldestServer) return;
  throw new DatabaseStartError(
    `DATABASE_URL names PostgreSQL ${version}; Gantry needs ${oldestServer} or newer. Upgrade that server, or leave DATABASE_URL unset to use the PostgreSQL that Gantry brings.`,
  );
}

async function refuseForeignSchema(client: Client): Promise<void> {
  const { rows } = await client.query<{ present: boolean }>(
    "select to_regclass('drizzle.__drizzle_migrations') is not null as present",
  );
  if (!rows[0]?.present) return;
  const known = readMigrationFiles({ migrationsFolder });
  const hashes = new Set(known.map((migration) => migration.hash));
  const newest = Math.max(...known.map((migration) => migration.folderMillis));
  const applied = await client.query<{ hash: string; created_at: string }>(
    'select hash, created_at from drizzle.__drizzle_migrations',
  );
  const foreign = applied.rows.filter((row) => !hashes.has(row.hash));
  if (foreign.length === 0) return;
  const newer = foreign.some((row) => Number(row.created_at) > newest);
  throw new DatabaseStartError(
    newer
      ? 'The database was last used by a newer Gantry than this one. Start that version again, or give this one a database of its own (DATABASE_URL or GANTRY_DATA_DIR). Nothing was changed.'
      : 'The database was made by a Gantry whose schema this one does not know. Give this one a database of its own (DATABASE_URL or GANTRY_DATA_DIR). Nothing was changed.',
  );
}
