import type { Effect, EffectsTask, EffectTemplate } from '../workflow/task-graph.ts';
import { at, decrement, listed } from './graph-index.ts';
import type { EngineCommand, OperationError, TaskEventType } from './protocol.ts';
import { type Engine, operationAt, setState, stateAt, type TaskState, taskAt } from './state.ts';
import { retryMark, taskText } from './texts.ts';

/** One call of `step`: what it has asked for so far, and the tasks that ended well and still have to let others go. */
export interface Turn {
  readonly engine: Engine;
  readonly now: number;
  readonly commands: EngineCommand[];
  readonly ended: number[];
}

/** Starts what can start, and what that lets go in turn, until all slots are taken or nothing is left. */
export function advance(turn: Turn): void {
  const { engine } = turn;
  const slots = Math.max(1, engine.settings.parallel ?? Number.POSITIVE_INFINITY);
  for (;;) {
    letOthersGo(turn);
    if (engine.cancel !== null || engine.running.size >= slots) return;
    const next = engine.ready.pop();
    if (next === undefined) return;
    if (stateAt(engine, next) === 'ready') begin(turn, next);
  }
}

/** Makes the tasks ready that depend on nothing, at the start of the run. */
export function releaseRoots(turn: Turn): void {
  const free: number[] = [];
  for (const [position, blockers] of turn.engine.blockers.entries()) if (blockers === 0) free.push(position);
  release(turn, free);
}

/** Queues an operation for its next attempt, before everything that was ready earlier. */
export function makeReady(engine: Engine, position: number): void {
  setState(engine, position, 'ready');
  engine.ready.push(position);
}

/** The operation counts as done. */
export function succeed(turn: Turn, position: number): void {
  turn.engine.endedOperations++;
  turn.ended.push(position);
}

/** The operation failed for good: its subgraphs fail, and what they hold is removed (runtime.md A.8). */
export function fail(turn: Turn, position: number, error: OperationError): void {
  const { engine } = turn;
  setState(engine, position, 'failed');
  engine.endedOperations++;
  engine.errors.push({ position, error });
  let top = position;
  for (let parent = at(engine.index.parents, top); parent >= 0; parent = at(engine.index.parents, top)) {
    setState(engine, parent, 'failed');
    subgraphEvent(turn, parent, 'task_failed');
    top = parent;
  }
  removeMembers(engine, top);
}

/** Tells the log about an attempt of an operation. `tail` comes after the operation's name. */
export function taskEvent(
  turn: Turn,
  position: number,
  event: { type: TaskEventType; tail?: string; error?: OperationError },
): void {
  const { engine } = turn;
  const task = operationAt(engine, position);
  const attempt = at(engine.attempts, position);
  const mark = retryMark(attempt - (task.attemptsBefore ?? 0), task.maxRetries ?? engine.settings.maxRetries);
  const text = `${taskText(event.type, task.name)}${event.tail ?? ''}${mark}`;
  const command = { kind: 'task-event', type: event.type, task, attempt, text } as const;
  turn.commands.push(event.error ? { ...command, error: event.error } : command);
}

function letOthersGo(turn: Turn): void {
  for (let i = 0; i < turn.ended.length; i++) passOn(turn, turn.ended[i] as number);
  turn.ended.length = 0;
}

function passOn(turn: Turn, position: number): void {
  const { engine } = turn;
  setState(engine, position, 'succeeded');
  if (taskAt(engine, position).kind === 'subgraph') subgraphEvent(turn, position, 'task_succeeded');
  unblock(turn, listed(engine.index.dependants, position));
  const parent = at(engine.index.parents, position);
  if (parent < 0) engine.openRoots--;
  else if (decrement(engine.openMembers, parent) === 0) turn.ended.push(parent);
}

function begin(turn: Turn, position: number): void {
  const { engine } = turn;
  const task = taskAt(engine, position);
  setState(engine, position, 'running');
  if (task.kind === 'operation') {
    const attempt = at(engine.attempts, position) + 1;
    engine.attempts[position] = attempt;
    engine.running.add(position);
    taskEvent(turn, position, { type: 'task_started' });
    turn.commands.push({ kind: 'dispatch', task, attempt });
    return;
  }
  subgraphEvent(turn, position, 'task_started');
  if (at(engine.openMembers, position) === 0) turn.ended.push(position);
  else unblock(turn, listed(engine.index.members, position));
}

function unblock(turn: Turn, positions: Int32Array): void {
  const { engine } = turn;
  const free: number[] = [];
  for (const position of positions) {
    if (decrement(engine.blockers, position) === 0 && stateAt(engine, position) === 'pending') free.push(position);
  }
  release(turn, free);
}

/** Effects happen at once; the rest is stacked so that the first of `free` is the next to start. */
function release(turn: Turn, free: number[]): void {
  const { engine } = turn;
  for (const position of free) {
    const task = taskAt(engine, position);
    if (task.kind === 'effects') applyEffects(turn, position, task);
  }
  for (const position of free.reverse()) {
    if (taskAt(engine, position).kind !== 'effects') makeReady(engine, position);
  }
}

function applyEffects(turn: Turn, position: number, task: EffectsTask): void {
  const isWindingDown = turn.engine.cancel !== null;
  const allowed = isWindingDown ? (task.closing ?? 0) : task.effects.length;
  for (const template of task.effects.slice(0, allowed)) {
    turn.commands.push({ kind: 'effect', effect: aboutInstance(template, task) });
  }
  if (allowed === task.effects.length) turn.ended.push(position);
  else setState(turn.engine, position, 'curtailed');
}

function aboutInstance(template: EffectTemplate, { id, instance }: EffectsTask): Effect {
  if (instance !== undefined) return { ...template, instance };
  if (template.kind === 'event') return template;
  throw new Error(`The task ${id} sets a state and names no instance.`);
}

function subgraphEvent(turn: Turn, position: number, type: TaskEventType): void {
  const task = taskAt(turn.engine, position);
  if (task.kind !== 'subgraph') return;
  const effect: Effect = { kind: 'event', type, text: `Subgraph ${type.slice('task_'.length)} '${task.name}'` };
  turn.commands.push({ kind: 'effect', effect });
}

/** States that nothing changes any more, whatever becomes of the subgraph around. */
const overStates: ReadonlySet<TaskState> = new Set(['succeeded', 'removed', 'abandoned', 'settled', 'curtailed']);

/** Removes everything below a subgraph that has not ended; what runs is left to itself. */
function removeMembers(engine: Engine, top: number): void {
  const open = [top];
  for (let subgraph = open.pop(); subgraph !== undefined; subgraph = open.pop()) {
    for (const member of listed(engine.index.members, subgraph)) {
      const state = stateAt(engine, member);
      if (overStates.has(state)) continue;
      if (taskAt(engine, member).kind === 'subgraph') open.push(member);
      if (state !== 'failed') drop(engine, member);
    }
  }
}

/** Takes one task out of the run. */
export function drop(engine: Engine, position: number): void {
  const wasStarted = engine.running.delete(position) || engine.undecided.delete(position);
  engine.timers.delete(position);
  setState(engine, position, wasStarted ? 'abandoned' : 'removed');
}
