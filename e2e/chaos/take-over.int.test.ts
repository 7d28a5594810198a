import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readEvents } from '../../db/repositories/event.ts';
import { findExecution } from '../../db/repositories/execution.ts';
import { createTestDatabase, type TestDatabase } from '../../db/testing/create-test-database.ts';
import { createSampleDeployment, startSample } from '../../server/runtime/testing/sample-deployment.ts';
import { until, untilStatus } from '../../server/runtime/testing/test-runtime.ts';
import { startWorkerChild, type WorkerChild } from './child.ts';
import { countWitness, witnessScript } from './witness.ts';

let database: TestDatabase;
let folder: string;
const children: WorkerChild[] = [];

beforeAll(async () => {
  database = await createTestDatabase();
  folder = await mkdtemp(join(tmpdir(), 'gantry-chaos-'));
});
afterAll(async () => {
  for (const child of children.splice(0)) await child.kill('SIGKILL');
  await database.drop();
  await rm(folder, { recursive: true, force: true });
});

async function startChild(): Promise<WorkerChild> {
  const environment = { DATABASE_URL: database.url, CHAOS_FOLDER: folder, CHAOS_LEASE_MS: '1000' };
  const child = await startWorkerChild(environment);
  children.push(child);
  return child;
}

test('an owner that was stopped past its lease loses the execution, and its late writes are refused', async () => {
  const witness = join(folder, 'witness');
  const operations = Object.fromEntries(
    ['create', 'configure', 'start'].map((name) => [name, { script_path: 'work.sh', operation_name: name, witness }]),
  );
  const deploymentId = await createSampleDeployment(
    database.db,
    [
      {
        name: 'app',
        instances: 3,
        operations,
        implementation: { plugin: 'script', operation: 'script_runner.tasks.run' },
      },
    ],
    { 'work.sh': witnessScript },
  );
  const first = await startChild();
  const id = await startSample(database.db, deploymentId);
  await until(async () => (await countWitness(witness)).size > 0);
  first.process.kill('SIGSTOP');
  const owned = await findExecution(database.db, { id });
  const second = await startChild();
  const taken = await until(async () => {
    const row = await findExecution(database.db, { id });
    return row !== null && row.fence > (owned?.fence ?? 0) ? row : null;
  });
  expect(taken.fence).toBe((owned?.fence ?? 0) + 1);
  // It wakes up while the other one is at work, with outcomes that it wants to write.
  first.process.kill('SIGCONT');
  const row = await untilStatus(database, id);
  expect(row, second.output()).toMatchObject({ status: 'terminated', finishedOperations: 9, fence: taken.fence });
  const expected = [1, 2, 3].flatMap((n) => ['configure', 'create', 'start'].map((name) => [`app_${n} ${name}`, 1]));
  expect([...(await countWitness(witness))].toSorted()).toEqual(expected);
  const events = await readEvents(database.db, { executionId: id, after: 0, limit: 1000 });
  expect(events.map((event) => event.seq)).toEqual(events.map((_, position) => position + 1));
  const { rows } = await database.pool.query(
    'select max(fence)::int as newest, bool_and(rising) as ordered from (select fence, fence >= lag(fence, 1, 0::bigint) over (order by seq) as rising from journal where execution_id = $1) j',
    [id],
  );
  expect(rows).toEqual([{ newest: taken.fence, ordered: true }]);
  await until(() => Promise.resolve(first.output().includes('Another worker has taken an execution over')));
  for (const child of [first, second]) await child.kill('SIGTERM');
});
