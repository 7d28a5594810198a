import { sql } from 'drizzle-orm';
import type { DeploymentPlan } from '../core/plan/plan.ts';
import { type Database, openDatabase } from '../db/client.ts';
import { migrateDatabase } from '../db/migrate.ts';
import { claimBlueprint, insertVersion } from '../db/repositories/blueprint.ts';
import { insertDeployment } from '../db/repositories/deployment.ts';
import { insertNodeInstances } from '../db/repositories/node-instance.ts';
import { ensureTenant } from '../db/repositories/tenant.ts';
import { createDatabase, dropDatabase, withDatabaseName } from '../db/testing/databases.ts';
import { startTestServer } from '../db/testing/test-server.ts';
import { benchIds } from './compile.ts';
import { parentOf } from './processes.ts';

export const tenantId = 'default_tenant';

export interface BenchDatabase extends Database {
  /** The process that all of PostgreSQL's descend from; null when it runs on another machine. */
  postmaster: number | null;
}

/** A database of the benchmark's own: on DATABASE_URL when that is set, else on a PostgreSQL that is started for it. */
export async function openBenchDatabase(): Promise<BenchDatabase> {
  const server = await startTestServer(process.env['DATABASE_URL'] ?? '');
  const name = `gantry_bench_${process.pid}`;
  await createDatabase(server.url, name);
  const url = withDatabaseName(server.url, name);
  await migrateDatabase(url);
  const database = openDatabase({ url });
  return {
    ...database,
    postmaster: await findPostmaster(database),
    close: async () => {
      await database.close();
      await dropDatabase(server.url, name);
      await server.stop();
    },
  };
}

async function findPostmaster({ db, url }: Database): Promise<number | null> {
  if (/@(?!localhost|127\.)[^/?]/.test(url)) return null;
  const { rows } = await db.execute<{ pid: number }>(
    sql`select pid from pg_stat_activity where backend_type = 'checkpointer'`,
  );
  const [checkpointer] = rows;
  return checkpointer ? parentOf(checkpointer.pid) || null : null;
}

/** Stores a deployment of the plan, as the service does that makes one, and returns its id. */
export async function storeDeployment({ db }: Database, plan: DeploymentPlan): Promise<string> {
  const id = benchIds.uuid();
  const blueprintId = benchIds.uuid();
  const versionId = benchIds.uuid();
  const { node_instances: instances, ...kept } = plan;
  await db.transaction(async (tx) => {
    await ensureTenant(tx, { id: tenantId, name: 'bench' });
    const name = `bench-${id}`;
    await claimBlueprint(tx, { id: blueprintId, tenantId, name });
    const version = { id: versionId, blueprintId, mainFile: 'blueprint.yaml', contentHash: '', diagnostics: [] };
    await insertVersion(tx, { ...version, plan: { ...kept, inputs: {} } }, []);
    await insertDeployment(tx, { id, tenantId, name, blueprintVersionId: versionId, inputs: {}, plan: kept });
    const counts = new Map<string, number>();
    const rows = instances.map((instance) => {
      const index = (counts.get(instance.name) ?? 0) + 1;
      counts.set(instance.name, index);
      const { relationships } = instance;
      return {
        deploymentId: id,
        id: instance.id,
        nodeName: instance.name,
        index,
        hostId: instance.host_id ?? null,
        relationships,
      };
    });
    await insertNodeInstances(tx, rows);
  });
  return id;
}
