import { randomUUID } from 'node:crypto';
import { sql } from 'drizzle-orm';
import type { BlueprintPlan, DeploymentPlan } from '../../core/plan/plan.ts';
import type { Db } from '../../db/client.ts';
import { blueprint, blueprintVersion, deployment, event, execution } from '../../db/schema/index.ts';

/** A line to be written; a log line of level `info` unless it says otherwise. */
export type LogLine = Partial<Omit<typeof event.$inferInsert, 'executionId' | 'seq'>> & { text: string };

/** An execution that is written to the database as a worker would, by a test. */
export interface WrittenExecution {
  id: string;
  deploymentId: string;
  /** Adds log lines `line <seq>` in one transaction, and tells watchers. */
  write(count: number): Promise<void>;
  /** The same for lines that are given. */
  writeLines(lines: readonly LogLine[]): Promise<void>;
  finish(): Promise<void>;
}

/** Makes a running execution with the blueprint and the deployment it needs. */
export async function writeExecution(db: Db, tenantId = 'default_tenant'): Promise<WrittenExecution> {
  const [blueprintId, versionId, deploymentId, id] = [randomUUID(), randomUUID(), randomUUID(), randomUUID()];
  const plan = { nodes: [], outputs: {}, workflows: {}, inputs: {} } as unknown as BlueprintPlan & DeploymentPlan;
  await db.insert(blueprint).values({ id: blueprintId, tenantId, name: blueprintId });
  const version = { id: versionId, blueprintId, number: 1, mainFile: 'blueprint.yaml', contentHash: '' };
  await db.insert(blueprintVersion).values({ ...version, plan, diagnostics: [] });
  await db
    .insert(deployment)
    .values({ id: deploymentId, tenantId, name: deploymentId, blueprintVersionId: versionId, inputs: {}, plan });
  const settings = { workflow: 'install', maxRetries: 0, retryInterval: 0, waitAfterFail: 0 };
  await db
    .insert(execution)
    .values({ id, tenantId, deploymentId, workflow: 'install', settings, seed: id, status: 'started' });
  let seq = 0;
  const notify = async (last: number): Promise<void> => {
    await db.execute(sql`select pg_notify('gantry_events', ${`${deploymentId} ${id} ${last}`})`);
  };
  const writeLines = async (lines: readonly LogLine[]): Promise<void> => {
    const rows = lines.map((line, n) => ({
      ...{ executionId: id, seq: seq + n + 1, at: new Date(), type: 'log' as const, level: 'info' as const },
      ...line,
    }));
    seq += lines.length;
    await db.transaction(async (tx) => {
      // A statement takes 65,535 values.
      for (let from = 0; from < rows.length; from += 4_000)
        await tx.insert(event).values(rows.slice(from, from + 4_000));
      await tx.update(execution).set({ lastSeq: seq }).where(sql`${execution.id} = ${id}`);
    });
    await notify(seq);
  };
  return {
    id,
    deploymentId,
    write: (count) => writeLines(Array.from({ length: count }, (_, n) => ({ text: `line ${seq + n + 1}` }))),
    writeLines,
    async finish() {
      await db.update(execution).set({ status: 'terminated', endedAt: new Date() }).where(sql`${execution.id} = ${id}`);
      await notify(seq);
    },
  };
}
