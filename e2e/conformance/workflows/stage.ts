import type { Json, JsonObject } from '../../../core/blueprint/json.ts';
import type { OperationOutcome } from '../../../core/engine/protocol.ts';
import { type AttemptMark, type InMemoryRun, runInMemory } from '../../../core/engine/testing/in-memory-run.ts';
import type { DeploymentPlan, PlanOperation } from '../../../core/plan/plan.ts';
import { applyChanges, applyEffects } from '../../../core/workflow/apply-changes.ts';
import {
  defaultGraphLimits,
  WorkflowRefusal,
  type WorkflowStep,
  type WorkflowTurn,
} from '../../../core/workflow/definition.ts';
import { findRelationship, type WorkflowModel } from '../../../core/workflow/model.ts';
import type { Effect, NodeInstanceState, OperationTask } from '../../../core/workflow/task-graph.ts';
import { builtinWorkflows } from '../../../core/workflow/workflows.ts';
import type { StepOptions, WorkflowStepRecord } from './case.ts';
import { countingIds, InstanceNames, modelOf } from './deployment.ts';
import { createTracer } from './tracer.ts';

/** What one workflow did, in the names of the recording. */
export interface Performance {
  /** Starts and ends of attempts in order; `label` as recordings name operations. */
  marks: { label: string; moment: 'began' | 'ended' }[];
  states: Record<string, NodeInstanceState>;
  status: 'terminated' | 'failed';
  error?: string;
  /** Instance name and text of each `workflow_node_event`, in order. */
  nodeEvents: { instance: string; text: string }[];
}

/** A deployment in memory on which the workflows of a case are run one after the other. */
export class Stage {
  readonly #plan: DeploymentPlan;
  readonly #choose: (count: number) => number;
  readonly #names = new InstanceNames();
  readonly #tracer = createTracer();
  #model: WorkflowModel;
  #executions = 0;

  /** `choose` decides which of several possible things happens next. */
  constructor(plan: DeploymentPlan, choose: (count: number) => number) {
    this.#plan = plan;
    this.#choose = choose;
    this.#model = modelOf(plan);
    this.#names.addAll(this.#model.instances);
  }

  /** Runs one workflow to its end. */
  async play(step: WorkflowStepRecord, defaults: StepOptions): Promise<Performance> {
    const execution = `execution-${this.#executions++}`;
    const done: Performance = { marks: [], states: {}, status: 'terminated', nodeEvents: [] };
    try {
      await this.#perform(step, { ...defaults, ...step.options }, { execution, done });
    } catch (error) {
      if (!(error instanceof WorkflowRefusal)) throw error;
      done.status = 'failed';
      done.error = error.message;
    }
    done.states = Object.fromEntries(this.#model.instances.map(({ id, state }) => [this.#names.nameOf(id), state]));
    return done;
  }

  async #perform(
    step: WorkflowStepRecord,
    options: StepOptions,
    { execution, done }: { execution: string; done: Performance },
  ): Promise<void> {
    const planned = this.#plan.workflows[step.workflow];
    const definition = builtinWorkflows[planned?.operation ?? ''];
    if (!planned || !definition) throw new Error(`The workflow ${step.workflow} is not built in.`);
    const parameters = { ...defaultsOf(planned.parameters), ...this.#names.resolve(step.parameters) };
    let memory: Json = null;
    let ended: WorkflowTurn['ended'] = null;
    for (let position = 0; ; position++) {
      const next = await definition.next({
        ...{ model: this.#model, parameters, position, memory, ended, limits: defaultGraphLimits },
        execution: { id: execution, workflow: step.workflow },
        subgraphRetries: options.subgraph_retries ?? 0,
        ids: countingIds(`${execution}-${position}-`),
      });
      this.#change(applyChanges(this.#model, next.changes));
      if (next.kind === 'end') {
        finish(done, next);
        return;
      }
      const run = this.#run(next, step.workflow, options);
      this.#record(run, done);
      ended = endOf(run);
      memory = next.memory ?? null;
      if (ended.status === 'failed' && next.onFailure !== 'next') {
        finish(done, ended);
        return;
      }
    }
  }

  #run(step: WorkflowStep & { kind: 'graph' }, workflow: string, options: StepOptions): InMemoryRun {
    const run = runInMemory(step.graph, {
      settings: {
        workflow,
        maxRetries: options.task_retries ?? -1,
        retryInterval: options.task_retry_interval ?? 0,
        waitAfterFail: 600,
        subgraphRetries: options.subgraph_retries ?? 0,
        dialect: this.#model.dialect,
      },
      choose: this.#choose,
      outcome: (task) => this.#outcome(task),
    });
    this.#change(applyEffects(this.#model, effectsOf(run)));
    return run;
  }

  #change(model: WorkflowModel): void {
    this.#model = model;
    this.#names.addAll(model.instances);
  }

  #record(run: InMemoryRun, done: Performance): void {
    for (const { moment, task } of run.marks as AttemptMark[]) done.marks.push({ label: this.#label(task), moment });
    for (const effect of effectsOf(run)) {
      if (effect.kind !== 'event' || effect.type !== 'workflow_node_event') continue;
      done.nodeEvents.push({ instance: this.#names.nameOf(effect.instance ?? ''), text: effect.text });
    }
  }

  #label(task: OperationTask): string {
    const operation = task.operation.replace('cloudify.interfaces.', '');
    const own = this.#names.nameOf(task.instance);
    if (!task.relationship) return `${own}.${operation}`;
    return `${own}->${this.#names.nameOf(task.relationship.target)}.${operation}@${task.relationship.side}`;
  }

  #outcome(task: OperationTask): OperationOutcome {
    const { operation, inputs } = this.#planned(task);
    return this.#tracer.attempt(this.#label(task), operation, { ...inputs, ...task.inputs });
  }

  #planned(task: OperationTask): PlanOperation {
    const instance = this.#model.instances.find(({ id }) => id === task.instance);
    const node = this.#model.nodes.get(instance?.nodeName ?? '');
    if (!instance || !node) throw new Error(`${task.id} is about an instance that is not there.`);
    const operations = task.relationship
      ? findRelationship(node, instance.relationships[task.relationship.index]?.target_name ?? '')?.[
          `${task.relationship.side}_operations`
        ]
      : node.operations;
    const planned = operations?.[task.operation];
    if (!planned) throw new Error(`${task.id} names an operation that ${node.id} does not have.`);
    return planned;
  }
}

function finish(done: Performance, { status, error }: { status: Performance['status']; error?: string }): void {
  done.status = status;
  if (error !== undefined) done.error = error;
}

function endOf(run: InMemoryRun): NonNullable<WorkflowTurn['ended']> {
  const { status, error } = run.engine.result ?? { status: 'failed', error: 'The run did not end.' };
  return { status: status === 'terminated' ? 'terminated' : 'failed', ...(error === undefined ? {} : { error }) };
}

function effectsOf(run: InMemoryRun): Effect[] {
  return run.commands.flat().flatMap((command) => (command.kind === 'effect' ? [command.effect] : []));
}

function defaultsOf(declared: Readonly<Record<string, JsonObject>>): JsonObject {
  const filled = Object.entries(declared).filter(([, { default: value }]) => value !== undefined);
  return Object.fromEntries(filled.map(([name, declaration]) => [name, declaration['default'] ?? null]));
}
