import { readMigrationFiles } from 'drizzle-orm/migrator';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { migrateDatabase } from './migrate.ts';
import { createTestDatabase, type TestDatabase } from './testing/create-test-database.ts';

let database: TestDatabase;

beforeEach(async () => {
  database = await createTestDatabase();
});

afterEach(async () => {
  await database.drop();
});

test('a migrated database is left as it is, by several processes at once', async () => {
  await Promise.all([migrateDatabase(database.url), migrateDatabase(database.url), migrateDatabase(database.url)]);
  const { rows } = await database.pool.query('select count(*)::int as n from drizzle.__drizzle_migrations');
  expect(rows[0].n).toBe(
    readMigrationFiles({ migrationsFolder: new URL('./migrations', import.meta.url).pathname }).length,
  );
});

test('a database of a newer version is refused', async () => {
  await database.pool.query(
    "insert into drizzle.__drizzle_migrations (hash, created_at) values ('of-tomorrow', 9999999999999)",
  );
  await expect(migrateDatabase(database.url)).rejects.toThrow(/newer Gantry/);
});

test('a database with a schema of another line is refused', async () => {
  await database.pool.query("update drizzle.__drizzle_migrations set hash = 'of-somebody', created_at = 1");
  await expect(migrateDatabase(database.url)).rejects.toThrow(/does not know/);
});

test('a server that is not there is named', async () => {
  await expect(migrateDatabase('postgresql://gantry@127.0.0.1:1/gantry')).rejects.toThrow(
    /127\.0\.0\.1:1 .*ECONNREFUSED.*DATABASE_URL/,
  );
});
