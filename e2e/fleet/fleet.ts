import { readFileSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { Json, JsonObject } from '../../core/blueprint/json.ts';
import { findExecution } from '../../db/repositories/execution.ts';
import { finalStatuses } from '../../db/schema/execution.ts';
import type { LabHost } from '../../server/lab/lab.ts';
import { zip } from '../../server/security/archive/testing/pack.ts';
import type { Services } from '../../server/services/services.ts';
import { startStandby } from '../chaos/child.ts';
import { type LabPlace, startLabHosts } from '../chaos/lab-hosts.ts';
import { actor, openProduct, type Product } from '../chaos/product.ts';

/** What a run of a workflow did. */
export interface FleetRun {
  operations: number;
  seconds: number;
}

/** The example `fleet`, deployed but not installed. */
export interface FleetDeployment {
  /** Runs a workflow to its end; throws with its first events when it does not succeed. */
  run(workflow: string): Promise<FleetRun>;
  /** The deployment's outputs by name. */
  outputs(): Promise<Record<string, Json>>;
}

/** Lab hosts, the product and a worker of it in processes of their own. */
export interface Fleet {
  hosts: readonly LabHost[];
  /** On machines at the addresses of the hosts, or on free hosts of the pool. */
  deploy(from: 'addresses' | 'pool', inputs: JsonObject): Promise<FleetDeployment>;
  close(): Promise<void>;
}

const folder = fileURLToPath(new URL('../../examples/fleet', import.meta.url));

export async function openFleet(place: LabPlace & { count: number }): Promise<Fleet> {
  const product = await openProduct({ examples: true });
  try {
    const hosts = await startLabHosts(product, place);
    const worker = startStandby('worker-process.ts', product.environment);
    product.onClose(() => worker.kill('SIGTERM'));
    await worker.begin();
    if (!worker.output().includes('ready ')) throw new Error(`The worker did not begin. It wrote:\n${worker.output()}`);
    const addresses = hosts.map(({ address }) => address);
    const ofAddresses = { machines: place.count, addresses, ssh_port: place.port };
    return {
      hosts,
      deploy: async (from, inputs) => {
        const all = from === 'pool' ? inputs : { ...ofAddresses, ...inputs };
        const id = await deploy(product, { from, inputs: all });
        return { run: (workflow) => run(product, id, workflow), outputs: () => outputs(product, id) };
      },
      close: () => product.close(),
    };
  } catch (fault) {
    await product.close();
    throw fault;
  }
}

async function deploy(
  { services }: Product,
  { from, inputs }: { from: 'addresses' | 'pool'; inputs: JsonObject },
): Promise<string> {
  const blueprintId = from === 'pool' ? await uploadForPool(services) : await findExample(services);
  const name = `fleet of ${from}`;
  const created = await services.deployments.create(actor, { blueprintId, name, inputs });
  if (!created.ok) throw new Error(created.problems.map(({ message }) => message).join('\n'));
  return created.id;
}

async function findExample(services: Services): Promise<string> {
  const blueprint = (await services.blueprints.list(actor)).find(({ name }) => name === 'fleet');
  if (blueprint === undefined) throw new Error('The example fleet was not registered.');
  return blueprint.id;
}

async function uploadForPool(services: Services): Promise<string> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  const archive = zip(files.map((file) => ({ name: relative(folder, file), content: readFileSync(file) })));
  const upload = { name: 'fleet-from-pool', mainFile: 'from-pool.yaml', archive };
  const result = await services.blueprints.uploadArchive(actor, upload);
  if (!result.ok) throw new Error(JSON.stringify(result.diagnostics));
  return result.blueprint.id;
}

async function run({ services, database }: Product, deploymentId: string, workflow: string): Promise<FleetRun> {
  const began = performance.now();
  const started = await services.executions.start(actor, { deploymentId, workflow });
  if (!started.ok) throw new Error(started.problems.map(({ message }) => message).join('\n'));
  for (;;) {
    const row = await findExecution(database.db, { id: started.id });
    if (row === null) throw new Error(`The execution ${started.id} is gone.`);
    if (row.status === 'terminated')
      return { operations: row.finishedOperations, seconds: (performance.now() - began) / 1000 };
    if (row.status === 'needs-decision' || (finalStatuses as readonly string[]).includes(row.status)) {
      const { events } = await services.executions.events(actor, { id: started.id, limit: 30 });
      const said = events.map(({ instance, text }) => `${instance ?? ''} ${text}`).join('\n');
      throw new Error(`${workflow} ended as ${row.status}: ${row.error ?? ''}\n${said}`);
    }
    await delay(50);
  }
}

async function outputs({ services }: Product, id: string): Promise<Record<string, Json>> {
  const deployment = await services.deployments.get(actor, id);
  return Object.fromEntries(deployment.outputs.map(({ name, value }) => [name, value ?? null]));
}
