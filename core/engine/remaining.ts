import type { OperationTask, Task, TaskGraph } from '../workflow/task-graph.ts';
import { at, listed } from './graph-index.ts';
import { type Engine, operationAt, stateAt, type TaskState, taskAt } from './state.ts';

/** What a person asked for when an ended run is to go on. */
export interface Resumption {
  /** Ids of tasks that count as done although they have not ended well. */
  done: readonly string[];
  /** Operations that were under way when the run ended are begun anew. Otherwise they are found again. */
  force: boolean;
}

const wellEnded: ReadonlySet<TaskState> = new Set(['succeeded', 'settled', 'excused']);
/** What waited for a task in one of these has its own answer already. */
const handledStates: ReadonlySet<TaskState> = new Set(['succeeded', 'excused', 'replaced']);
const underWay: ReadonlySet<TaskState> = new Set(['running', 'undecided', 'abandoned']);

/** Which tasks have nothing left to do, and what stands in the place of others. */
interface Rest {
  engine: Engine;
  /** Per task 1 when nothing of it is left. */
  over: Uint8Array;
  /** Per task the subgraph that took its place, or -1. */
  replacements: Int32Array;
  /** Fallbacks that were called upon. */
  awake: Set<number>;
}

/**
 * What is left to do of a run that has ended (runtime.md B.6): the tasks that have not ended well, with their subgraphs
 * and the dependencies among them. Nothing is left of a subgraph that its fallback has replaced; what waited for it
 * waits for that one. No effect that has happened happens again and no operation that has ended well runs again.
 * Attempts are numbered on from those that were made (`attemptsBefore`), retries are counted anew. An operation whose
 * attempt was under way when the run ended keeps that attempt (`isUnderWay`), because after a forced cancel or a failure
 * it may still run on its host; with `force` it gets a new one. Linear in the graph.
 */
export function remainingGraph(engine: Engine, { done, force }: Resumption): TaskGraph {
  const rest = findRest(engine);
  const marked = new Set(done.map((id) => engine.index.positions.get(id)));
  for (const position of marked) {
    if (position === undefined) continue;
    for (const member of listed(engine.index.members, position)) markOver(rest, member);
  }
  const tasks = engine.graph.tasks.flatMap((task, position): Task[] => {
    if (at(rest.over, position) === 1) return [];
    const left = marked.has(position) ? asDone(task) : leftOf(rest, position, force);
    return [{ ...left, dependencies: openDependencies(rest, task) }];
  });
  return { name: engine.graph.name, tasks };
}

function findRest(engine: Engine): Rest {
  const size = engine.graph.tasks.length;
  const rest: Rest = {
    engine,
    over: new Uint8Array(size),
    replacements: new Int32Array(size).fill(-1),
    awake: new Set(),
  };
  for (const position of engine.graph.tasks.keys()) {
    const state = stateAt(engine, position);
    if (state === 'replaced') replace(rest, position);
    else if (wellEnded.has(state)) markOver(rest, position);
  }
  return rest;
}

/** Nothing is left of a task, of what it holds, and of a fallback that it did not need. */
function markOver(rest: Rest, top: number): void {
  const { engine, over } = rest;
  const open = [top];
  for (let position = open.pop(); position !== undefined; position = open.pop()) {
    if (at(over, position) === 1) continue;
    over[position] = 1;
    for (const member of listed(engine.index.members, position)) open.push(member);
    const fallback = at(engine.index.fallbacks, position);
    if (fallback >= 0 && stateAt(engine, position) !== 'replaced') open.push(fallback);
  }
}

/** What waits for the subgraph, or for a member of it that was open when it failed, waits for its fallback. */
function replace(rest: Rest, subgraph: number): void {
  const { engine, over, replacements } = rest;
  const fallback = at(engine.index.fallbacks, subgraph);
  rest.awake.add(fallback);
  const open = [subgraph];
  for (let position = open.pop(); position !== undefined; position = open.pop()) {
    over[position] = 1;
    replacements[position] = fallback;
    for (const member of listed(engine.index.members, position)) {
      if (!handledStates.has(stateAt(engine, member))) open.push(member);
    }
  }
}

function openDependencies({ engine, over, replacements }: Rest, task: Task): string[] {
  const open = new Set<string>();
  for (const id of task.dependencies) {
    let position = engine.index.positions.get(id) as number;
    while (at(replacements, position) >= 0) position = at(replacements, position);
    if (at(over, position) === 0) open.add(taskAt(engine, position).id);
  }
  return [...open];
}

/** Keeps the place of a task in the order, with nothing to do. */
function asDone(task: Task): Task {
  if (task.kind === 'subgraph') return task;
  const { id, dependencies, parent, instance } = task;
  return {
    kind: 'effects',
    id,
    dependencies,
    effects: [],
    ...(parent === undefined ? {} : { parent }),
    ...(instance === undefined ? {} : { instance }),
  };
}

function leftOf({ engine, awake }: Rest, position: number, force: boolean): Task {
  const task = taskAt(engine, position);
  if (task.kind === 'operation') return nextAttempts(engine, position, force);
  if (task.kind === 'subgraph' && awake.has(position)) {
    const { isDormant: _, ...begun } = task;
    return begun;
  }
  if (task.kind === 'effects' && stateAt(engine, position) === 'curtailed') {
    const { closing, ...open } = task;
    return { ...open, effects: task.effects.slice(closing) };
  }
  return task;
}

function nextAttempts(engine: Engine, position: number, force: boolean): OperationTask {
  const { attemptsBefore = 0, isUnderWay = false, ...task } = operationAt(engine, position);
  const wasBegun = at(engine.attempts, position) > attemptsBefore;
  const isOpen = wasBegun ? underWay.has(stateAt(engine, position)) : isUnderWay;
  const used = wasBegun ? at(engine.attempts, position) : attemptsBefore + (isUnderWay ? 1 : 0);
  const before = isOpen && !force ? used - 1 : used;
  return {
    ...task,
    ...(before > 0 ? { attemptsBefore: before } : {}),
    ...(isOpen && !force ? { isUnderWay: true } : {}),
  };
}
