import { randomUUID } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import type { Json, JsonObject } from '../../../core/blueprint/json.ts';
import { isJsonObject } from '../../../core/blueprint/json-object.ts';
import type { NodeAndInstance } from '../../../core/ports/operation.ts';
import { OperationRetry, RecoverableError } from '../../../core/ports/operation.ts';
import type { Hosts } from '../../../server/hosts/hosts.ts';
import { runCommand } from '../../../server/hosts/run-command.ts';
import { MemoryContext } from '../../../server/hosts/testing/memory-context.ts';
import { SequentialRun } from '../../../server/hosts/testing/sequential-run.ts';
import { createCatalogueReader } from '../../../server/plugins/catalogue.ts';
import { scriptOperations } from '../../../server/plugins/script/operations.ts';
import { type Recording, readRecording } from './recording.ts';

/** Where the scripts run. */
export interface Place {
  hosts: Hosts;
  /** The machine that stands for every node's host; null: this one. */
  machine: NodeAndInstance | null;
}

/** What was chosen when the recording was made. */
export interface RunNames {
  deployment: string;
  blueprint: string;
  maxRetries: number;
}

/** What came of a run. */
export interface Played {
  recording: Recording;
  nodeNames: string[];
}

const operationName = 'script.script_runner.tasks.run';

/** Installs and uninstalls the folder's blueprint with its scripts, and reads what they wrote. */
export async function play(folder: string, { hosts, machine }: Place, names: RunNames): Promise<Played> {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
  const contents = new Map<string, Uint8Array>(files.map((file) => [relative(folder, file), readFileSync(file)]));
  contents.set('blueprint.yaml', contents.get('bp.yaml') ?? new Uint8Array());
  const catalogue = createCatalogueReader();
  const operation = scriptOperations(hosts).get(operationName);
  if (operation === undefined) throw new Error(`There is no operation ${operationName}.`);
  const probe = new MemoryContext();
  place(probe, machine);
  const transport = await hosts.transportFor(probe);
  const vectors = `/tmp/gantry-vectors-${randomUUID()}`;
  await runCommand(transport, `mkdir ${vectors}`);
  const run = await SequentialRun.prepare({
    files: contents,
    readImport: (location) => catalogue.read(location),
    inputs: {},
    secrets: {},
    operation: async (given) => {
      const context = given as MemoryContext;
      context.deployment = { id: names.deployment, name: names.deployment };
      context.blueprint = { id: names.blueprint, name: names.blueprint };
      context.maxRetries = names.maxRetries;
      context.inputs = withVectors(context.inputs, vectors);
      // The recording engine keeps its instances in a file that has neither numbers nor groups.
      for (const { instance } of context.others.values()) Object.assign(instance, { index: 0, scalingGroups: null });
      place(context, machine);
      return await untilItEnds(context, operation);
    },
  });
  await run.install();
  await run.uninstall();
  const recording = await readRecording((name) => runCommand(transport, `cat ${vectors}/${name}`).catch(() => null));
  await runCommand(transport, `rm -r ${vectors}`);
  return { recording, nodeNames: run.plan.nodes.map(({ name }) => name) };
}

/** The recorded scripts name no machine; here one stands for whatever host their node is on. */
function place(context: MemoryContext, machine: NodeAndInstance | null): void {
  context.executor = machine === null ? 'central_deployment_agent' : 'host_agent';
  if (machine !== null) context.host = machine;
}

function withVectors(inputs: JsonObject, vectors: string): JsonObject {
  const process = isJsonObject(inputs['process']) ? inputs['process'] : {};
  const env = isJsonObject(process['env']) ? process['env'] : {};
  return { ...inputs, process: { ...process, env: { ...env, VECTORS: vectors } } };
}

/** As often as the engine would; how it ends is the script's matter, and what it wrote is compared. */
async function untilItEnds(
  context: MemoryContext,
  operation: (context: MemoryContext) => Promise<Json>,
): Promise<Json> {
  for (;;) {
    try {
      return await operation(context);
    } catch (error) {
      const goesOn = error instanceof RecoverableError || error instanceof OperationRetry;
      if (!goesOn || context.retryNumber >= context.maxRetries) return null;
      context.retryNumber += 1;
      context.key = { ...context.key, attempt: context.key.attempt + 1 };
      context.progress = { offsets: { stdout: 0, stderr: 0 }, requests: {} };
    }
  }
}
