import type { TestProject } from 'vitest/node';
import { migrateDatabase } from '../migrate.ts';
import { createDatabase, dropDatabase, withDatabaseName } from './databases.ts';
import { startTestServer } from './test-server.ts';

/**
 * Nothing in it has to outlive a power cut, so it need not wait for the disk; what the product's own settings promise
 * is tested on servers of the product. Connections for all test files that run at once and for what they start.
 */
const settings = { fsync: 'off', full_page_writes: 'off', max_connections: '300' };

declare module 'vitest' {
  interface ProvidedContext {
    /** TEST_DATABASE_URL; empty: bring one. */
    givenDatabaseUrl: string;
    /** A migrated, empty database: the template of the tests' own. */
    templateUrl: string;
  }
}

/** One PostgreSQL for all integration tests: TEST_DATABASE_URL, or one of our own in a temporary folder. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const server = await startTestServer(project.getProvidedContext().givenDatabaseUrl, settings);
  const name = `gantry_template_${process.pid}`;
  const templateUrl = withDatabaseName(server.url, name);
  try {
    await createDatabase(server.url, name);
    await migrateDatabase(templateUrl);
  } catch (error) {
    await server.stop();
    throw error;
  }
  project.provide('templateUrl', templateUrl);
  return async () => {
    await dropDatabase(server.url, name);
    await server.stop();
  };
}
