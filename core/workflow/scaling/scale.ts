import type { JsonObject } from '../../blueprint/json.ts';
import { isJsonObject } from '../../blueprint/json-object.ts';
import { applyChanges } from '../apply-changes.ts';
import { type WorkflowDefinition, WorkflowRefusal, type WorkflowStep, type WorkflowTurn } from '../definition.ts';
import { buildGraph, type GraphOrder } from '../graph-builder.ts';
import type { WorkflowModel } from '../model.ts';
import type { ModelChange } from '../model-change.ts';
import type { TaskGraph } from '../task-graph.ts';
import { finishChanges, planModification, rollbackChanges } from './plan-modification.ts';
import { modificationStarted, nothingToScale, rollingBack, scaleOutFailed, scalingBackIn } from './scale-lines.ts';
import { readScale, readScaleEntity, type ScaleRequest } from './scale-request.ts';
import { findScaleTarget } from './scale-target.ts';

/** Where a scaling stands; kept between its graphs. */
type Memory = {
  /** `abort`: what an earlier scaling has added is removed. */
  phase: 'abort' | 'scale' | 'rollback';
  /** The modification that the phase is about. */
  modification: string;
  /** `rollback`: why it is taken back. */
  error?: string;
};

interface Scaling {
  turn: WorkflowTurn;
  request: ScaleRequest;
}

/** Gives a node or scaling group more or fewer instances (runtime.md A.9). */
export const scaleEntity: WorkflowDefinition = {
  next: (turn) => next({ turn, request: readScaleEntity(turn.parameters) }),
};

/** The same with the parameters of releases before 3.4. */
export const scale: WorkflowDefinition = { next: (turn) => next({ turn, request: readScale(turn.parameters) }) };

function next(scaling: Scaling): WorkflowStep {
  const { turn } = scaling;
  const memory = readMemory(turn);
  if (memory === null) return start(scaling);
  if (turn.model.modification?.id !== memory.modification) throw new WorkflowRefusal(isOver(memory.modification));
  if (memory.phase === 'abort') return afterAbort(scaling);
  return memory.phase === 'scale' ? afterScaling(scaling, memory) : afterRollback(turn, memory);
}

/** A run that goes on after its end finds its modification as it was, unless it has taken it back itself. */
function isOver(modification: string): string {
  return `The scaling cannot go on: its modification ${modification} is over, it was taken back or aborted. Start the scaling anew.`;
}

function start(scaling: Scaling): WorkflowStep {
  const { model } = scaling.turn;
  const { delta, abortStarted } = scaling.request;
  if (delta === 0) return { kind: 'end', status: 'terminated', says: [nothingToScale] };
  if (model.modification === null) return begin(scaling, { model, before: [] });
  if (!abortStarted) throw new WorkflowRefusal(isStarted(model.modification));
  return abort(scaling, model.modification);
}

function isStarted({ id, executionId }: { id: string; executionId: string }): string {
  return `Another modification of this deployment, ${id}, is not over; the execution ${executionId} began it. Resume that execution, or set "abort_started" to take its modification back first.`;
}

/** Removes what the modification that is under way has added. Whether the scaling itself can be done is found out before. */
function abort(scaling: Scaling, { id, added }: NonNullable<WorkflowModel['modification']>): WorkflowStep {
  const { turn, request } = scaling;
  const restored = applyChanges(turn.model, rollbackChanges(turn.model));
  planned(scaling, restored);
  const order = { name: 'uninstall', kind: 'uninstall', ignoreFailure: request.ignoreFailure } as const;
  const memory: Memory = { phase: 'abort', modification: id };
  return {
    kind: 'graph',
    graph: graphFor(turn, turn.model, { ...order, ids: added }),
    memory,
    says: [rollingBack(id)],
  };
}

function afterAbort(scaling: Scaling): WorkflowStep {
  const { model, ended } = scaling.turn;
  if (ended?.status === 'failed') return { kind: 'end', ...ended };
  const before = rollbackChanges(model);
  return begin(scaling, { model: applyChanges(model, before), before });
}

/** `before`: what has already been changed in the model. */
function begin(
  scaling: Scaling,
  { model, before }: { model: WorkflowModel; before: readonly ModelChange[] },
): WorkflowStep {
  const { turn, request } = scaling;
  const { target, modification } = planned(scaling, model);
  const isOut = request.delta > 0;
  const kind = isOut ? 'install' : 'uninstall';
  const graph = graphFor(turn, applyChanges(model, modification.changes), {
    ...{ name: `${request.name}_${kind}`, kind, ids: isOut ? modification.added : modification.removed },
    ignoreFailure: !isOut && request.ignoreFailure,
  });
  const memory: Memory = { phase: 'scale', modification: modification.id };
  const says = modificationStarted(target, modification);
  return { kind: 'graph', graph, changes: [...before, ...modification.changes], memory, says, onFailure: 'next' };
}

function planned({ turn, request }: Scaling, model: WorkflowModel) {
  const target = findScaleTarget(model, request);
  const by = { ids: turn.ids, executionId: turn.execution.id, maxInstances: turn.limits.maxInstances };
  return { target, modification: planModification(model, { request, target }, by) };
}

function afterScaling({ turn, request }: Scaling, { modification }: Memory): WorkflowStep {
  const { model, ended } = turn;
  if (ended?.status !== 'failed') return { kind: 'end', status: 'terminated', changes: finishChanges(model) };
  const failure = { kind: 'end', ...ended } as const;
  const isOut = request.delta > 0;
  if (!request.rollbackIfFailed) return isOut ? { ...failure, says: [scaleOutFailed] } : failure;
  if (!isOut) return { ...failure, changes: rollbackChanges(model), says: [rollingBack(modification)] };
  // Releases before 5.0 remove all of it; later ones only undo what is half done.
  const kind = model.dialect === 'v3' ? 'uninstall' : 'rollback';
  const order = { name: `${request.name}_${kind}`, kind, ignoreFailure: request.ignoreFailure } as const;
  const graph = graphFor(turn, model, { ...order, ids: model.modification?.added ?? [] });
  const memory: Memory = { phase: 'rollback', modification, error: ended.error ?? '' };
  return { kind: 'graph', graph, memory, says: [scalingBackIn], onFailure: 'next' };
}

/** The model goes back to what it was even when some of the new instances could not be undone. */
function afterRollback({ model, ended }: WorkflowTurn, memory: Memory): WorkflowStep {
  const also = ended?.status === 'failed' ? ` Undoing it failed as well: ${ended.error ?? ''}` : '';
  const says = [rollingBack(memory.modification)];
  return {
    kind: 'end',
    status: 'failed',
    error: `${memory.error ?? ''}${also}`,
    changes: rollbackChanges(model),
    says,
  };
}

function graphFor(
  { limits, subgraphRetries }: WorkflowTurn,
  model: WorkflowModel,
  { ids, ...order }: Pick<GraphOrder, 'name' | 'kind' | 'ignoreFailure'> & { ids: readonly string[] },
): TaskGraph {
  const wanted = new Set(ids);
  const selected = new Set(model.instances.filter(({ id }) => wanted.has(id)));
  const built = buildGraph(model, { ...order, selected, subgraphRetries }, limits);
  if (!built.ok) throw new WorkflowRefusal(built.message);
  return built.graph;
}

function readMemory({ memory }: WorkflowTurn): Memory | null {
  return isJsonObject(memory) ? (memory as JsonObject & Memory) : null;
}
