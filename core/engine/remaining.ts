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

const wellEnded: ReadonlySet<TaskState> = new Set(['succeeded', 'settled']);
const underWay: ReadonlySet<TaskState> = new Set(['running', 'undecided', 'abandoned']);

/**
 * What is left to do of a run that has ended (runtime.md B.6): the tasks that have not ended well, with their subgraphs
 * and the dependencies among them. No effect that has happened happens again and no operation that has ended well runs
 * again. Attempts are numbered on from those that were made (`attemptsBefore`), retries are counted anew. An operation
 * whose attempt was under way when the run ended keeps that attempt (`isUnderWay`), because after a forced cancel or
 * a failure it may still run on its host; with `force` it gets a new one. Linear in the graph.
 */
export function remainingGraph(engine: Engine, { done, force }: Resumption): TaskGraph {
  const over = findOver(engine);
  const marked = new Set(done.map((id) => engine.index.positions.get(id)));
  for (const position of marked) {
    if (position === undefined) continue;
    for (const member of listed(engine.index.members, position)) markOver(engine, over, member);
  }
  const tasks = engine.graph.tasks.flatMap((task, position): Task[] => {
    if (at(over, position) === 1) return [];
    const left = marked.has(position) ? asDone(task) : leftOf(engine, position, force);
    return [{ ...left, dependencies: openDependencies(engine, over, task) }];
  });
  return { name: engine.graph.name, tasks };
}

/** Per task 1 when nothing of it is left to do. */
function findOver(engine: Engine): Uint8Array {
  const over = new Uint8Array(engine.graph.tasks.length);
  for (const position of engine.graph.tasks.keys()) {
    if (wellEnded.has(stateAt(engine, position))) markOver(engine, over, position);
  }
  return over;
}

function markOver(engine: Engine, over: Uint8Array, top: number): void {
  const open = [top];
  for (let position = open.pop(); position !== undefined; position = open.pop()) {
    if (at(over, position) === 1) continue;
    over[position] = 1;
    for (const member of listed(engine.index.members, position)) open.push(member);
  }
}

function openDependencies(engine: Engine, over: Uint8Array, task: Task): string[] {
  return task.dependencies.filter((id) => at(over, engine.index.positions.get(id) as number) === 0);
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

function leftOf(engine: Engine, position: number, force: boolean): Task {
  const task = taskAt(engine, position);
  if (task.kind === 'operation') return nextAttempts(engine, position, force);
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
