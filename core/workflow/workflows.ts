import type { JsonObject } from '../blueprint/json.ts';
import { defaultGraphLimits, type GraphLimits, type GraphResult, type WorkflowDefinition } from './definition.ts';
import { buildGraph } from './graph-builder.ts';
import type { WorkflowInstance, WorkflowModel } from './model.ts';
import { selectInstances } from './selection.ts';
import { singleGraph } from './single-graph.ts';
import type { EffectsTask, TaskGraph } from './task-graph.ts';

/** Installs the selected instances (parameters `node_ids`, `node_instance_ids`, `type_names`). */
export function buildInstall(
  model: WorkflowModel,
  parameters: JsonObject = {},
  limits: GraphLimits = defaultGraphLimits,
): GraphResult {
  const selected = selectInstances(model, parameters);
  return buildGraph(model, { name: 'install', direction: 'install', selected, ignoreFailure: false }, limits);
}

/** Removes the selected instances; with `ignore_failure` an operation that fails counts as done. */
export function buildUninstall(
  model: WorkflowModel,
  parameters: JsonObject = {},
  limits: GraphLimits = defaultGraphLimits,
): GraphResult {
  const selected = selectInstances(model, parameters);
  const ignoreFailure = parameters['ignore_failure'] === true;
  return buildGraph(model, { name: 'uninstall', direction: 'uninstall', selected, ignoreFailure }, limits);
}

/** Removes the selected instances, then, when all of that has ended well, installs them again. */
export function buildReinstall(
  model: WorkflowModel,
  parameters: JsonObject = {},
  limits: GraphLimits = defaultGraphLimits,
): GraphResult {
  const ignoreFailure = parameters['ignore_failure'] === true;
  const selected = selectInstances(model, parameters);
  const removal = buildGraph(
    model,
    { name: 'reinstall-uninstall', direction: 'uninstall', selected, ignoreFailure },
    limits,
  );
  if (!removal.ok) return removal;
  const after = removed(model, selected);
  const left = { maxTasks: limits.maxTasks - removal.graph.tasks.length };
  const order = {
    name: 'reinstall-install',
    direction: 'install',
    selected: after.selected,
    ignoreFailure: false,
  } as const;
  const installation = buildGraph(after.model, order, left);
  if (!installation.ok) return installation;
  return { ok: true, graph: { name: 'reinstall', tasks: inTurn(removal.graph, installation.graph).tasks } };
}

const prefix = 'cloudify.plugins.workflows.';

/**
 * The built-in workflows by their mapping without its plugin, as plans name it (`operation` of a plan's workflow). Any
 * text may be looked up.
 */
export const builtinWorkflows: Readonly<Record<string, WorkflowDefinition>> = Object.assign(Object.create(null), {
  [`${prefix}install`]: singleGraph(buildInstall),
  [`${prefix}uninstall`]: singleGraph(buildUninstall),
  [`${prefix}reinstall`]: singleGraph(buildReinstall),
});

/** The model as it is once the selected instances are removed, and the same selection in it. */
function removed(
  model: WorkflowModel,
  selected: ReadonlySet<WorkflowInstance>,
): { model: WorkflowModel; selected: Set<WorkflowInstance> } {
  const after = new Set<WorkflowInstance>();
  const instances = model.instances.map((instance) => {
    if (!selected.has(instance)) return instance;
    const gone: WorkflowInstance = { ...instance, state: 'deleted' };
    after.add(gone);
    return gone;
  });
  return { model: { ...model, instances }, selected: after };
}

/** One graph after the other: nothing of the second begins before everything of the first has ended well. */
function inTurn(first: TaskGraph, second: TaskGraph): TaskGraph {
  const ends = first.tasks.filter((task) => task.parent === undefined).map((task) => task.id);
  const barrier: EffectsTask = { kind: 'effects', id: `${first.name}/end`, dependencies: ends, effects: [] };
  for (const task of second.tasks) {
    if (task.parent === undefined && task.dependencies.length === 0) task.dependencies.push(barrier.id);
  }
  return { name: `${first.name}+${second.name}`, tasks: [...first.tasks, barrier, ...second.tasks] };
}
