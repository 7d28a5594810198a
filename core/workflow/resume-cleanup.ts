import { addBody } from './instance-subgraph.ts';
import type { WorkflowInstance, WorkflowModel } from './model.ts';
import { type Lifecycle, lifecycle } from './phases.ts';
import { createDraft } from './sequence.ts';
import {
  type NodeInstanceState,
  nodeInstanceStates,
  type SubgraphTask,
  type Task,
  type TaskGraph,
} from './task-graph.ts';

const installPrefix = 'install_';

/** The operation that is run again, by the state in which it left the instance. */
const repeated: ReadonlyMap<NodeInstanceState, string> = new Map([
  ['starting', `${lifecycle}.start`],
  ['creating', `${lifecycle}.create`],
]);

const notStarting = allBut('starting');
const notCreating = allBut('creating');

/** What is undone of a half-done start or creation before it is run again (runtime.md B.6); no state is set. */
const cleanupLifecycle: Lifecycle = {
  idle: [],
  phases: [
    {
      kind: 'announcement',
      skippedIn: new Set(),
      announcement: { text: 'Rolling back prior to resuming install' },
      isClosing: false,
    },
    {
      kind: 'operation',
      operation: `${lifecycle}.prestop`,
      skippedIn: notStarting,
      before: { text: 'Prestopping node instance' },
      after: { text: 'Node instance prestopped' },
    },
    { kind: 'host', steps: 'pre-stop', dialect: 'v5', skippedIn: notStarting },
    {
      kind: 'operation',
      operation: `${lifecycle}.stop`,
      skippedIn: notStarting,
      after: { text: 'Stopped node instance' },
    },
    {
      kind: 'operation',
      operation: `${lifecycle}.delete`,
      skippedIn: notCreating,
      before: { text: 'Deleting node instance' },
      after: { text: 'Deleted node instance' },
    },
    {
      kind: 'operation',
      operation: `${lifecycle}.postdelete`,
      skippedIn: notCreating,
      before: { text: 'Postdeleting node instance' },
      after: { text: 'Node instance postdeleted' },
    },
    {
      kind: 'announcement',
      skippedIn: new Set(),
      announcement: { text: 'Finished rolling back, now resuming install' },
      isClosing: true,
    },
  ],
};

function allBut(state: NodeInstanceState): ReadonlySet<NodeInstanceState> {
  return new Set(nodeInstanceStates.filter((other) => other !== state));
}

/**
 * What is left of a run, with half-done instances cleaned up first: before the rest of an installation whose start or
 * creation is run again, a subgraph undoes what it may have done. Failures there are ignored. Linear in the graph.
 * `prefix`: of the ids of the new tasks; the graph has none that begins with it.
 */
export function withResumeCleanup(model: WorkflowModel, graph: TaskGraph, prefix: string): TaskGraph {
  const halfDone = new Map<string, WorkflowInstance>();
  for (const instance of model.instances) if (repeated.has(instance.state)) halfDone.set(instance.id, instance);
  if (halfDone.size === 0) return graph;
  const repeating = findRepeating(graph.tasks, halfDone);
  const tasks = graph.tasks.flatMap((task): Task[] => {
    if (task.kind !== 'subgraph' || !repeating.has(task.id)) return [task];
    const instance = halfDone.get(instanceOf(task));
    const cleanup = instance === undefined ? [] : buildCleanup(model, instance, { prefix, before: task });
    const [first] = cleanup;
    return first === undefined ? [task] : [...cleanup, { ...task, dependencies: [...task.dependencies, first.id] }];
  });
  return { name: graph.name, tasks };
}

/** The ids of subgraphs that will begin the half-done operation of their instance anew. */
function findRepeating(tasks: readonly Task[], halfDone: ReadonlyMap<string, WorkflowInstance>): ReadonlySet<string> {
  const repeating = new Set<string>();
  for (const task of tasks) {
    if (task.kind !== 'operation' || task.isUnderWay === true || task.relationship || task.parent === undefined)
      continue;
    const state = halfDone.get(task.instance)?.state;
    if (state !== undefined && repeated.get(state) === task.operation) repeating.add(task.parent);
  }
  return repeating;
}

function instanceOf(task: SubgraphTask): string {
  const isInstallation = task.name.startsWith(installPrefix) && task.isDormant !== true;
  return isInstallation ? task.name.slice(installPrefix.length) : '';
}

/** The subgraph and its members; none when there is nothing to run. */
function buildCleanup(
  model: WorkflowModel,
  instance: WorkflowInstance,
  { prefix, before }: { prefix: string; before: SubgraphTask },
): Task[] {
  const node = model.nodes.get(instance.nodeName);
  if (node === undefined) return [];
  const draft = createDraft();
  const id = `${prefix}/${instance.id}`;
  addBody({ draft, id }, { node, instance, links: [], isReversed: false, ignoreFailure: true }, cleanupLifecycle);
  if (draft.tasks.length === 0) return [];
  const { dependencies, parent } = before;
  const name = `resume_cleanup_${instance.id}`;
  const subgraph: SubgraphTask = { kind: 'subgraph', id, name, dependencies: [...dependencies] };
  if (parent !== undefined) subgraph.parent = parent;
  return [subgraph, ...draft.tasks];
}
