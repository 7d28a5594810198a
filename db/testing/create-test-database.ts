import { randomUUID } from 'node:crypto';
import { inject } from 'vitest';
import { type Database, openDatabase } from '../client.ts';
import { createDatabase, dropDatabase, withDatabaseName } from './databases.ts';

export interface TestDatabase extends Database {
  /** Closes the pool and drops the database, whoever is still connected. */
  drop(): Promise<void>;
}

/**
 * A migrated database of a test file's own, made in a fraction of a second. Use it in `beforeAll`, and `drop`
 * it in `afterAll`. `url` lets child processes use the same one.
 */
export async function createTestDatabase(): Promise<TestDatabase> {
  const templateUrl = inject('templateUrl');
  const name = `gantry_test_${randomUUID().replaceAll('-', '')}`;
  await createDatabase(templateUrl, name, new URL(templateUrl).pathname.slice(1));
  const database = openDatabase({ url: withDatabaseName(templateUrl, name) });
  return {
    ...database,
    drop: async () => {
      await database.close();
      await dropDatabase(templateUrl, name);
    },
  };
}
