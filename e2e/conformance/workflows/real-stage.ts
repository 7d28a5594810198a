import type { Json } from '../../../core/blueprint/json.ts';
import type { OperationOutcome } from '../../../core/engine/protocol.ts';
import type { DeploymentPlan } from '../../../core/plan/plan.ts';
import type { OperationContext, OperationFunction } from '../../../core/ports/operation.ts';
import { NonRecoverableError, OperationRetry, RecoverableError } from '../../../core/ports/operation.ts';
import type { Database } from '../../../db/client.ts';
import { readEvents } from '../../../db/repositories/event.ts';
import { listNodeInstances } from '../../../db/repositories/node-instance.ts';
import type { Runtime } from '../../../server/runtime/ports.ts';
import { startSample, storeDeployment } from '../../../server/runtime/testing/sample-deployment.ts';
import { testRuntime, untilStatus } from '../../../server/runtime/testing/test-runtime.ts';
import type { StepOptions, WorkflowStepRecord } from './case.ts';
import { InstanceNames, modelOf, type NamedInstance } from './deployment.ts';
import { defaultsOf, type Performance } from './stage.ts';
import { createTracer } from './tracer.ts';

/** A deployment in a real database, on which a real worker runs the workflows of a case one after the other. */
export class RealStage {
  readonly #names = new InstanceNames();
  readonly #tracer = createTracer();
  readonly #database: Database;
  readonly #plan: DeploymentPlan;
  readonly #deploymentId: string;
  #attempts: (Attempt & { moment: 'began' | 'ended' })[] = [];

  private constructor(database: Database, plan: DeploymentPlan, deploymentId: string) {
    this.#database = database;
    this.#plan = plan;
    this.#deploymentId = deploymentId;
    this.#names.addAll(modelOf(plan).instances);
  }

  static async open(database: Database, plan: DeploymentPlan): Promise<RealStage> {
    const counts = new Map<string, number>();
    const instances = modelOf(plan).instances.map(({ id, nodeName, hostId, relationships, scalingGroups }) => {
      const index = (counts.get(nodeName) ?? 0) + 1;
      counts.set(nodeName, index);
      return { id, nodeName, index, hostId, relationships: [...relationships], scalingGroups: [...scalingGroups] };
    });
    const deploymentId = await storeDeployment(database.db, { plan: { ...plan, inputs: {} }, instances, files: {} });
    return new RealStage(database, plan, deploymentId);
  }

  /** A worker that knows the test plugin's operations. */
  worker(): Runtime {
    const named = ['tracer.op', 'tracer.host_state'].map((mapping): [string, OperationFunction] => [
      `t.${mapping}`,
      (context) => this.#attempt(context, mapping),
    ]);
    return testRuntime(this.#database, () => Promise.resolve(null), { operations: new Map(named) });
  }

  /** Runs one workflow to its end. */
  async play(step: WorkflowStepRecord, defaults: StepOptions): Promise<Performance> {
    const options = { ...defaults, ...step.options };
    const { db } = this.#database;
    this.#attempts = [];
    const executionId = await startSample(db, this.#deploymentId, {
      workflow: step.workflow,
      parameters: {
        ...defaultsOf(this.#plan.workflows[step.workflow]?.parameters ?? {}),
        ...this.#names.resolve(step.parameters),
      },
      retries: {
        maxRetries: options.task_retries ?? -1,
        retryInterval: options.task_retry_interval ?? 0,
        subgraphRetries: options.subgraph_retries ?? 0,
      },
    });
    const { status, error } = await untilStatus(this.#database, executionId);
    const rows = await listNodeInstances(db, this.#deploymentId);
    this.#names.addAll(rows);
    const events = await readEvents(db, { executionId, after: 0, limit: 100_000 });
    return {
      marks: this.#marks(),
      states: Object.fromEntries(rows.map(({ id, state }) => [this.#names.nameOf(id), state])),
      status: status === 'terminated' ? 'terminated' : 'failed',
      ...(error === null ? {} : { error }),
      events: events.map(({ type, instance, text }) => ({
        type,
        instance: instance === null ? null : this.#names.nameOf(instance),
        text: this.#names.rename(text),
      })),
    };
  }

  async #attempt(context: OperationContext, mapping: string): Promise<Json> {
    const attempt = attemptOf(context);
    this.#attempts.push({ ...attempt, moment: 'began' });
    try {
      return resultOf(this.#tracer.attempt(JSON.stringify(attempt), mapping, context.inputs));
    } finally {
      this.#attempts.push({ ...attempt, moment: 'ended' });
    }
  }

  /** In the names of the recording; instances that are gone already are named last. */
  #marks(): Performance['marks'] {
    return this.#attempts.map(({ moment, operation, own, target, side }) => {
      this.#names.addAll([own, ...(target === null ? [] : [target])]);
      const label = operation.replace('cloudify.interfaces.', '');
      const name = this.#names.nameOf(own.id);
      if (target === null) return { moment, label: `${name}.${label}` };
      return { moment, label: `${name}->${this.#names.nameOf(target.id)}.${label}@${side}` };
    });
  }
}

interface Attempt {
  operation: string;
  own: NamedInstance;
  target: NamedInstance | null;
  side: string | null;
}

function attemptOf({ operation, self, source, target, side }: OperationContext): Attempt {
  const own = self ?? source;
  if (own === undefined) throw new Error(`${operation} is about nothing.`);
  return {
    operation,
    own: { id: own.instance.id, nodeName: own.node.id, scalingGroups: [] },
    target: target === undefined ? null : { id: target.instance.id, nodeName: target.node.id, scalingGroups: [] },
    side: side ?? null,
  };
}

function resultOf(outcome: OperationOutcome): Json {
  if (outcome.status === 'succeeded') return outcome.result;
  if (outcome.status === 'retry') throw new OperationRetry(outcome.message, outcome.retryAfter);
  const { message } = outcome.error;
  throw outcome.recoverable ? new RecoverableError(message) : new NonRecoverableError(message);
}
