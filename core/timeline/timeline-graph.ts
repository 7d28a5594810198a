import type { OperationTask, Task, TaskGraph } from '../workflow/task-graph.ts';
import { withoutJoints } from './joints.ts';

/** An operation of an execution, as its timeline shows it. */
export interface TimelineOperation {
  /** The id of its task. */
  task: string;
  instance: string;
  node: string;
  /** The node whose instance its work is done for: the target's, of the target's side of a relationship. */
  runsOn: string;
  /** `interface.operation`. */
  operation: string;
  /** For relationship operations: the instance at the other end, and the side that runs. */
  relationship: { target: string; side: 'source' | 'target' } | null;
  /** -1: without end. */
  maxRetries: number;
  /** A failure counts as done. */
  ignoresFailure: boolean;
  /** It runs only when another subgraph has failed. */
  isDormant: boolean;
  /** A person said, when the execution was resumed, that it counts as done. */
  isMarkedDone: boolean;
}

/**
 * The operations of an execution and what each waits for. `waits` has a list for each operation, by place, then for
 * each joint: a point at which many wait for many. Entries are places in `waits`.
 */
export interface TimelineGraph {
  operations: TimelineOperation[];
  waits: number[][];
}

/** A stored graph of an execution. */
export interface StageGraph {
  /** Which step of the workflow it belongs to; a resumed execution has several graphs of one step. */
  position: number;
  graph: TaskGraph;
}

export interface BuildOptions {
  /** The node of an instance. */
  nodeOf: (instance: string) => string;
  /** The execution's own limit of retries. */
  maxRetries: number;
}

/** Vertices while the graph is put together: operations are known by task, the rest are joints. */
interface Draft {
  options: BuildOptions;
  operations: TimelineOperation[];
  /** By vertex; `operationOf` tells which of them are operations. */
  waits: Set<number>[];
  operationOf: (number | null)[];
  vertexOf: Map<string, number>;
  /** Of subgraphs; the other tasks end where they start. */
  endOf: Map<string, number>;
  position: number;
  /** Of the step before and of this one. */
  before: number[];
  members: number[];
}

/**
 * The operations of all graphs of an execution, in their order. An operation that occurs again in the graph of a resumed
 * run stays what it was. Linear in tasks and dependencies.
 */
export function buildTimelineGraph(stages: readonly StageGraph[], options: BuildOptions): TimelineGraph {
  const draft: Draft = {
    options,
    operations: [],
    waits: [],
    operationOf: [],
    vertexOf: new Map(),
    endOf: new Map(),
    position: stages[0]?.position ?? 0,
    before: [],
    members: [],
  };
  for (const stage of stages) addStage(draft, stage);
  return { operations: draft.operations, waits: withoutJoints(draft) };
}

function addStage(draft: Draft, { position, graph }: StageGraph): void {
  if (position !== draft.position) {
    draft.position = position;
    draft.before = draft.members;
    draft.members = [];
  }
  const dormant = dormantSubgraphs(graph.tasks);
  const fresh = graph.tasks.filter((task) => !isKnown(draft, task));
  for (const task of fresh) addVertices(draft, task, dormant.has(task.parent ?? ''));
  link(draft, fresh);
  joinStages(draft, fresh);
}

/** A resumed run has tasks of the run before it; an operation in it that is none any more counts as done. */
function isKnown(draft: Draft, task: Task): boolean {
  const vertex = draft.vertexOf.get(task.id);
  if (vertex === undefined) return false;
  const operation = draft.operations[draft.operationOf[vertex] ?? -1];
  if (operation !== undefined && task.kind !== 'operation') operation.isMarkedDone = true;
  return true;
}

/** A subgraph has two vertices, its start and its end; members wait for the one, and the other for them. */
function link(draft: Draft, fresh: readonly Task[]): void {
  const startOf = (id: string): number => draft.vertexOf.get(id) as number;
  const endOf = (id: string): number => draft.endOf.get(id) ?? startOf(id);
  const parents = new Map(fresh.map((task) => [task.id, task.parent]));
  const notFirst = new Set<string>();
  const notLast = new Set<string>();
  for (const { id, dependencies, parent } of fresh) {
    const waits = waitsOf(draft, startOf(id));
    for (const dependency of dependencies) {
      waits.add(endOf(dependency));
      if (parents.get(dependency) !== parent) continue;
      notLast.add(dependency);
      notFirst.add(id);
    }
  }
  for (const task of fresh) {
    const { id, parent } = task;
    if (parent === undefined || !parents.has(parent) || isAsleep(task)) continue;
    if (!notFirst.has(id)) waitsOf(draft, startOf(id)).add(startOf(parent));
    if (!notLast.has(id)) waitsOf(draft, endOf(parent)).add(endOf(id));
  }
}

function isAsleep(task: Task): boolean {
  return task.kind === 'subgraph' && task.isDormant === true;
}

/** What waits for nothing in its own step waits for all of the step before. */
function joinStages(draft: Draft, fresh: readonly Task[]): void {
  if (draft.before.length === 0) return;
  const joint = newVertex(draft, null);
  draft.waits[joint] = new Set(draft.before);
  for (const { id } of fresh) {
    const waits = waitsOf(draft, draft.vertexOf.get(id) as number);
    if (waits.size === 0) waits.add(joint);
  }
}

function addVertices(draft: Draft, task: Task, isDormant: boolean): void {
  const isOperation = task.kind === 'operation';
  const vertex = newVertex(draft, isOperation ? draft.operations.length : null);
  draft.vertexOf.set(task.id, vertex);
  if (isOperation) {
    draft.operations.push(toOperation(task, isDormant, draft.options));
    draft.members.push(vertex);
  }
  if (task.kind === 'subgraph') {
    const end = newVertex(draft, null);
    draft.endOf.set(task.id, end);
    waitsOf(draft, end).add(vertex);
  }
}

function newVertex(draft: Draft, operation: number | null): number {
  draft.operationOf.push(operation);
  return draft.waits.push(new Set()) - 1;
}

function waitsOf(draft: Draft, vertex: number): Set<number> {
  return draft.waits[vertex] as Set<number>;
}

function toOperation(task: OperationTask, isDormant: boolean, { nodeOf, maxRetries }: BuildOptions): TimelineOperation {
  const { relationship } = task;
  return {
    task: task.id,
    instance: task.instance,
    node: nodeOf(task.instance),
    runsOn: nodeOf(relationship?.side === 'target' ? relationship.target : task.instance),
    operation: task.operation,
    relationship: relationship ? { target: relationship.target, side: relationship.side } : null,
    maxRetries: task.maxRetries ?? maxRetries,
    ignoresFailure: task.ignoreFailure === true,
    isDormant,
    isMarkedDone: false,
  };
}

/** Subgraphs that are asleep, and those inside them. Parents stand before their members. */
function dormantSubgraphs(tasks: readonly Task[]): Set<string> {
  const dormant = new Set<string>();
  for (const task of tasks) {
    if (task.kind !== 'subgraph') continue;
    if (isAsleep(task) || dormant.has(task.parent ?? '')) dormant.add(task.id);
  }
  return dormant;
}
