import type { Json, JsonObject } from '../../blueprint/json.ts';
import type { EngineSettings, OperationOutcome } from '../../engine/protocol.ts';
import { type InMemoryRun, runInMemory } from '../../engine/testing/in-memory-run.ts';
import { applyChanges, applyEffects } from '../apply-changes.ts';
import { defaultRunLimits, type WorkflowDefinition, type WorkflowLine, type WorkflowTurn } from '../definition.ts';
import type { WorkflowModel } from '../model.ts';
import type { Effect, OperationTask, TaskGraph } from '../task-graph.ts';
import { builtinWorkflows } from '../workflows.ts';

/** What surrounds a workflow that is carried out in memory. */
export interface PerformanceOptions {
  parameters?: JsonObject;
  /** Absent: the graph's name and no retries. */
  settings?: Partial<EngineSettings>;
  execution?: string;
  /** How an attempt ends, for the deployment as it is then. Absent: well, with the result true. */
  outcome?(task: OperationTask, attempt: number, model: WorkflowModel): OperationOutcome;
  /** Which of several possible things comes next. Absent: the first. */
  choose?(count: number): number;
  /** Attempts of one subgraph take about the same time. */
  keepsPace?: boolean;
}

/** All that a workflow did. */
export interface WorkflowPerformance {
  status: 'terminated' | 'failed';
  error?: string;
  model: WorkflowModel;
  says: WorkflowLine[];
  graphs: TaskGraph[];
  runs: InMemoryRun[];
}

/**
 * Carries out a workflow from its first step to its end, with the engine and without anything real.
 * @throws WorkflowRefusal when it refuses; `onModel` has then seen what had been changed before.
 */
export async function performWorkflow(
  definition: WorkflowDefinition,
  start: WorkflowModel,
  options: PerformanceOptions & { onModel?(model: WorkflowModel): void } = {},
): Promise<WorkflowPerformance> {
  const done: WorkflowPerformance = { status: 'terminated', model: start, says: [], graphs: [], runs: [] };
  let memory: Json = null;
  let ended: WorkflowTurn['ended'] = null;
  for (let position = 0; ; position++) {
    const next = await definition.next(turnOf(done, options, { position, memory, ended }));
    done.says.push(...(next.says ?? []));
    change(done, applyChanges(done.model, next.changes), options);
    if (next.kind === 'end') return { ...done, ...endOf(next) };
    const run = runGraph(done.model, next.graph, options);
    done.graphs.push(next.graph);
    done.runs.push(run);
    change(done, applyEffects(done.model, effectsOf(run)), options);
    ended = endOf(run.engine.result ?? { status: 'failed', error: 'The run did not end.' });
    memory = next.memory ?? null;
    if (ended.status === 'failed' && next.onFailure !== 'next') return { ...done, ...ended };
  }
}

/** Carries out the built-in workflow whose mapping ends with that name. */
export function performBuiltin(
  name: string,
  start: WorkflowModel,
  options: PerformanceOptions = {},
): Promise<WorkflowPerformance> {
  const definition = builtinWorkflows[`cloudify.plugins.workflows.${name}`];
  if (!definition) throw new Error(`There is no built-in workflow ${name}.`);
  return performWorkflow(definition, start, options);
}

/** The effects of a run, in order. */
export function effectsOf(run: InMemoryRun): Effect[] {
  return run.commands.flat().flatMap((command) => (command.kind === 'effect' ? [command.effect] : []));
}

function change(
  done: WorkflowPerformance,
  model: WorkflowModel,
  { onModel }: { onModel?(model: WorkflowModel): void },
): void {
  done.model = model;
  onModel?.(model);
}

function turnOf(
  done: WorkflowPerformance,
  { parameters = {}, execution = 'execution', settings }: PerformanceOptions,
  soFar: Pick<WorkflowTurn, 'position' | 'memory' | 'ended'>,
): WorkflowTurn {
  let next = 0;
  const prefix = `${execution.replaceAll(/[^a-z0-9]/g, '')}x${soFar.position}x`;
  const last = done.runs.at(-1);
  const outcomes = (last?.inputs ?? []).filter((input) => input.kind === 'outcome');
  return {
    ...soFar,
    model: done.model,
    parameters,
    execution: { id: execution, workflow: settings?.workflow ?? 'workflow' },
    subgraphRetries: settings?.subgraphRetries ?? 0,
    ids: {
      uuid: () => `${prefix}uuid${next++}`,
      suffix: (length) => `${prefix}${(next++).toString(36).padStart(length, '0')}`,
    },
    limits: defaultRunLimits,
    results: new Map(outcomes.map(({ task, outcome }) => [task, outcome])),
  };
}

function runGraph(model: WorkflowModel, graph: TaskGraph, options: PerformanceOptions): InMemoryRun {
  const { settings, outcome, choose, keepsPace = false } = options;
  return runInMemory(graph, {
    settings: {
      ...{ workflow: graph.name, maxRetries: 0, retryInterval: 0, waitAfterFail: 0, dialect: model.dialect },
      ...settings,
    },
    outcome: (task, attempt) => outcome?.(task, attempt, model) ?? { status: 'succeeded', result: true },
    choose: choose ?? (() => 0),
    keepsPace,
  });
}

function endOf({
  status,
  error,
}: {
  status: 'terminated' | 'failed' | 'cancelled';
  error?: string;
}): NonNullable<WorkflowTurn['ended']> {
  return { status: status === 'terminated' ? 'terminated' : 'failed', ...(error === undefined ? {} : { error }) };
}
