import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Database } from '../../db/client.ts';
import { findExecution, type NamedExecution } from '../../db/repositories/execution.ts';
import { listNodeInstances } from '../../db/repositories/node-instance.ts';
import { finalStatuses } from '../../db/schema/execution.ts';
import type { LabHost } from '../../server/lab/lab.ts';
import type { Services } from '../../server/services/services.ts';
import { type LabPlace, startLabHosts } from './lab-hosts.ts';
import { actor, openProduct, type Product } from './product.ts';

/** What a marker line says. */
export interface Mark {
  operation: string;
  instance: string;
  execution: string;
}

/** The wine-cellar example on lab hosts and a database that both outlive the servers which run it. */
export class Cellar {
  readonly environment: Record<string, string>;
  readonly database: Database;
  readonly #services: Services;
  readonly #hosts: LabHost[];
  readonly #deploymentId: string;
  readonly #close: () => Promise<void>;

  constructor({ environment, database, services, close }: Product, made: { hosts: LabHost[]; deploymentId: string }) {
    this.environment = environment;
    this.database = database;
    this.#services = services;
    this.#close = close;
    this.#hosts = made.hosts;
    this.#deploymentId = made.deploymentId;
  }

  async start(workflow: 'install' | 'uninstall'): Promise<string> {
    const started = await this.#services.executions.start(actor, { deploymentId: this.#deploymentId, workflow });
    if (!started.ok) throw new Error(started.problems.map(({ message }) => message).join('\n'));
    return started.id;
  }

  /** The execution once it has ended or needs a person; null while it goes on. */
  async ended(id: string): Promise<NamedExecution | null> {
    const row = await findExecution(this.database.db, { id });
    if (row === null) throw new Error(`The execution ${id} is gone.`);
    const isOver = (finalStatuses as readonly string[]).includes(row.status) || row.status === 'needs-decision';
    return isOver ? row : null;
  }

  /** The last lines of an execution's log, for a report of what went wrong. */
  async tail(id: string): Promise<string> {
    const { events } = await this.#services.executions.events(actor, { id, limit: 30 });
    return events.map((event) => `${event.at} ${event.instance ?? ''} ${event.text}`).join('\n');
  }

  /** Every instance with its state and what its operations have found out; ids and addresses are the same each time. */
  async state(): Promise<string> {
    const rows = await listNodeInstances(this.database.db, this.#deploymentId);
    return JSON.stringify(
      rows.map(({ id, state, runtimeProperties }) => ({
        id,
        state,
        properties: Object.keys(runtimeProperties).sort(),
      })),
    );
  }

  /** All lines of the append-only marker files of all hosts. */
  async marks(): Promise<Mark[]> {
    const texts = await Promise.all(
      this.#hosts.map((host) => readFile(join(host.home, 'marker.log'), 'utf8').catch(() => '')),
    );
    const lines = texts.flatMap((text) => text.split('\n').filter((line) => line !== ''));
    return lines.map((line) => {
      const [operation = '', instance = '', execution = ''] = line.split(' ');
      return { operation, instance, execution };
    });
  }

  async close(): Promise<void> {
    await this.#close();
  }
}

/** Brings everything up but the server that is to be killed. */
export async function openCellar(options: LabPlace): Promise<Cellar> {
  const product = await openProduct({ examples: true });
  try {
    const hosts = await startLabHosts(product, options);
    const deploymentId = await deploy(product.services, hosts);
    return new Cellar(product, { hosts, deploymentId });
  } catch (fault) {
    await product.close();
    throw fault;
  }
}

async function deploy(services: Services, hosts: LabHost[]): Promise<string> {
  const blueprint = (await services.blueprints.list(actor)).find(({ name }) => name === 'wine-cellar');
  if (blueprint === undefined) throw new Error('The example wine-cellar was not registered.');
  const [balancer, app1, app2, data] = hosts.map((host) => host.address);
  const created = await services.deployments.create(actor, {
    blueprintId: blueprint.id,
    name: `chaos-${randomUUID()}`,
    inputs: {
      load_balancer_ip: balancer ?? '',
      app_1_ip: app1 ?? '',
      app_2_ip: app2 ?? '',
      database_ip: data ?? '',
      ssh_port: hosts[0]?.port ?? 0,
      marker_file: 'marker.log',
      // Nobody watches: shorter pauses, more executions.
      step_seconds: 0.05,
    },
  });
  if (!created.ok) throw new Error(created.problems.map((problem) => problem.message).join('\n'));
  return created.id;
}
