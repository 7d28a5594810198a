import type { JsonObject } from '../../../core/blueprint/json.ts';
import type { EngineCommand, OperationOutcome } from '../../../core/engine/protocol.ts';
import type { InMemoryRun } from '../../../core/engine/testing/in-memory-run.ts';
import type { DeploymentPlan } from '../../../core/plan/plan.ts';
import { WorkflowRefusal } from '../../../core/workflow/definition.ts';
import type { WorkflowModel } from '../../../core/workflow/model.ts';
import { findPlannedOperation } from '../../../core/workflow/planned-operation.ts';
import type { NodeInstanceState, OperationTask } from '../../../core/workflow/task-graph.ts';
import { performWorkflow } from '../../../core/workflow/testing/perform.ts';
import { builtinWorkflows } from '../../../core/workflow/workflows.ts';
import type { StepOptions, WorkflowStepRecord } from './case.ts';
import { InstanceNames, modelOf } from './deployment.ts';
import { createTracer } from './tracer.ts';

/** What one workflow did, in the names of the recording. */
export interface Performance {
  /** Starts and ends of attempts in order; `label` as recordings name operations. */
  marks: { label: string; moment: 'began' | 'ended' }[];
  states: Record<string, NodeInstanceState>;
  status: 'terminated' | 'failed';
  error?: string;
  /** What was said of instances and operations, in order. */
  events: { type: string; instance: string | null; text: string }[];
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
    const done: Performance = { marks: [], states: {}, status: 'terminated', events: [] };
    try {
      await this.#perform(step, { ...defaults, ...step.options }, done);
    } catch (error) {
      if (!(error instanceof WorkflowRefusal)) throw error;
      done.status = 'failed';
      done.error = error.message;
    }
    done.states = Object.fromEntries(this.#model.instances.map(({ id, state }) => [this.#names.nameOf(id), state]));
    return done;
  }

  async #perform(step: WorkflowStepRecord, options: StepOptions, done: Performance): Promise<void> {
    const planned = this.#plan.workflows[step.workflow];
    const definition = builtinWorkflows[planned?.operation ?? ''];
    if (!planned || !definition) throw new Error(`The workflow ${step.workflow} is not built in.`);
    const { runs, status, error } = await performWorkflow(definition, this.#model, {
      parameters: { ...defaultsOf(planned.parameters), ...this.#names.resolve(step.parameters) },
      execution: `execution-${this.#executions++}`,
      settings: {
        workflow: step.workflow,
        maxRetries: options.task_retries ?? -1,
        retryInterval: options.task_retry_interval ?? 0,
        waitAfterFail: 600,
        subgraphRetries: options.subgraph_retries ?? 0,
      },
      choose: this.#choose,
      keepsPace: true,
      outcome: (task, _, model) => this.#outcome(task, model),
      onModel: (model) => this.#change(model),
    });
    done.status = status;
    if (error !== undefined) done.error = error;
    for (const run of runs) this.#record(run, done);
  }

  #change(model: WorkflowModel): void {
    this.#model = model;
    this.#names.addAll(model.instances);
  }

  #record(run: InMemoryRun, done: Performance): void {
    for (const { moment, task } of run.marks) done.marks.push({ label: this.#label(task), moment });
    for (const event of run.commands.flat().flatMap(eventOf)) {
      const instance = event.instance === null ? null : this.#names.nameOf(event.instance);
      done.events.push({ ...event, instance, text: this.#names.rename(event.text) });
    }
  }

  #label(task: OperationTask): string {
    const operation = task.operation.replace('cloudify.interfaces.', '');
    const own = this.#names.nameOf(task.instance);
    if (!task.relationship) return `${own}.${operation}`;
    return `${own}->${this.#names.nameOf(task.relationship.target)}.${operation}@${task.relationship.side}`;
  }

  #outcome(task: OperationTask, model: WorkflowModel): OperationOutcome {
    const instances = new Map(model.instances.map((instance) => [instance.id, instance]));
    const { planned } = findPlannedOperation(
      { node: (name) => model.nodes.get(name), instance: (id) => instances.get(id) },
      task,
    );
    return this.#tracer.attempt(this.#label(task), planned.operation, { ...planned.inputs, ...task.inputs });
  }
}

function eventOf(command: EngineCommand): Performance['events'] {
  if (command.kind === 'task-event') return [{ type: command.type, instance: null, text: command.text }];
  if (command.kind !== 'effect' || command.effect.kind !== 'event') return [];
  const { type, instance = null, text } = command.effect;
  return [{ type, instance, text }];
}

/** The values that parameters have when a run gives none. */
export function defaultsOf(declared: Readonly<Record<string, JsonObject>>): JsonObject {
  const filled = Object.entries(declared).filter(([, { default: value }]) => value !== undefined);
  return Object.fromEntries(filled.map(([name, declaration]) => [name, declaration['default'] ?? null]));
}
