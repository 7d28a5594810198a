import { setTimeout as delay } from 'node:timers/promises';
import type { Json, JsonObject } from '../../core/blueprint/json.ts';
import { findExecution } from '../../db/repositories/execution.ts';
import { finalStatuses } from '../../db/schema/execution.ts';
import type { LabHost } from '../../server/lab/lab.ts';
import { startStandby } from '../chaos/child.ts';
import { type LabPlace, startLabHosts } from '../chaos/lab-hosts.ts';
import { actor, openProduct, type Product } from '../chaos/product.ts';

/** What a run of a workflow did. */
export interface FleetRun {
  operations: number;
  seconds: number;
}

/** The example `fleet`, deployed but not installed, with a worker and lab hosts of its own. */
export interface Fleet {
  hosts: readonly LabHost[];
  /** Runs a workflow to its end; throws with its last events when it does not succeed. */
  run(workflow: string): Promise<FleetRun>;
  /** The deployment's outputs by name. */
  outputs(): Promise<Record<string, Json>>;
  close(): Promise<void>;
}

/** Starts the lab hosts, the product and its worker, and deploys the example on all of the hosts. */
export async function openFleet(place: LabPlace & { count: number }, inputs: JsonObject = {}): Promise<Fleet> {
  const product = await openProduct();
  try {
    const hosts = await startLabHosts(product, place);
    const worker = startStandby('worker-process.ts', product.environment);
    product.onClose(() => worker.kill('SIGTERM'));
    await worker.begin();
    if (!worker.output().includes('ready ')) throw new Error(`The worker did not begin. It wrote:\n${worker.output()}`);
    const deploymentId = await deploy(product, {
      machines: place.count,
      addresses: hosts.map(({ address }) => address),
      ssh_port: place.port,
      ...inputs,
    });
    return {
      hosts,
      run: (workflow) => run(product, deploymentId, workflow),
      outputs: () => outputs(product, deploymentId),
      close: () => product.close(),
    };
  } catch (fault) {
    await product.close();
    throw fault;
  }
}

async function deploy({ services }: Product, inputs: JsonObject): Promise<string> {
  const blueprint = (await services.blueprints.list(actor)).find(({ name }) => name === 'fleet');
  if (blueprint === undefined) throw new Error('The example fleet was not registered.');
  const created = await services.deployments.create(actor, { blueprintId: blueprint.id, name: 'fleet', inputs });
  if (!created.ok) throw new Error(created.problems.map(({ message }) => message).join('\n'));
  return created.id;
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
