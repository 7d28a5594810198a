import { setTimeout as delay } from 'node:timers/promises';
import { openDatabase } from '../db/client.ts';
import { migrateDatabase } from '../db/migrate.ts';
import { createWorkerContainer } from './container.ts';
import { openDataFolder } from './data-folder.ts';
import { readEnv } from './env.ts';

/** For the last writes, beyond what operations are waited for: what is not handed over then, others take when its lease ends. */
const lastWritesMs = 4_800;

/** Runs executions until it is told to end; ends the process with an error when it cannot begin. */
export async function runWorker(): Promise<void> {
  await start().catch((fault: unknown) => {
    process.stderr.write(`${fault instanceof Error ? fault.message : String(fault)}\n`);
    process.exit(1);
  });
}

async function start(): Promise<void> {
  const env = readEnv();
  if (env.databaseUrl === null) {
    throw new Error('A worker of its own needs DATABASE_URL: the database that the web process uses.');
  }
  await migrateDatabase(env.databaseUrl);
  const database = openDatabase({ url: env.databaseUrl });
  const worker = await createWorkerContainer({ env, dataFolder: openDataFolder(env.dataDir), database });
  worker.log('info', 'this worker takes executions', { worker: worker.runtime.workerId });
  const end = async (): Promise<void> => {
    await Promise.race([worker.close().then(() => database.close()), delay(env.drainSeconds * 1000 + lastWritesMs)]);
    process.exit();
  };
  for (const name of ['SIGINT', 'SIGTERM'] as const) process.once(name, () => void end());
}
