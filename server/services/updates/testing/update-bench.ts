import { randomUUID } from 'node:crypto';
import { expect } from 'vitest';
import type { JsonObject } from '../../../../core/blueprint/json.ts';
import { NonRecoverableError, type OperationContext } from '../../../../core/ports/operation.ts';
import { findDeployment } from '../../../../db/repositories/deployment.ts';
import type { NamedExecution } from '../../../../db/repositories/execution.ts';
import { listNodeInstances } from '../../../../db/repositories/node-instance.ts';
import type { CreateDeploymentResult, PreviewResult, PreviewView, StartResult } from '../../../api/contract.ts';
import type { PlanUpdateResult, UpdateOptions, UpdateView } from '../../../api/update-contract.ts';
import type { Runtime } from '../../../runtime/ports.ts';
import { sampleTenant, startSample } from '../../../runtime/testing/sample-deployment.ts';
import { testRuntime, untilStatus } from '../../../runtime/testing/test-runtime.ts';
import { startTestProduct, type TestProduct } from '../../../testing/start-test-product.ts';
import { type Moment, readMoment } from './moment.ts';
import { storeVersion } from './store-version.ts';

/** Text that stands before the blueprints of these tests: their only plugin. */
const prelude = `
plugins: {sample: {executor: central_deployment_agent, install: false}}
`;

/** One operation that ran: `node operation` and its inputs, and which model the deployment had then. */
export interface Ran {
  label: string;
  inputs: JsonObject;
  moment: Moment;
}

/** A deployment that is updated: the real database, API and runtime, with operations that only note that they ran. */
export class UpdateBench {
  readonly product: TestProduct;
  readonly ran: Ran[] = [];
  /** What fails, as `<node> <operation>`. */
  fails: string[] = [];
  /** What checks of drift find. */
  drifts: string[] = [];
  /** Operations do not end before it does. */
  hold: Promise<void> = Promise.resolve();
  readonly #runtime: Runtime;

  private constructor(product: TestProduct) {
    this.product = product;
    this.#runtime = testRuntime(product.database, (context) => this.#run(context));
  }

  static async start(): Promise<UpdateBench> {
    const bench = new UpdateBench(await startTestProduct());
    await bench.#runtime.start();
    return bench;
  }

  async stop(): Promise<void> {
    await this.#runtime.stop();
    await this.product.stop();
  }

  /** Stores a text as the next version of a blueprint of that name; returns the ids of both. */
  async upload(name: string, text: string): Promise<{ blueprintId: string; versionId: string }> {
    return await storeVersion(this.product.database.db, { name, text: prelude + text });
  }

  /** Makes a deployment of a text and, unless told otherwise, installs it. */
  async deploy(text: string, { inputs = {}, isInstalled = true } = {}): Promise<{ id: string; name: string }> {
    const name = `shop-${randomUUID()}`;
    const { blueprintId } = await this.upload(name, text);
    const answer = await this.product.admin.mutate('deployments.create', { blueprintId, name, inputs });
    const created = answer.data as CreateDeploymentResult;
    if (!created.ok) throw new Error(JSON.stringify(created.problems));
    if (isInstalled) {
      const execution = await this.untilEnded(await startSample(this.product.database.db, created.id));
      expect(execution.status).toBe('terminated');
    }
    this.ran.length = 0;
    return { id: created.id, name };
  }

  async plan(request: object): Promise<UpdateView> {
    const result = (await this.product.admin.mutate('updates.plan', request)).data as PlanUpdateResult;
    if (!result.ok) throw new Error(JSON.stringify(result.problems));
    return result.update;
  }

  async preview(id: string, options: UpdateOptions = {}): Promise<PreviewView> {
    const result = (await this.product.admin.mutate('updates.preview', { id, options })).data as PreviewResult;
    if (!result.ok) throw new Error(JSON.stringify(result.problems));
    return result.preview;
  }

  async start(request: object): Promise<string> {
    const answer = await this.product.admin.mutate('updates.start', request);
    const result = answer.data as StartResult;
    if (answer.status !== 200 || !result.ok) throw new Error(JSON.stringify(answer));
    return result.id;
  }

  async untilEnded(execution: string): Promise<NamedExecution> {
    return await untilStatus(this.product.database, execution);
  }

  async get(id: string): Promise<UpdateView> {
    return (await this.product.admin.query('updates.get', { id })).data as UpdateView;
  }

  async moment(deploymentId: string): Promise<Moment> {
    return await readMoment(this.product.database.db, deploymentId);
  }

  /** The states of instances, by node. */
  async states(deploymentId: string): Promise<Record<string, string[]>> {
    const rows = await listNodeInstances(this.product.database.db, deploymentId);
    const byNode = Map.groupBy(rows, ({ nodeName }) => nodeName);
    return Object.fromEntries(Array.from(byNode, ([node, all]) => [node, all.map(({ state }) => state)]));
  }

  async deployment(id: string) {
    const row = await findDeployment(this.product.database.db, sampleTenant, id);
    if (row === null) throw new Error(`There is no deployment ${id}.`);
    return row;
  }

  async #run(context: OperationContext): Promise<JsonObject | null> {
    const operation = context.operation.split('.').at(-1) ?? '';
    const subject = context.self ?? context.source;
    const target = context.target === undefined ? '' : ` ${context.target.node.name}`;
    const label = `${subject?.node.name} ${operation}${target}`;
    const [row] = await this.product.database.pool
      .query('select deployment_id from execution where id = $1', [context.key.executionId])
      .then(({ rows }) => rows as { deployment_id: string }[]);
    this.ran.push({ label, inputs: context.inputs, moment: await this.moment(row?.deployment_id ?? '') });
    await this.hold;
    if (this.fails.includes(label)) throw new NonRecoverableError(`${label} fails`);
    return this.drifts.includes(label) ? { wrong: true } : null;
  }
}
