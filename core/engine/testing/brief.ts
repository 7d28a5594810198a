import type { Effect } from '../../workflow/task-graph.ts';
import { step } from '../engine.ts';
import type { EngineCommand, OperationOutcome } from '../protocol.ts';
import type { Engine } from '../state.ts';

/** The time of all inputs that these functions give. */
export const now = 5_000;

/** Commands in short: `dispatch a 1`, `timer a 15000`, `finish failed`, and texts of events. */
export function brief(commands: EngineCommand[]): string[] {
  return commands.map((command) => {
    if (command.kind === 'dispatch') return `dispatch ${command.task.id} ${command.attempt}`;
    if (command.kind === 'set-timer') return `timer ${command.task} ${command.at}`;
    if (command.kind === 'task-event') return command.text;
    if (command.kind === 'finish') return `finish ${command.status}`;
    if (command.kind === 'effect') return briefEffect(command.effect);
    return command.kind;
  });
}

function briefEffect(effect: Effect): string {
  if (effect.kind === 'event') return effect.text;
  if (effect.kind === 'set-state') return `= ${effect.state}`;
  return `# ${effect.instance} ${JSON.stringify(effect.values)}`;
}

/** Starts the run. */
export function start(engine: Engine): string[] {
  return brief(step(engine, { kind: 'start', now }));
}

/** Ends an attempt. `run` is a task's id, with the attempt when it is not the first. */
export function end(engine: Engine, run: string | [string, number], outcome: OperationOutcome): string[] {
  const [task, attempt] = typeof run === 'string' ? [run, 1] : run;
  return brief(step(engine, { kind: 'outcome', task, attempt, outcome, now }));
}
