/**
 * A worker whose only operation leaves one file for each attempt, made exclusively: a second start of the same attempt
 * shows. Begins with the first line on its standard input.
 */
import { randomUUID } from 'node:crypto';
import { existsSync, writeFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import type { OperationFunction } from '../../core/ports/operation.ts';
import { openDatabase } from '../../db/client.ts';
import { createRuntime } from '../../server/runtime/runtime.ts';
import { createRedactor } from '../../server/security/redaction/redactor.ts';
import { markerOf } from './marks.ts';
import { untilTold } from './standby.ts';

await untilTold();
const { DATABASE_URL: url = '', CHAOS_FOLDER: folder = '' } = process.env;
const leaseMs = Number(process.env['CHAOS_LEASE_MS'] ?? 10_000);
const concurrency = Number(process.env['CHAOS_CONCURRENCY'] ?? 50);
const operationMs = Number(process.env['CHAOS_OPERATION_MS'] ?? 20);
const database = openDatabase({ url, stalledTransactionMs: Math.max(500, leaseMs) });

/** An earlier owner's attempt is asked for by its file, as the launcher is on a host. */
const mark: OperationFunction = async ({ key, recovering }) => {
  const file = markerOf(folder, key);
  if (recovering && existsSync(file)) return null;
  try {
    writeFileSync(file, String(process.pid), { flag: 'wx' });
  } catch (fault) {
    // A late owner comes second: the attempt has been started, and this start is none.
    if ((fault as { code?: string }).code !== 'EEXIST') throw fault;
    console.log(`late ${key.executionId} ${key.taskId} ${key.attempt}`);
  }
  await delay(operationMs);
  return null;
};

const runtime = createRuntime(
  {
    db: database.db,
    pool: database.pool,
    operations: new Map([['sample.tasks.run', mark]]),
    secrets: () => ({ read: (name) => Promise.reject(new Error(`There is no secret ${name}.`)) }),
    createRedactor,
    readBlueprintFile: () => Promise.resolve(null),
    listBlueprintFiles: () => Promise.resolve([]),
    clock: { now: () => Date.now() },
    ids: { uuid: () => randomUUID(), suffix: (length) => randomUUID().slice(0, length) },
    log: (level, message, detail) => console.error(level, message, JSON.stringify(detail ?? {})),
  },
  { leaseMs, sweepMs: Math.max(50, leaseMs / 5), concurrency },
);
await runtime.start();
console.log(`ready ${runtime.workerId}`);
process.once('SIGTERM', () => {
  void runtime
    .stop()
    .then(() => database.close())
    .then(() => process.exit(0));
});
