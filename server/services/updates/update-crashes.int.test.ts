import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { listNodeInstances } from '../../../db/repositories/node-instance.ts';
import { nodeInstance } from '../../../db/schema/index.ts';
import { startWorkerChild, type WorkerChild } from '../../../e2e/chaos/child.ts';
import { countWitness, witnessScript } from '../../../e2e/chaos/witness.ts';
import type { CreateDeploymentResult, StartResult } from '../../api/contract.ts';
import type { PlanUpdateResult } from '../../api/update-contract.ts';
import { untilStatus } from '../../runtime/testing/test-runtime.ts';
import { startTestProduct, type TestProduct } from '../../testing/start-test-product.ts';
import { readMoment } from './testing/moment.ts';
import { storeVersion } from './testing/store-version.ts';

let product: TestProduct;
let folder: string;
const children: WorkerChild[] = [];

beforeAll(async () => {
  product = await startTestProduct();
  folder = await mkdtemp(join(tmpdir(), 'gantry-updates-'));
});
afterAll(async () => {
  for (const child of children.splice(0)) await child.kill('SIGKILL');
  await product.stop();
  await rm(folder, { recursive: true, force: true });
});

async function startChild(crashAt?: string): Promise<WorkerChild> {
  const child = await startWorkerChild({
    ...{ DATABASE_URL: product.database.url, CHAOS_FOLDER: folder, CHAOS_LEASE_MS: '1000' },
    ...(crashAt === undefined ? {} : { GANTRY_CRASH_AT: crashAt }),
  });
  children.push(child);
  return child;
}

/** Programs that leave a line in a file for each operation. */
function shop(witness: string, nodes: string): string {
  const operation = (name: string) =>
    `${name}: {implementation: script.script_runner.tasks.run, executor: central_deployment_agent, inputs: {script_path: {default: work.sh}, operation_name: {default: ${name}}, witness: {default: ${witness}}}}`;
  const operations = ['create', 'stop', 'delete'].map(operation).join(', ');
  return `
node_types:
  app:
    derived_from: cloudify.nodes.Root
    properties: {port: {default: 1}}
    interfaces: {cloudify.interfaces.lifecycle: {${operations}}}
node_templates:
${nodes}`;
}

const crashes = [
  // The first stage removes, the second begins with the new model, the last installs.
  ...['before', 'after'].flatMap((side) => [1, 2].map((nth) => `${side}-stage-commit:${nth}`)),
  'after-stage-commit:4',
  ...['before', 'after'].map((side) => `${side}-finish-commit`),
  'after-operation-start:2',
];

it.each(crashes)('an update goes on after kill -9 at %s, with the old model or the new one', async (crashAt) => {
  const { db } = product.database;
  const name = `shop-${randomUUID()}`;
  const witness = join(folder, name);
  const files = { 'work.sh': witnessScript };
  const before = shop(witness, '  web: {type: app}\n  db: {type: app}\n');
  const after = shop(witness, '  web: {type: app, properties: {port: 2}}\n  log: {type: app}\n');
  const { blueprintId } = await storeVersion(db, { name, text: before, files });
  const made = await product.admin.mutate('deployments.create', { blueprintId, name, inputs: {} });
  const { id } = made.data as Extract<CreateDeploymentResult, { ok: true }>;
  // As an installation leaves it.
  await db.update(nodeInstance).set({ state: 'started' }).where(eq(nodeInstance.deploymentId, id));
  const old = await readMoment(db, id);
  const { versionId } = await storeVersion(db, { name, text: after, files });
  const planned = (await product.admin.mutate('updates.plan', { deploymentId: id, versionId }))
    .data as PlanUpdateResult;
  if (!planned.ok) throw new Error(JSON.stringify(planned.problems));
  const started = await product.admin.mutate('updates.start', { id: planned.update.id });
  const execution = (started.data as Extract<StartResult, { ok: true }>).id;
  const doomed = await startChild(crashAt);
  expect(await doomed.ended, doomed.output()).toBe('SIGKILL');
  const left = await readMoment(db, id);
  const now = [...old.instances.filter((one) => one.startsWith('web')), ...planned.update.added.map((one) => one.id)];
  const fresh = { versionId, inputs: {}, nodes: ['web', 'log'], instances: now.toSorted() };
  expect({ ...left, instances: left.instances.toSorted() }).toEqual(left.versionId === versionId ? fresh : old);
  const successor = await startChild();
  const row = await untilStatus(product.database, execution);
  expect(row, successor.output()).toMatchObject({ status: 'terminated', error: null });
  await successor.kill('SIGTERM');
  expect(await readMoment(db, id)).toMatchObject({ versionId, nodes: ['web', 'log'] });
  const ran = Array.from(await countWitness(witness), ([line, count]) => [line.replace(/_\w+ /, ' '), count]);
  expect(ran.toSorted()).toEqual(
    ['db delete', 'db stop', 'log create', 'web create', 'web delete', 'web stop'].map((line) => [line, 1]),
  );
  expect((await listNodeInstances(db, id)).map(({ state }) => state)).toEqual(['started', 'started']);
});
