import { at } from './graph-index.ts';
import { drop, type Turn } from './progress.ts';
import type { CancelMode } from './protocol.ts';
import { operationAt, setState } from './state.ts';

const strength: Record<CancelMode, number> = { cancel: 0, 'force-cancel': 1, kill: 1 };

/**
 * Begins to wind the run down, or presses harder. Nothing is dispatched from here on: what waits is dropped, what runs
 * is awaited (`cancel`), ended (`kill`) or left to itself (`force-cancel`). A weaker request after a stronger one
 * changes nothing.
 */
export function cancelRun(turn: Turn, mode: CancelMode): void {
  const { engine } = turn;
  if (engine.cancel !== null && strength[mode] <= strength[engine.cancel]) return;
  engine.cancel = mode;
  engine.started = true;
  for (const position of [...engine.timers.keys(), ...engine.undecided.keys()]) drop(engine, position);
  for (const position of engine.ready) setState(engine, position, 'removed');
  engine.ready.length = 0;
  if (mode !== 'kill') return;
  for (const position of engine.running) {
    turn.commands.push({
      kind: 'terminate',
      task: operationAt(engine, position).id,
      attempt: at(engine.attempts, position),
    });
  }
}
