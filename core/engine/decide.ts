import { cancelRun } from './cancel.ts';
import { at } from './graph-index.ts';
import { drop, makeReady, succeed, type Turn, taskEvent } from './progress.ts';
import type { Decision, EngineInput } from './protocol.ts';
import { operationAt, setState, stateAt } from './state.ts';
import { markedDoneTail } from './texts.ts';

/** An attempt's fate cannot be found out: it waits for a person. While a run is cancelled nobody waits for it. */
export function markUndecided(turn: Turn, position: number, input: Extract<EngineInput, { kind: 'undecided' }>): void {
  const { engine } = turn;
  if (stateAt(engine, position) !== 'running' || at(engine.attempts, position) !== input.attempt) return;
  if (engine.cancel !== null) {
    drop(engine, position);
    return;
  }
  engine.running.delete(position);
  engine.undecided.set(position, input.reason);
  setState(engine, position, 'undecided');
  const task = operationAt(engine, position).id;
  turn.commands.push({ kind: 'needs-decision', task, attempt: input.attempt, reason: input.reason });
}

/** Carries out what a person decided about an attempt whose fate is unknown. */
export function decide(turn: Turn, position: number, decision: Decision): void {
  const { engine } = turn;
  if (stateAt(engine, position) !== 'undecided') return;
  if (decision === 'cancel') {
    cancelRun(turn, 'cancel');
    return;
  }
  engine.undecided.delete(position);
  if (decision === 'retry') {
    makeReady(engine, position);
    return;
  }
  taskEvent(turn, position, { type: 'task_succeeded', tail: markedDoneTail });
  succeed(turn, position);
}
