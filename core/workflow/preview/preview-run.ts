import { canonicalJson } from '../../blueprint/canonical-json.ts';
import type { Json, JsonObject } from '../../blueprint/json.ts';
import type { WorkflowInstance, WorkflowModel } from '../model.ts';
import { findPlannedOperation, type OperatedModel, type PlannedOperation } from '../planned-operation.ts';
import type { Effect, OperationTask, TaskGraph } from '../task-graph.ts';
import { type InstanceFate, InstanceFates } from './instance-fates.ts';
import { type SimulationRequest, simulateWorkflow } from './simulate-workflow.ts';
import { StableNames } from './stable-names.ts';

/** Takes texts one after the other and gives a short name that only the same texts have. */
export interface PreviewHash {
  update(text: string): void;
  digest(): string;
}

/** One operation of a run, in the order in which it would begin. */
export interface PreviewedOperation {
  /** The graph it belongs to, from 0. */
  stage: number;
  task: OperationTask;
  found: PlannedOperation<WorkflowInstance>;
  /** The node instance whose host runs it; null: the server itself. */
  host: string | null;
  /** As the plan has them, with those that the run gives merged over. */
  inputs: JsonObject;
  maxRetries: number;
}

/** What a run would do. */
export interface RunPreview {
  /** The same as long as it would do exactly this; new instances count by their order and not by their random ids. */
  hash: string;
  /** The first ones, as many as were asked for. */
  operations: PreviewedOperation[];
  totalOperations: number;
  /** The model for which each stage's graph is built. */
  stages: WorkflowModel[];
  /** Every instance that is touched, in the order in which they are met. */
  instances: InstanceFate[];
  /** Stages after which nobody can know what comes: their numbers from 0 and the names of their graphs. */
  uncertain: { stage: number; graph: string }[];
  /** Why the run would fail although every operation succeeds; null when it would not. */
  problem: string | null;
}

export interface PreviewRequest extends SimulationRequest {
  createHash(): PreviewHash;
  /** How many operations are listed; all of them are in the hash. */
  mostListed: number;
}

/**
 * Finds out what a run would do if nothing fails: which operations, in which order, where and with what. Linear.
 * @throws WorkflowRefusal when the workflow cannot be done.
 */
export async function previewRun(request: PreviewRequest): Promise<RunPreview> {
  const draft = new PreviewDraft(request);
  const end = await simulateWorkflow(request, {
    stage: (position, model) => draft.stage(position, model),
    operation: (position, task) => draft.operation(position, task),
    effect: (effect) => draft.effect(effect),
    uncertain: (position, graph) => draft.uncertain(position, graph),
  });
  return draft.end(end.model, end.error);
}

class PreviewDraft {
  readonly #request: PreviewRequest;
  readonly #hash: PreviewHash;
  readonly #names: StableNames;
  readonly #fates: InstanceFates;
  readonly #operations: PreviewedOperation[] = [];
  readonly #stages: WorkflowModel[] = [];
  readonly #uncertain: RunPreview['uncertain'] = [];
  /** Inputs as text, by the object that holds them: the instances of a node share it. */
  readonly #texts = new WeakMap<object, string>();
  #model: OperatedModel<WorkflowInstance>;
  #total = 0;

  constructor(request: PreviewRequest) {
    const { model, execution, parameters } = request;
    this.#request = request;
    this.#hash = request.createHash();
    this.#names = new StableNames(model.instances);
    this.#fates = new InstanceFates(model.instances);
    this.#model = operated(model);
    const steps = (model.update?.steps ?? []).map((step) => ({ ...step }));
    this.#line([execution.workflow, parameters, steps]);
  }

  stage(position: number, model: WorkflowModel): void {
    this.#stages.push(model);
    this.#model = operated(model);
    this.#names.add(model.instances);
    this.#fates.stage(model.instances);
    this.#line(['stage', position]);
  }

  operation(stage: number, task: OperationTask): void {
    const found = findPlannedOperation(this.#model, task);
    const { planned, runner, executor } = found;
    const host = executor === 'host_agent' ? runner.hostId : null;
    const maxRetries = task.maxRetries ?? this.#request.settings.maxRetries;
    this.#total += 1;
    this.#fates.touch(task.instance);
    this.#hash.update(
      `${JSON.stringify([
        stage,
        this.#names.inText(task.id),
        task.operation,
        found.registryName,
        executor,
        host === null ? null : this.#names.of(host),
        [maxRetries, task.retryInterval ?? null, task.ignoreFailure === true],
        [planned.timeout ?? null, planned.timeout_recoverable ?? null],
      ])}${this.#text(planned.inputs)}${task.inputs === undefined ? '' : this.#text(task.inputs)}\n`,
    );
    if (this.#operations.length >= this.#request.mostListed) return;
    const inputs = task.inputs === undefined ? planned.inputs : { ...planned.inputs, ...task.inputs };
    this.#operations.push({ stage, task, found, host, inputs, maxRetries });
  }

  effect(effect: Effect): void {
    if (effect.kind === 'set-state') this.#fates.state(effect.instance, effect.state);
  }

  uncertain(stage: number, graph: TaskGraph): void {
    this.#uncertain.push({ stage, graph: graph.name });
  }

  end(model: WorkflowModel, problem: string | null): RunPreview {
    this.#line(['end', problem]);
    return {
      hash: this.#hash.digest(),
      operations: this.#operations,
      totalOperations: this.#total,
      stages: this.#stages,
      instances: this.#fates.end(model.instances),
      uncertain: this.#uncertain,
      problem,
    };
  }

  #line(value: Json): void {
    this.#hash.update(`${canonicalJson(value)}\n`);
  }

  #text(inputs: JsonObject): string {
    const known = this.#texts.get(inputs);
    if (known !== undefined) return known;
    const text = canonicalJson(inputs);
    this.#texts.set(inputs, text);
    return text;
  }
}

function operated(model: WorkflowModel): OperatedModel<WorkflowInstance> {
  const instances = new Map(model.instances.map((instance) => [instance.id, instance]));
  return { node: (name) => model.nodes.get(name), instance: (id) => instances.get(id) };
}
