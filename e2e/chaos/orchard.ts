import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { appendFile, cp, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { JsonObject } from '../../core/blueprint/json.ts';
import type { NodeInstanceState } from '../../core/workflow/task-graph.ts';
import { findExecution, type NamedExecution } from '../../db/repositories/execution.ts';
import { listNodeInstances } from '../../db/repositories/node-instance.ts';
import { finalStatuses } from '../../db/schema/execution.ts';
import { actor, type Product } from './product.ts';

const files = fileURLToPath(new URL('./orchard', import.meta.url));

/** A workflow in a state of the deployment in which it has something to do. */
export interface Scenario {
  name: string;
  workflow: string;
  /** The state of all instances before it. */
  from: NodeInstanceState;
  /** It is an update to the blueprint with one more node. */
  isUpdate?: boolean;
  parameters?(instances: readonly string[]): JsonObject;
}

/** Every workflow that the types declare and that does something here. */
export const scenarios: readonly Scenario[] = [
  { name: 'install', workflow: 'install', from: 'uninitialized' },
  { name: 'uninstall', workflow: 'uninstall', from: 'started' },
  { name: 'reinstall', workflow: 'reinstall', from: 'started' },
  { name: 'start', workflow: 'start', from: 'started' },
  { name: 'stop', workflow: 'stop', from: 'started' },
  { name: 'restart', workflow: 'restart', from: 'started' },
  { name: 'pull', workflow: 'pull', from: 'started' },
  {
    name: 'execute_operation',
    workflow: 'execute_operation',
    from: 'started',
    parameters: () => ({ operation: 'cloudify.interfaces.lifecycle.configure', run_by_dependency_order: true }),
  },
  { name: 'check_status', workflow: 'check_status', from: 'started' },
  { name: 'check_drift', workflow: 'check_drift', from: 'started' },
  { name: 'rollback', workflow: 'rollback', from: 'configuring' },
  {
    name: 'scale out',
    workflow: 'scale',
    from: 'started',
    parameters: () => ({ scalable_entity_name: 'tree', delta: 1 }),
  },
  {
    name: 'scale in',
    workflow: 'scale',
    from: 'started',
    parameters: () => ({ scalable_entity_name: 'tree', delta: -1 }),
  },
  {
    name: 'heal by reinstall',
    workflow: 'heal',
    from: 'started',
    parameters: (instances) => ({
      node_instance_id: instances.find((id) => id.startsWith('tree')) ?? '',
      force_reinstall: true,
    }),
  },
  { name: 'heal all', workflow: 'heal', from: 'started' },
  { name: 'update', workflow: 'update', from: 'started', isUpdate: true },
  { name: 'workflow script', workflow: 'tend', from: 'started' },
];

/** A deployment in the state of its scenario. */
export interface Plot {
  scenario: Scenario;
  deploymentId: string;
  witness: string;
  /** What its instances are called in every plot: `<node>#<number>`. */
  names: Map<string, string>;
}

/** What a finished run has done and left behind, in names that are the same for every plot of a scenario. */
export interface Harvest {
  /** One line for each operation that ran: `<instance> <operation>`. */
  operations: string[];
  state: string;
}

/** What the blueprint of an update has besides. */
const hedge = `
  hedge:
    type: orchard.nodes.Plant
    relationships:
      - type: orchard.relationships.grows_on
        target: soil
`;

async function upload(product: Product, name: string, folder: string): Promise<string> {
  const { stdout } = await promisify(execFile)('tar', ['-C', folder, '-cz', '.'], { encoding: 'buffer' });
  const request = { name, mainFile: null, archive: new Uint8Array(stdout) };
  const uploaded = await product.services.blueprints.uploadArchive(actor, request);
  if (!uploaded.ok) throw new Error(uploaded.diagnostics.map(({ detail }) => detail).join('\n'));
  return uploaded.blueprint.id;
}

/** The chaos blueprint, deployed as often as wanted. */
export class Orchard {
  readonly product: Product;
  readonly #blueprintId: string;
  readonly #grownId: string;

  private constructor(product: Product, blueprints: { present: string; grown: string }) {
    this.product = product;
    this.#blueprintId = blueprints.present;
    this.#grownId = blueprints.grown;
  }

  static async open(product: Product): Promise<Orchard> {
    const grown = join(product.folder, 'grown');
    await cp(files, grown, { recursive: true });
    await appendFile(join(grown, 'blueprint.yaml'), hedge);
    const present = await upload(product, 'orchard', files);
    return new Orchard(product, { present, grown: await upload(product, 'grown-orchard', grown) });
  }

  async prepare(scenario: Scenario): Promise<Plot> {
    const { services, folder, database } = this.product;
    const name = `${scenario.name} ${randomUUID()}`;
    const witness = join(folder, `witness-${randomUUID()}`);
    const created = await services.deployments.create(actor, {
      ...{ blueprintId: this.#blueprintId, name },
      inputs: { witness },
    });
    if (!created.ok) throw new Error(created.problems.map(({ message }) => message).join('\n'));
    const deploymentId = created.id;
    await database.pool.query('update node_instance set state = $2 where deployment_id = $1', [
      deploymentId,
      scenario.from,
    ]);
    const plot: Plot = { scenario, deploymentId, witness, names: new Map() };
    await this.#learnNames(plot);
    return plot;
  }

  async start({ scenario, deploymentId, names }: Plot): Promise<string> {
    if (scenario.isUpdate) return await this.#startUpdate(deploymentId);
    const started = await this.product.services.executions.start(actor, {
      ...{ deploymentId, workflow: scenario.workflow },
      parameters: scenario.parameters?.([...names.keys()]) ?? {},
      force: true,
    });
    if (!started.ok) throw new Error(started.problems.map(({ message }) => message).join('\n'));
    return started.id;
  }

  async #startUpdate(deploymentId: string): Promise<string> {
    const { updates } = this.product.services;
    const planned = await updates.plan(actor, { deploymentId, blueprintId: this.#grownId });
    if (!planned.ok) throw new Error(planned.problems.map(({ message }) => message).join('\n'));
    const started = await updates.start(actor, { id: planned.update.id });
    if (!started.ok) throw new Error(started.problems.map(({ message }) => message).join('\n'));
    return started.id;
  }

  /** The execution once it has ended or needs a person; null while it goes on. */
  async ended(id: string): Promise<NamedExecution | null> {
    const row = await findExecution(this.product.database.db, { id });
    if (row === null) throw new Error(`The execution ${id} is gone.`);
    const isOver = (finalStatuses as readonly string[]).includes(row.status) || row.status === 'needs-decision';
    return isOver ? row : null;
  }

  async harvest(plot: Plot): Promise<Harvest> {
    await this.#learnNames(plot);
    const name = (id: string): string =>
      id
        .split('>')
        .map((part) => plot.names.get(part) ?? part)
        .join('>');
    const text = await readFile(plot.witness, 'utf8').catch(() => '');
    const lines = text.split('\n').filter((line) => line !== '');
    const operations = lines.map((line) => {
      const [, instance = '', operation = ''] = line.split(' ');
      return `${name(instance)} ${operation}`;
    });
    const rows = await listNodeInstances(this.product.database.db, plot.deploymentId);
    const states = rows.map((row) => {
      const related = row.relationships.map((relationship) => name(relationship.target_id));
      return [name(row.id), row.state, Object.keys(row.runtimeProperties).sort(), related];
    });
    return { operations: operations.sort(), state: JSON.stringify(states.sort()) };
  }

  /** Instances that a workflow adds get their names after it. */
  async #learnNames({ deploymentId, names }: Plot): Promise<void> {
    for (const row of await listNodeInstances(this.product.database.db, deploymentId)) {
      names.set(row.id, `${row.nodeName}#${row.index}`);
    }
  }
}
