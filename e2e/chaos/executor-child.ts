/** A worker in a process of its own, to be killed: the real runtime with the real script plugin, and nothing else. */
import { randomUUID } from 'node:crypto';
import { dirname, join } from 'node:path';
import { openDatabase } from '../../db/client.ts';
import { findFile } from '../../db/repositories/blueprint.ts';
import { Hosts } from '../../server/hosts/hosts.ts';
import { scriptOperations } from '../../server/plugins/script/operations.ts';
import { createRuntime } from '../../server/runtime/runtime.ts';
import { createRedactor } from '../../server/security/redaction/redactor.ts';
import { createHostKeyPort } from '../../server/services/hosts/host-key-port.ts';

const { DATABASE_URL: url = '', CHAOS_FOLDER: folder = '', GANTRY_CRASH_AT: crashAt = null } = process.env;
const leaseMs = Number(process.env.CHAOS_LEASE_MS ?? 10_000);
const clock = { now: () => Date.now() };
const database = openDatabase({ url });
const hosts = new Hosts({
  hostKeys: createHostKeyPort({ db: database.db, clock }),
  local: {
    environment: { PATH: `${dirname(process.execPath)}:/usr/bin:/bin`, HOME: folder },
    stateFolder: join(folder, 'run'),
  },
  finished: () => Promise.resolve([]),
});
const runtime = createRuntime(
  {
    db: database.db,
    pool: database.pool,
    operations: scriptOperations(hosts),
    secrets: () => ({ read: (name) => Promise.reject(new Error(`There is no secret ${name}.`)) }),
    createRedactor,
    readBlueprintFile: async (versionId, path) => (await findFile(database.db, versionId, path))?.content ?? null,
    listBlueprintFiles: () => Promise.resolve([]),
    clock,
    ids: { uuid: () => randomUUID(), suffix: (length) => randomUUID().slice(0, length) },
    log: (level, message, detail) => console.error(level, message, JSON.stringify(detail ?? {})),
  },
  { crashAt, leaseMs, sweepMs: leaseMs / 5 },
);
process.once('SIGTERM', () => {
  const end = async (): Promise<void> => {
    await runtime.stop();
    await hosts.close();
    await database.close();
  };
  void end().then(() => process.exit(0));
});
await runtime.start();
console.log(`ready ${runtime.workerId}`);
