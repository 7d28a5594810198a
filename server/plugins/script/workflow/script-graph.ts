import { type GraphLimits, WorkflowRefusal, type WorkflowTurn } from '../../../../core/workflow/definition.ts';
import { buildGraph } from '../../../../core/workflow/graph-builder.ts';
import { indexLinks, type Links } from '../../../../core/workflow/links.ts';
import type { WorkflowInstance, WorkflowModel } from '../../../../core/workflow/model.ts';
import { nodeOperation, relationshipOperations } from '../../../../core/workflow/operations.ts';
import type { UnplacedOperation } from '../../../../core/workflow/sequence.ts';
import type { EffectTemplate, Task, TaskGraph } from '../../../../core/workflow/task-graph.ts';
import type { GraphRequest, ScriptAnswer, ScriptTask, TaskResult } from './script-request.ts';

/** The graph that a script asks for. @throws WorkflowRefusal when it names what the deployment does not have */
export function scriptGraph(request: GraphRequest, model: WorkflowModel, limits: GraphLimits): TaskGraph {
  if (request.kind === 'lifecycle') return lifecycleGraph(request, model, limits);
  const { name, tasks } = request;
  if (tasks.length > limits.maxTasks) {
    throw new WorkflowRefusal(
      `The script asks for ${tasks.length} tasks at once; at most ${limits.maxTasks} can be run.`,
    );
  }
  const build = {
    name,
    model,
    instances: new Map(model.instances.map((instance) => [instance.id, instance])),
    links: indexLinks(model),
  };
  return { name, tasks: tasks.map((task) => toTask(task, build)) };
}

/** How a graph ended, as its script is told. */
export function answerOf(graph: string, { ended, results }: Pick<WorkflowTurn, 'ended' | 'results'>): ScriptAnswer {
  const isOk = ended?.status !== 'failed';
  const told: [string, TaskResult][] = [];
  for (const [task, outcome] of results ?? []) {
    if (!task.startsWith(`${graph}/`)) continue;
    const key = task.slice(graph.length + 1);
    if (outcome.status === 'succeeded') told.push([key, { ok: true, result: outcome.result }]);
    // Its failure was ignored, or a person has marked it as done.
    else if (isOk) told.push([key, { ok: true, result: null }]);
    else told.push([key, { ok: false, error: outcome.status === 'failed' ? outcome.error.message : outcome.message }]);
  }
  const error = isOk ? null : (ended?.error ?? 'Workflow failed');
  return { kind: 'graph', ok: isOk, error, results: Object.fromEntries(told) };
}

interface GraphParts {
  name: string;
  model: WorkflowModel;
  instances: ReadonlyMap<string, WorkflowInstance>;
  links: Links;
}

function lifecycleGraph(
  { name, direction: kind, instances, related, ignoreFailure }: Extract<GraphRequest, { kind: 'lifecycle' }>,
  model: WorkflowModel,
  limits: GraphLimits,
): TaskGraph {
  const wanted = new Set(instances);
  const relinked = new Set(related);
  const selected = new Set(model.instances.filter((instance) => wanted.has(instance.id)));
  const order = {
    ...{ name, kind, selected, ignoreFailure },
    relinks: (source: WorkflowInstance, { targetInstance }: { targetInstance: string }) =>
      relinked.has(source.id) && wanted.has(targetInstance),
  };
  const built = buildGraph(model, order, limits);
  if (!built.ok) throw new WorkflowRefusal(built.message);
  return built.graph;
}

function toTask(task: ScriptTask, parts: GraphParts): Task {
  const full = (id: string): string => `${parts.name}/${id}`;
  const base = {
    id: full(task.id),
    dependencies: task.dependencies.map(full),
    ...(task.parent === null ? {} : { parent: full(task.parent) }),
  };
  if (task.kind === 'subgraph') return { ...base, kind: 'subgraph', name: task.name };
  if (task.kind === 'operation') {
    const { key: _, ...found } = findOperation(task, parts);
    const hasInputs = Object.keys(task.kwargs).length > 0;
    return {
      ...{ ...base, kind: 'operation', ...found },
      ...(hasInputs ? { inputs: task.kwargs } : {}),
      ...(task.maxRetries === null ? {} : { maxRetries: task.maxRetries }),
    };
  }
  const effects: EffectTemplate[] = [];
  if (task.kind === 'state') effects.push({ kind: 'set-state', state: task.state });
  if (task.kind === 'event') {
    effects.push({
      kind: 'event',
      type: task.instance === null ? 'workflow_stage' : 'workflow_node_event',
      text: task.text,
    });
  }
  const instance = task.kind === 'nothing' ? null : task.instance;
  return {
    ...base,
    kind: 'effects',
    effects,
    ...(instance === null ? {} : { instance: instanceOf(instance, parts).id }),
  };
}

function findOperation(task: Extract<ScriptTask, { kind: 'operation' }>, parts: GraphParts): UnplacedOperation {
  const { operation, ignoreFailure, relationship } = task;
  const instance = instanceOf(task.instance, parts);
  const node = parts.model.nodes.get(instance.nodeName);
  const link = relationship && parts.links.of(instance).find((each) => each.targetInstance === relationship.target);
  const found =
    relationship === undefined
      ? node && nodeOperation({ instance, node, ignoreFailure }, operation)
      : link &&
        relationshipOperations({ instance, ignoreFailure }, link, operation).find(
          (each) => each.relationship?.side === relationship.side,
        );
  if (found) return found;
  throw new WorkflowRefusal(`The node instance ${instance.id} has no operation ${operation} to run.`);
}

function instanceOf(id: string, { instances }: GraphParts): WorkflowInstance {
  const found = instances.get(id);
  if (found === undefined) throw new WorkflowRefusal(`The deployment has no node instance "${id}" any more.`);
  return found;
}
