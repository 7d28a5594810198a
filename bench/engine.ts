import { setTimeout as delay } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import type { OperationFunction } from '../core/ports/operation.ts';
import { findExecution } from '../db/repositories/execution.ts';
import type { Runtime, RuntimeDependencies } from '../server/runtime/ports.ts';
import { createExecution } from '../server/runtime/requests.ts';
import { createRuntime } from '../server/runtime/runtime.ts';
import { engineBlueprint, type Shape, shapes } from './blueprints.ts';
import { benchIds, compile, deploy, sourceOfText } from './compile.ts';
import { type BenchDatabase, openBenchDatabase, storeDeployment, tenantId } from './engine-database.ts';
import { type Bench, type Measurement, peakMemory, round } from './measurement.ts';
import { memoryOfTree } from './processes.ts';
import { profile } from './profile.ts';

const pollMs = 20;
const patienceMs = 30 * 60_000;

/**
 * Installs N node instances whose operations do nothing, by the executor on a PostgreSQL of its own with the product's
 * settings, everything durable. `--shape flat|tree|chain --instances N`. wall_s is from the request to the committed
 * end of the execution; rss_mb is the most that this process, which is the executor, has held; the database's
 * processes come beside it. `--flame FILE`: where the time goes, as a flame graph and in `shares`, per cent of the
 * process's busy time.
 */
export const engine: Bench = async (args) => {
  const { values } = parseArgs({
    args,
    options: {
      shape: { type: 'string', default: 'flat' },
      instances: { type: 'string', default: '1000' },
      flame: { type: 'string' },
    },
  });
  const shape = shapes.find((known) => known === values.shape);
  const instances = Number(values.instances);
  if (shape === undefined || !(instances > 0))
    throw new Error(`--shape is one of ${shapes.join(', ')}, --instances a number.`);
  const database = await openBenchDatabase();
  try {
    return [await measure(database, { shape, instances, flame: values.flame ?? null })];
  } finally {
    await database.close();
  }
};

async function measure(
  database: BenchDatabase,
  { shape, instances, flame }: { shape: Shape; instances: number; flame: string | null },
): Promise<Measurement> {
  const plan = deploy(await compile(sourceOfText(engineBlueprint(shape, instances))));
  const deploymentId = await storeDeployment(database, plan);
  const runtime = createBenchRuntime(database);
  await runtime.start();
  try {
    const run = () => install(database, deploymentId);
    const { value, shares } = flame === null ? { value: await run(), shares: [] } : await profile(flame, run);
    const { end, seconds } = value;
    if (end.status !== 'terminated') throw new Error(`The execution ended as ${end.status}: ${end.error}`);
    return {
      bench: 'engine',
      args: { shape, instances },
      operations: end.finishedOperations,
      events: end.lastSeq,
      ops_per_s: Math.round(end.finishedOperations / seconds),
      wall_s: Math.round(seconds * 1000) / 1000,
      rss_mb: peakMemory(),
      database_pss_mb: database.postmaster === null ? null : round(memoryOfTree(database.postmaster)),
      ...(flame === null ? {} : { shares: shares.map(({ part, percent }) => `${part} ${percent}`) }),
    };
  } finally {
    await runtime.stop();
  }
}

async function install(database: BenchDatabase, deploymentId: string) {
  const start = performance.now();
  const id = benchIds.uuid();
  const created = await database.db.transaction((tx) =>
    createExecution(tx, { id, tenantId, deploymentId, workflow: 'install', createdBy: 'bench' }),
  );
  if (!created.ok) throw new Error('The execution could not be created.');
  const end = await waitForEnd(database, id);
  return { end, seconds: (performance.now() - start) / 1000 };
}

const noop: OperationFunction = () => Promise.resolve(null);

function createBenchRuntime({ db, pool }: BenchDatabase): Runtime {
  const dependencies: RuntimeDependencies = {
    db,
    pool,
    operations: new Map([['bench.noop', noop]]),
    secrets: () => ({ read: (name) => Promise.reject(new Error(`There is no secret ${name}.`)) }),
    createRedactor: () => ({ redact: (text) => text, add: () => {} }),
    readBlueprintFile: () => Promise.resolve(null),
    listBlueprintFiles: () => Promise.resolve([]),
    clock: { now: () => Date.now() },
    ids: benchIds,
    log: (level, message, detail) => {
      if (level !== 'info') console.error(level, message, detail ?? '');
    },
  };
  return createRuntime(dependencies, {
    limits: { maxTasks: Number.POSITIVE_INFINITY, maxInstances: Number.POSITIVE_INFINITY },
  });
}

async function waitForEnd(database: BenchDatabase, id: string) {
  const ends = ['terminated', 'failed', 'cancelled'];
  for (let waited = 0; waited < patienceMs; waited += pollMs) {
    const row = await findExecution(database.db, { id });
    if (row && ends.includes(row.status)) return row;
    await delay(pollMs);
  }
  throw new Error('The execution did not end.');
}
