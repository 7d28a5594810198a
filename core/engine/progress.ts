import type { Json } from '../blueprint/json.ts';
import type { Effect, EffectsTask, EffectTemplate, SubgraphTask } from '../workflow/task-graph.ts';
import { at, decrement, listed } from './graph-index.ts';
import type { EngineCommand, OperationError, TaskEventType } from './protocol.ts';
import { type Engine, operationAt, setState, stateAt, taskAt } from './state.ts';
import { attemptMark, dryRunMark, taskText } from './texts.ts';

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
    if (isWindingDown(engine) || engine.running.size >= slots) return;
    const next = engine.ready.pop();
    if (next === undefined) return;
    if (stateAt(engine, next) === 'ready') begin(turn, next);
  }
}

/** Nothing is begun any more: the run is cancelled, or one of the old generation has failed (runtime.md A.12). */
export function isWindingDown({ cancel, errors, settings }: Engine): boolean {
  return cancel !== null || (settings.dialect === 'v3' && errors.length > 0);
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

/** Tells the log about an attempt of an operation. `tail` comes after the operation's name. */
export function taskEvent(
  turn: Turn,
  position: number,
  event: { type: TaskEventType; result?: Json; tail?: string; error?: OperationError },
): void {
  const { engine } = turn;
  const task = operationAt(engine, position);
  const attempt = at(engine.attempts, position);
  const { type } = event;
  const text = `${taskText(engine.settings, task, event)}${dryRunMark(engine.settings)}${attemptMark(engine.settings, task, { type, attempt })}`;
  const command = { kind: 'task-event', type, task, attempt, text } as const;
  turn.commands.push(event.error ? { ...command, error: event.error } : command);
}

function letOthersGo(turn: Turn): void {
  for (let i = 0; i < turn.ended.length; i++) passOn(turn, turn.ended[i] as number);
  turn.ended.length = 0;
}

function passOn(turn: Turn, position: number): void {
  const { engine } = turn;
  if (stateAt(engine, position) !== 'excused') {
    setState(engine, position, 'succeeded');
    if (taskAt(engine, position).kind === 'subgraph') subgraphEvent(turn, position, 'task_succeeded');
  }
  unblock(turn, listed(engine.index.dependants, position));
  for (const other of engine.standsFor.get(position) ?? []) unblock(turn, listed(engine.index.dependants, other));
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
  for (const template of task.effects.slice(0, allowed)) emit(turn, aboutInstance(template, task));
  if (allowed === task.effects.length) turn.ended.push(position);
  else setState(turn.engine, position, 'curtailed');
}

/** Asks for an effect. A dry run only tells. */
export function emit(turn: Turn, effect: Effect): void {
  if (effect.kind === 'event' || turn.engine.settings.dryRun !== true) turn.commands.push({ kind: 'effect', effect });
}

/** The effect that a template comes to in a task. @throws Error when it needs an instance and the task names none. */
export function aboutInstance(template: EffectTemplate, { id, instance }: EffectsTask | SubgraphTask): Effect {
  if (instance !== undefined) return { ...template, instance };
  if (template.kind === 'event') return template;
  throw new Error(`The task ${id} changes an instance and names none.`);
}

/** Tells the log about a subgraph. */
export function subgraphEvent(turn: Turn, position: number, type: TaskEventType): void {
  const task = taskAt(turn.engine, position);
  if (task.kind !== 'subgraph') return;
  const mark = dryRunMark(turn.engine.settings);
  emit(turn, { kind: 'event', type, text: `Subgraph ${type.slice('task_'.length)} '${task.name}'${mark}` });
}

/** Takes one task out of the run. */
export function drop(engine: Engine, position: number): void {
  const wasStarted = engine.running.delete(position) || engine.undecided.delete(position);
  engine.timers.delete(position);
  setState(engine, position, wasStarted ? 'abandoned' : 'removed');
}
