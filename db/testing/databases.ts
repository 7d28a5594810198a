import { Client } from 'pg';

/** The same server, another database of it. */
export function withDatabaseName(url: string, name: string): string {
  const other = new URL(url);
  other.pathname = `/${name}`;
  return other.href;
}

/** Creates a database on the server of `url`, as a copy of `template` when given. */
export async function createDatabase(url: string, name: string, template?: string): Promise<void> {
  await maintain(url, `create database "${name}"${template ? ` template "${template}"` : ''}`);
}

/** Drops a database with all connections to it. */
export async function dropDatabase(url: string, name: string): Promise<void> {
  await maintain(url, `drop database if exists "${name}" with (force)`);
}

async function maintain(url: string, statement: string): Promise<void> {
  const client = new Client({ connectionString: withDatabaseName(url, 'postgres') });
  client.on('error', () => {});
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
