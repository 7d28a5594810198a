import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createTestDatabase, type TestDatabase } from '../../db/testing/create-test-database.ts';
import { openDataFolder } from '../data-folder.ts';
import { readEnv } from '../env.ts';
import { startServer } from '../main.ts';
import type { RunningServer } from '../server-options.ts';
import { TestClient } from './test-client.ts';

/** The product without its pages, on a database and a data folder of its own. */
export interface TestProduct {
  url: string;
  database: TestDatabase;
  folder: string;
  /** Signed in as the first administrator. */
  admin: TestClient;
  server: RunningServer;
  /** What the server has written to the person at the terminal. */
  said: string[];
  stop(): Promise<void>;
}

/** `env` as in server/env.ts. Lab hosts and worker are off unless it says otherwise, and there are no examples. */
export async function startTestProduct(
  env: Record<string, string> = {},
  { examples = false }: { examples?: boolean } = {},
): Promise<TestProduct> {
  const folder = await mkdtemp(join(tmpdir(), 'gantry-product-'));
  const database = await createTestDatabase();
  const said: string[] = [];
  const server = await startServer(
    {
      env: readEnv({ PORT: '0', GANTRY_LAB: '0', GANTRY_WORKER: '0', ...env }),
      dataFolder: openDataFolder(folder),
      database,
      dev: false,
      version: 'test',
      say: (line) => said.push(line),
    },
    { pages: false, examples },
  );
  const admin = new TestClient(server.url);
  if (server.firstAdministrator !== null) await admin.signIn(server.firstAdministrator);
  return {
    ...{ url: server.url, database, folder, admin, server, said },
    stop: async () => {
      await server.close();
      await database.drop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
