import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import type { OperationFunction } from '../../../core/ports/operation.ts';
import type { WorkflowDefinition } from '../../../core/workflow/definition.ts';
import type { Database } from '../../../db/client.ts';
import { findFile, listFiles } from '../../../db/repositories/blueprint.ts';
import { findExecution, type NamedExecution } from '../../../db/repositories/execution.ts';
import type { ExecutionStatus } from '../../../db/schema/execution.ts';
import { createRedactor } from '../../security/redaction/redactor.ts';
import type { Runtime, RuntimeOptions } from '../ports.ts';
import { createRuntime } from '../runtime.ts';
import { customMapping, sampleMapping, samplePlugin } from './sample-plan.ts';

export interface TestRuntimeOptions extends RuntimeOptions {
  secrets?: Record<string, string>;
  /** Collects what the runtime says. */
  said?: string[];
  /** Operations beside it, by plugin and mapping. */
  operations?: ReadonlyMap<string, OperationFunction>;
  /** What the workflow `custom` of sample plans does. */
  workflow?: WorkflowDefinition;
}

/** A worker on the given database whose only operation is `run`. */
export function testRuntime(database: Database, run: OperationFunction, options: TestRuntimeOptions = {}): Runtime {
  const { secrets = {}, said = [], operations = [], workflow, ...rest } = options;
  return createRuntime(
    {
      db: database.db,
      pool: database.pool,
      operations: new Map([...operations, [`${samplePlugin}.${sampleMapping}`, run]]),
      workflows: new Map(workflow === undefined ? [] : [[customMapping, workflow]]),
      secrets: () => ({
        read: (name) => {
          const value = secrets[name];
          return value === undefined
            ? Promise.reject(new Error(`There is no secret ${name}.`))
            : Promise.resolve(value);
        },
      }),
      createRedactor,
      readBlueprintFile: async (versionId, path) => (await findFile(database.db, versionId, path))?.content ?? null,
      listBlueprintFiles: async (versionId) => (await listFiles(database.db, versionId)).map(({ path }) => path),
      clock: { now: () => Date.now() },
      ids: { uuid: () => randomUUID(), suffix: (length) => randomUUID().slice(0, length) },
      log: (level, message, detail) => said.push(`${level} ${message} ${JSON.stringify(detail ?? {})}`),
    },
    rest,
  );
}

/** That it comes is what matters, not when. */
const patienceMs = 120_000;

/** Waits until the condition gives something other than null or false. */
export async function until<T>(condition: () => Promise<T | null | false>): Promise<T> {
  const deadline = performance.now() + patienceMs;
  for (;;) {
    const found = await condition();
    if (found !== null && found !== false) return found;
    if (performance.now() > deadline)
      throw new Error(`Nothing came of it in ${patienceMs} ms: ${condition.toString()}`);
    await delay(10);
  }
}

/** Waits for an execution to have one of the statuses. */
export async function untilStatus(
  database: Database,
  id: string,
  statuses: ExecutionStatus[] = ['terminated', 'failed', 'cancelled'],
): Promise<NamedExecution> {
  return await until(async () => {
    const row = await findExecution(database.db, { id });
    return row !== null && statuses.includes(row.status) ? row : null;
  });
}
