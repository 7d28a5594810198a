import { randomUUID } from 'node:crypto';
import { eq, sql } from 'drizzle-orm';
import type { Database } from '../db/client.ts';
import { event, execution, nodeInstance } from '../db/schema/index.ts';
import { tenantId } from './engine-database.ts';

/** A running execution of a deployment, written to the database as a worker would. */
export interface WrittenRun {
  id: string;
  instances: readonly { id: string; node: string }[];
  /** The next `count` instances in turn change their states, in one transaction, and watchers are told. */
  change(count: number): Promise<{ instance: string; state: string }[]>;
  finish(): Promise<void>;
}

const course = ['creating', 'created', 'configuring', 'configured', 'starting', 'started'] as const;

/** Makes an install of the deployment that is under way. */
export async function startWrittenRun({ db }: Database, deploymentId: string): Promise<WrittenRun> {
  const id = randomUUID();
  const settings = { workflow: 'install', maxRetries: 0, retryInterval: 0, waitAfterFail: 0 };
  const owner = { id, tenantId, deploymentId, seed: id, startedAt: new Date() };
  await db.insert(execution).values({ ...owner, workflow: 'install', settings, status: 'started' });
  const rows = await db.select().from(nodeInstance).where(eq(nodeInstance.deploymentId, deploymentId));
  const instances = rows.map((row) => ({ id: row.id, node: row.nodeName }));
  let [seq, turn] = [0, 0];
  const notify = () => db.execute(sql`select pg_notify('gantry_events', ${`${deploymentId} ${id} ${seq}`})`);
  return {
    id,
    instances,
    async change(count) {
      const changes = Array.from({ length: count }, () => {
        const { id: instance = '', node = '' } = instances[turn % instances.length] ?? {};
        const state = course[Math.floor(turn++ / instances.length) % course.length] ?? 'started';
        return { instance, node, state };
      });
      const first = seq + 1;
      seq += count;
      await db.transaction(async (tx) => {
        await tx.insert(event).values(
          changes.map(({ instance, node, state }, at) => ({
            ...{ executionId: id, seq: first + at, at: new Date(), type: 'state_changed' as const },
            ...{ instance, node, text: state, detail: { state } },
          })),
        );
        const values = changes.map(({ instance, state }) => sql`(${instance}, ${state})`);
        await tx.execute(sql`update node_instance set state = given.state from (values ${sql.join(values, sql`, `)})
          as given (id, state) where node_instance.deployment_id = ${deploymentId} and node_instance.id = given.id`);
        await tx.update(execution).set({ lastSeq: seq }).where(eq(execution.id, id));
      });
      await notify();
      return changes;
    },
    async finish() {
      await db.update(execution).set({ status: 'terminated', endedAt: new Date() }).where(eq(execution.id, id));
      await notify();
    },
  };
}
