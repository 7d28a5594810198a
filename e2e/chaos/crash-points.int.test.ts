import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { readEvents } from '../../db/repositories/event.ts';
import { listNodeInstances } from '../../db/repositories/node-instance.ts';
import { createTestDatabase, type TestDatabase } from '../../db/testing/create-test-database.ts';
import { type CrashPoint, crashPoints } from '../../server/runtime/crash-point.ts';
import { createSampleDeployment, startSample } from '../../server/runtime/testing/sample-deployment.ts';
import { untilStatus } from '../../server/runtime/testing/test-runtime.ts';
import { startWorkerChild, type WorkerChild } from './child.ts';
import { countWitness, witnessScript } from './witness.ts';

let database: TestDatabase;
let folder: string;
const children: WorkerChild[] = [];

beforeAll(async () => {
  database = await createTestDatabase();
  folder = await mkdtemp(join(tmpdir(), 'gantry-chaos-'));
});
afterEach(async () => {
  for (const child of children.splice(0)) await child.kill('SIGKILL');
});
afterAll(async () => {
  await database.drop();
  await rm(folder, { recursive: true, force: true });
});

const implementation = { plugin: 'script', operation: 'script_runner.tasks.run' };

async function deploy(witness: string): Promise<string> {
  const inputs = (name: string) => ({ script_path: 'work.sh', operation_name: name, witness });
  const operations = { create: inputs('create'), start: inputs('start') };
  return await createSampleDeployment(
    database.db,
    [
      { name: 'app', instances: 2, operations, implementation, relationships: [{ target: 'base' }] },
      { name: 'base', operations, implementation },
    ],
    { 'work.sh': witnessScript },
  );
}

async function startChild(more: Record<string, string> = {}): Promise<WorkerChild> {
  const child = await startWorkerChild({
    DATABASE_URL: database.url,
    CHAOS_FOLDER: folder,
    CHAOS_LEASE_MS: '600',
    ...more,
  });
  children.push(child);
  return child;
}

const operations = ['app_1 create', 'app_1 start', 'app_2 create', 'app_2 start', 'base_1 create', 'base_1 start'];

/** Points that are tried at a later pass too, when much has been recorded already. */
const alsoLater = [
  'after-dispatch-commit',
  'after-operation-start',
  'before-outcome-commit',
  'after-progress-commit',
] as const satisfies CrashPoint[];

function passesOf(point: CrashPoint): number[] {
  return (alsoLater as readonly CrashPoint[]).includes(point) ? [1, 3] : [1];
}

const cases = crashPoints.flatMap((point) => passesOf(point).map((nth) => ({ point, nth })));

test.each(cases)(
  'killed at $point, pass $nth: the run goes on, nothing is lost and nothing runs twice',
  async ({ point, nth }) => {
    const witness = join(folder, `${point}-${nth}`);
    const deploymentId = await deploy(witness);
    const doomed = await startChild({ GANTRY_CRASH_AT: `${point}:${nth}` });
    const id = await startSample(database.db, deploymentId);
    expect(await doomed.ended, doomed.output()).toBe('SIGKILL');
    const next = await startChild();
    const row = await untilStatus(database, id).catch((fault: Error) => {
      throw new Error(`${fault.message}\n${next.output()}`);
    });
    expect(row).toMatchObject({ status: 'terminated', finishedOperations: 6, totalOperations: 6, undecided: [] });
    expect([...(await countWitness(witness))].toSorted()).toEqual(operations.map((line) => [line, 1]));
    const instances = await listNodeInstances(database.db, deploymentId);
    expect(instances.map(({ state, runtimeProperties }) => ({ state, ...runtimeProperties }))).toEqual(
      Array.from({ length: 3 }, () => ({ state: 'started', create: 'done', start: 'done' })),
    );
    const events = await readEvents(database.db, { executionId: id, after: 0, limit: 1000 });
    expect(events.map((event) => event.seq)).toEqual(events.map((_, position) => position + 1));
    for (const text of ['create starts on base_1', 'start ends', 'working']) {
      const expected = text === 'working' ? 6 : text === 'start ends' ? 3 : 1;
      expect(
        events.filter((event) => event.text === text),
        text,
      ).toHaveLength(expected);
    }
    await next.kill('SIGTERM');
  },
);
