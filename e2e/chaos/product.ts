import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Database, openDatabase } from '../../db/client.ts';
import { type EmbeddedDatabase, startEmbeddedDatabase } from '../../db/embedded/start.ts';
import { migrateDatabase } from '../../db/migrate.ts';
import { createContainer } from '../../server/container.ts';
import { type DataFolder, openDataFolder } from '../../server/data-folder.ts';
import { readEnv } from '../../server/env.ts';
import type { Actor } from '../../server/security/actor.ts';
import type { Services } from '../../server/services/services.ts';

/** Who the tests act for. */
export const actor: Actor = {
  userId: 'chaos',
  name: 'Chaos',
  email: 'admin@gantry.local',
  tenant: { id: 'default_tenant', name: 'default_tenant' },
  role: 'admin',
};

/** The product without a worker: a PostgreSQL of its own and the use cases, for workers in processes that are killed. */
export interface Product {
  folder: string;
  dataFolder: DataFolder;
  embedded: EmbeddedDatabase;
  database: Database;
  services: Services;
  /** For the processes of workers and servers. */
  environment: Record<string, string>;
  /** Runs before what was opened earlier is closed. */
  onClose(close: () => Promise<unknown>): void;
  close(): Promise<void>;
}

const open = new Set<() => Promise<void>>();

/** Closes what a run that is broken off has left open. */
export async function closeAll(): Promise<void> {
  await Promise.allSettled(Array.from(open, (close) => close()));
}

/** `examples`: they are offered as blueprints; to compile them takes longer than the rest. */
export async function openProduct({ examples = false }: { examples?: boolean } = {}): Promise<Product> {
  const folder = await mkdtemp(join(tmpdir(), 'gantry-chaos-'));
  await chmod(folder, 0o711);
  const closers: (() => Promise<unknown>)[] = [() => rm(folder, { recursive: true, force: true })];
  const close = async (): Promise<void> => {
    open.delete(close);
    for (const closer of closers.splice(0).toReversed()) await closer();
  };
  open.add(close);
  const onClose = (closer: () => Promise<unknown>): void => {
    closers.push(closer);
  };
  try {
    const embedded = await startEmbeddedDatabase({ folder: join(folder, 'postgres') });
    onClose(() => embedded.stop());
    await migrateDatabase(embedded.url);
    const database = openDatabase({ url: embedded.url });
    onClose(() => database.close());
    const environment = {
      DATABASE_URL: embedded.url,
      GANTRY_DATA_DIR: folder,
      GANTRY_LAB: '0',
      PORT: '0',
    };
    const dataFolder = openDataFolder(folder);
    const env = readEnv({ ...environment, GANTRY_WORKER: '0' });
    const container = await createContainer({
      ...{ env, dataFolder, database, version: 'chaos', origin: 'http://127.0.0.1', examples },
      say: () => {},
    });
    onClose(() => container.close());
    return { folder, dataFolder, embedded, database, services: container.services, environment, onClose, close };
  } catch (fault) {
    await close();
    throw fault;
  }
}
