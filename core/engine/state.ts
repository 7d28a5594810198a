import type { OperationTask, Task, TaskGraph } from '../workflow/task-graph.ts';
import { at, type GraphIndex, indexGraph, listed } from './graph-index.ts';
import type { CancelMode, EngineSettings, FinalStatus, OperationError } from './protocol.ts';

/** What can be said of a task. A subgraph is `running` from its start to its end. */
export const taskStates = [
  'pending',
  'ready',
  'running',
  'waiting',
  'undecided',
  'succeeded',
  'failed',
  'removed',
  'abandoned',
  'settled',
  'curtailed',
  'replaced',
  'excused',
] as const;

/**
 * `waiting`: for the time of its next attempt. `removed`: will not run because its subgraph failed or the run was
 * cancelled. `abandoned`: an attempt was running then; its outcome no longer matters. `settled`: an abandoned attempt
 * that ended well after all. `curtailed`: only the closing ones of these effects have happened (the run was cancelled).
 * `replaced`: the subgraph failed and its fallback took its place. `excused`: it failed and counts as ended well.
 */
export type TaskState = (typeof taskStates)[number];

/**
 * A run in progress. `step` changes it in place; everyone else reads it through the functions of `summary.ts`. It can
 * be thrown away at any time: replaying the same inputs gives it again.
 */
export interface Engine {
  readonly graph: TaskGraph;
  readonly settings: EngineSettings;
  readonly index: GraphIndex;
  /** Positions in `taskStates`. */
  readonly states: Uint8Array;
  /** Per task: dependencies that have not ended, plus one while its subgraph has not started, plus one while it is dormant. */
  readonly blockers: Int32Array;
  /** Per subgraph: members that have not ended, but for dormant ones. */
  readonly openMembers: Int32Array;
  /** The number of the last attempt dispatched; those of earlier runs count (`attemptsBefore`). */
  readonly attempts: Int32Array;
  /** Retries that count against the task's limit. */
  readonly retries: Int32Array;
  readonly running: Set<number>;
  /** Time of the next attempt, milliseconds since the epoch. */
  readonly timers: Map<number, number>;
  /** Why nobody knows how the attempt ended. */
  readonly undecided: Map<number, string>;
  /** Operations and subgraphs that could start; the last is next. */
  readonly ready: number[];
  /** The subgraphs and tasks whose dependants wait for a subgraph in their place, by its position. */
  readonly standsFor: Map<number, number[]>;
  /** Failures that are final. */
  readonly errors: { position: number; error: OperationError }[];
  /** Tasks outside any subgraph that have not ended. */
  openRoots: number;
  /** Operations that the run comes to as it stands: without those asleep and those removed on the way. */
  totalOperations: number;
  endedOperations: number;
  started: boolean;
  cancel: CancelMode | null;
  /** When a failed run stops waiting for its other branches. */
  failTimerAt: number | null;
  /** The fail timer came while a person's decision was awaited; it starts again after the decision. */
  failTimerHeld: boolean;
  result: { status: FinalStatus; error?: string } | null;
}

/**
 * An engine before its first input. O(tasks + dependencies).
 * @throws Error when the graph is not well formed (see `indexGraph`).
 */
export function createEngine(graph: TaskGraph, settings: EngineSettings): Engine {
  const index = indexGraph(graph);
  const size = graph.tasks.length;
  const engine: Engine = {
    graph,
    settings,
    index,
    states: new Uint8Array(size),
    blockers: new Int32Array(size),
    openMembers: new Int32Array(size),
    attempts: new Int32Array(size),
    retries: new Int32Array(size),
    running: new Set(),
    timers: new Map(),
    undecided: new Map(),
    ready: [],
    standsFor: new Map(),
    errors: [],
    openRoots: 0,
    totalOperations: 0,
    endedOperations: 0,
    started: false,
    cancel: null,
    failTimerAt: null,
    failTimerHeld: false,
    result: null,
  };
  for (const [position, task] of graph.tasks.entries()) {
    const isRoot = at(index.parents, position) < 0;
    engine.blockers[position] = task.dependencies.length + (isRoot ? 0 : 1) + (isDormant(task) ? 1 : 0);
    if (task.kind === 'operation') engine.attempts[position] = task.attemptsBefore ?? 0;
    if (isDormant(task)) continue;
    if (isRoot) {
      engine.openRoots++;
      engine.totalOperations += operationsIn(engine, position);
    } else engine.openMembers[at(index.parents, position)] = at(engine.openMembers, at(index.parents, position)) + 1;
  }
  return engine;
}

/** The operations of a task: itself, or all below it but those of subgraphs that are asleep. */
export function operationsIn(engine: Engine, top: number): number {
  let count = 0;
  const open = [top];
  for (let position = open.pop(); position !== undefined; position = open.pop()) {
    if (taskAt(engine, position).kind === 'operation') count++;
    for (const member of listed(engine.index.members, position)) {
      if (!isDormant(taskAt(engine, member))) open.push(member);
    }
  }
  return count;
}

function isDormant(task: Task): boolean {
  return task.kind === 'subgraph' && task.isDormant === true;
}

/** The task at a position. */
export function taskAt(engine: Engine, position: number): Task {
  return engine.graph.tasks[position] as Task;
}

/** The operation at a position that is known to hold one. */
export function operationAt(engine: Engine, position: number): OperationTask {
  return engine.graph.tasks[position] as OperationTask;
}

/** What the task at a position is doing. */
export function stateAt(engine: Engine, position: number): TaskState {
  return taskStates[at(engine.states, position)] as TaskState;
}

const codes = Object.fromEntries(taskStates.map((state, code) => [state, code])) as Record<TaskState, number>;

/** Records what the task at a position is doing. */
export function setState(engine: Engine, position: number, state: TaskState): void {
  engine.states[position] = codes[state];
}
