import type { JsonObject } from '../../blueprint/json.ts';
import { step } from '../../engine/engine.ts';
import type { EngineInput, EngineSettings, OperationOutcome } from '../../engine/protocol.ts';
import { createEngine } from '../../engine/state.ts';
import type { Ids } from '../../ports/ports.ts';
import { applyChanges, applyEffects } from '../apply-changes.ts';
import type { RunLimits, WorkflowDefinition, WorkflowStep, WorkflowTurn } from '../definition.ts';
import type { WorkflowModel } from '../model.ts';
import type { Effect, OperationTask, TaskGraph } from '../task-graph.ts';

/** A run that is to be gone through without carrying out anything. */
export interface SimulationRequest {
  workflow: WorkflowDefinition;
  model: WorkflowModel;
  /** Bound: with defaults filled in and declared types converted. */
  parameters: JsonObject;
  execution: { id: string; workflow: string };
  /** Those of the run: how many operations at once decides their order. */
  settings: EngineSettings;
  /** The ids that the run takes for the step at this position. */
  idsOf(position: number): Ids;
  limits: RunLimits;
  surroundings?: WorkflowTurn['surroundings'];
}

/** Is told what the run does, in the order in which it would. */
export interface SimulationWatcher {
  /** The model for which the graph of this stage (from 0) was built; before any of its operations. */
  stage(position: number, model: WorkflowModel, graph: TaskGraph): void;
  operation(position: number, task: OperationTask): void;
  effect(effect: Effect): void;
  /** What becomes of it cannot be known before the run. */
  uncertain(position: number, graph: TaskGraph): void;
}

/** The deployment as the run leaves it, and how the run ends when every operation succeeds. */
export interface SimulatedEnd {
  model: WorkflowModel;
  status: 'terminated' | 'failed';
  error: string | null;
}

/** No workflow has more; one that goes on and on is at fault. */
const mostStages = 1000;

/**
 * Goes through a workflow as a run would, with every operation succeeding at once and in the order in which they began.
 * Linear in the graphs.
 * @throws WorkflowRefusal when the workflow cannot be done.
 */
export async function simulateWorkflow(request: SimulationRequest, watcher: SimulationWatcher): Promise<SimulatedEnd> {
  const { workflow, parameters, execution, settings, limits } = request;
  let model = request.model;
  let last: Extract<WorkflowStep, { kind: 'graph' }> | null = null;
  let results = new Map<string, OperationOutcome>();
  for (let position = 0; position < mostStages; position += 1) {
    const next: WorkflowStep = await workflow.next({
      model,
      parameters,
      execution,
      subgraphRetries: settings.subgraphRetries ?? 0,
      ids: request.idsOf(position),
      limits,
      position,
      memory: last?.memory ?? null,
      ended: last === null ? null : { status: 'terminated' },
      ...(workflow.wantsResults === true ? { results } : {}),
      surroundings: request.surroundings,
    });
    model = applyChanges(model, next.changes);
    if (next.kind === 'end') return { model, status: next.status, error: next.error ?? null };
    watcher.stage(position, model, next.graph);
    const answers = new Map<string, OperationOutcome>();
    const effects = simulateGraph(next.graph, settings, (task) => {
      watcher.operation(position, task);
      answers.set(task.id, success(task));
    });
    results = answers;
    for (const effect of effects) watcher.effect(effect);
    model = applyEffects(model, effects);
    if (next.isUncertain === true) watcher.uncertain(position, next.graph);
    last = next;
  }
  throw new Error(`The workflow ${execution.workflow} has more than ${mostStages} steps.`);
}

/** Runs a graph in memory and returns what it does to instances, in order. */
function simulateGraph(graph: TaskGraph, settings: EngineSettings, begin: (task: OperationTask) => void): Effect[] {
  const engine = createEngine(graph, settings);
  const begun: { task: OperationTask; attempt: number }[] = [];
  const effects: Effect[] = [];
  const tell = (input: EngineInput): void => {
    for (const command of step(engine, input)) {
      if (command.kind === 'effect' && command.effect.kind !== 'event') effects.push(command.effect);
      if (command.kind !== 'dispatch') continue;
      begun.push({ task: command.task, attempt: command.attempt });
      begin(command.task);
    }
  };
  tell({ kind: 'start', now: 0 });
  // The list grows while it is gone through.
  for (const { task, attempt } of begun) {
    tell({ kind: 'outcome', task: task.id, attempt, outcome: success(task), now: 0 });
  }
  return effects;
}

/** A host that is asked for its state answers that it is there; otherwise it would be asked for ever. */
function success(task: OperationTask): OperationOutcome {
  return { status: 'succeeded', result: task.retryWhileFalsy === true ? true : null };
}
