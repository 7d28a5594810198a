import { at, decrement, listed } from './graph-index.ts';
import { aboutInstance, drop, emit, makeReady, subgraphEvent, type Turn } from './progress.ts';
import type { OperationError } from './protocol.ts';
import { type Engine, operationsIn, setState, stateAt, type TaskState, taskAt } from './state.ts';

/**
 * The operation failed for good: its subgraphs fail, and what they hold is removed (runtime.md A.8). The first of them
 * that has a fallback is replaced by it; the first that says what happens on a failure counts as ended well then. When
 * there is none the run has failed.
 */
export function fail(turn: Turn, position: number, error: OperationError): void {
  const { engine } = turn;
  setState(engine, position, 'failed');
  engine.endedOperations++;
  let top = position;
  for (let parent = at(engine.index.parents, top); parent >= 0; parent = at(engine.index.parents, top)) {
    subgraphEvent(turn, parent, 'task_failed');
    if (replace(engine, parent) || excuse(turn, parent)) return;
    setState(engine, parent, 'failed');
    top = parent;
  }
  engine.errors.push({ position, error });
  removeMembers(engine, top);
}

/** Wakes the fallback of a subgraph, if it has one. */
function replace(engine: Engine, subgraph: number): boolean {
  const fallback = at(engine.index.fallbacks, subgraph);
  if (fallback < 0) return false;
  engine.standsFor.set(fallback, leave(engine, subgraph));
  setState(engine, subgraph, 'replaced');
  engine.totalOperations += operationsIn(engine, fallback);
  if (decrement(engine.blockers, fallback) === 0) makeReady(engine, fallback);
  return true;
}

/** Lets the run go on as if the subgraph had ended well, if it says so. */
function excuse(turn: Turn, subgraph: number): boolean {
  const { engine } = turn;
  const task = taskAt(engine, subgraph);
  if (task.kind !== 'subgraph' || task.onFailure === undefined) return false;
  engine.standsFor.set(subgraph, leave(engine, subgraph).slice(1));
  setState(engine, subgraph, 'excused');
  for (const template of task.onFailure) emit(turn, aboutInstance(template, task));
  turn.ended.push(subgraph);
  return true;
}

/** Removes what a subgraph holds. Returns whatever has dependants that wait for it still, the subgraph itself first. */
function leave(engine: Engine, subgraph: number): number[] {
  const left = [subgraph, ...removeMembers(engine, subgraph)];
  const waited: number[] = [];
  for (const position of left) {
    waited.push(position);
    for (const other of engine.standsFor.get(position) ?? []) waited.push(other);
    engine.standsFor.delete(position);
    const wasOpen = stateAt(engine, position) !== 'failed' && taskAt(engine, position).kind === 'operation';
    if (wasOpen) engine.totalOperations--;
  }
  return waited;
}

/** States that nothing changes any more, whatever becomes of the subgraph around. */
const overStates: ReadonlySet<TaskState> = new Set([
  'succeeded',
  'removed',
  'abandoned',
  'settled',
  'curtailed',
  'replaced',
  'excused',
]);

/** The task is a subgraph whose members take part in the run. */
function isAwake(engine: Engine, position: number): boolean {
  const task = taskAt(engine, position);
  return task.kind === 'subgraph' && (task.isDormant !== true || engine.standsFor.has(position));
}

/** Removes everything below a subgraph that has not ended; what runs is left to itself. Returns what has failed or is removed. */
function removeMembers(engine: Engine, top: number): number[] {
  const removed: number[] = [];
  const open = [top];
  for (let subgraph = open.pop(); subgraph !== undefined; subgraph = open.pop()) {
    for (const member of listed(engine.index.members, subgraph)) {
      const state = stateAt(engine, member);
      if (overStates.has(state)) continue;
      removed.push(member);
      if (isAwake(engine, member)) open.push(member);
      if (state !== 'failed') drop(engine, member);
    }
  }
  return removed;
}
