import type { TaskGraph } from '../workflow/task-graph.ts';
import { cancelRun } from './cancel.ts';
import { decide, markUndecided } from './decide.ts';
import { takeOutcome } from './outcome.ts';
import { advance, isWindingDown, makeReady, releaseRoots, type Turn } from './progress.ts';
import type { EngineCommand, EngineInput, EngineSettings, FinalStatus } from './protocol.ts';
import { failTimer } from './protocol.ts';
import { createEngine, type Engine, stateAt } from './state.ts';
import { runError } from './texts.ts';

/**
 * Tells the engine what happened and returns what must be done, in order. The engine is changed in place. The same
 * inputs in the same order always give the same commands. Inputs that no longer matter (an outcome that was recorded
 * already, an unknown task, anything after the end) give none. Nothing is ever dispatched twice for one
 * (task, attempt). Costs O(1) for each task and dependency over a whole run.
 */
export function step(engine: Engine, input: EngineInput): EngineCommand[] {
  if (engine.result !== null) return [];
  const turn: Turn = { engine, now: input.now, commands: [], ended: [] };
  if (input.kind === 'cancel') cancelRun(turn, input.mode);
  else if (input.kind === 'start') start(turn);
  else if (engine.started) takeTaskInput(turn, input);
  if (!engine.started) return turn.commands;
  advance(turn);
  finishWhenOver(turn);
  return turn.commands;
}

/** The engine as it was after these inputs; what it asked for on the way is not repeated. */
export function replay(graph: TaskGraph, settings: EngineSettings, inputs: Iterable<EngineInput>): Engine {
  const engine = createEngine(graph, settings);
  for (const input of inputs) step(engine, input);
  return engine;
}

function start(turn: Turn): void {
  if (turn.engine.started) return;
  turn.engine.started = true;
  releaseRoots(turn);
}

function takeTaskInput(turn: Turn, input: Exclude<EngineInput, { kind: 'start' | 'cancel' }>): void {
  const { engine } = turn;
  if (input.kind === 'timer' && input.task === failTimer) {
    stopWaiting(turn);
    return;
  }
  const position = engine.index.positions.get(input.task);
  if (position === undefined) return;
  if (input.kind === 'outcome') takeOutcome(turn, position, input);
  else if (input.kind === 'undecided') markUndecided(turn, position, input);
  else if (input.kind === 'decide') decide(turn, position, input.decision);
  else if (stateAt(engine, position) === 'waiting') {
    engine.timers.delete(position);
    makeReady(engine, position);
  }
}

function stopWaiting(turn: Turn): void {
  const { engine } = turn;
  if (engine.failTimerAt === null || engine.cancel !== null) return;
  if (engine.undecided.size > 0) {
    engine.failTimerAt = null;
    engine.failTimerHeld = true;
  } else finish(turn, 'failed');
}

function finishWhenOver(turn: Turn): void {
  const { engine } = turn;
  if (engine.result !== null) return;
  if (engine.cancel !== null) {
    if (engine.cancel === 'force-cancel' || engine.running.size === 0) finish(turn, 'cancelled');
    return;
  }
  if (isWindingDown(engine)) {
    finish(turn, 'failed');
    return;
  }
  if (engine.running.size + engine.timers.size + engine.undecided.size > 0) {
    if (engine.errors.length > 0) watchFailedRun(turn);
  } else if (engine.errors.length === 0 && engine.openRoots === 0) finish(turn, 'terminated');
  else finish(turn, 'failed');
}

/** From the first error on the other branches have `waitAfterFail` seconds; time spent on a decision does not count. */
function watchFailedRun(turn: Turn): void {
  const { engine } = turn;
  const isWatched = engine.failTimerAt !== null;
  const isHeld = engine.failTimerHeld && engine.undecided.size > 0;
  if (isWatched || isHeld) return;
  engine.failTimerHeld = false;
  engine.failTimerAt = turn.now + engine.settings.waitAfterFail * 1000;
  turn.commands.push({ kind: 'set-timer', task: failTimer, at: engine.failTimerAt });
}

function finish(turn: Turn, status: FinalStatus): void {
  const { engine } = turn;
  engine.result = status === 'failed' ? { status, error: runError(engine) } : { status };
  turn.commands.push({ kind: 'finish', ...engine.result });
}
