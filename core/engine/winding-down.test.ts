import { describe, expect, it } from 'vitest';
import { step } from './engine.ts';
import type { EngineCommand } from './protocol.ts';
import { failTimer } from './protocol.ts';
import { createEngine, type Engine } from './state.ts';
import { cancelMode, finalResult, pendingTimers, runningAttempts, taskState, undecidedAttempts } from './summary.ts';
import { announcement, failed, fatal, graph, operation, settings, succeeded } from './testing/graphs.ts';

const now = 5_000;
const said = (text: string) => ({ kind: 'event', type: 'workflow_node_event', text }) as const;

function started(...tasks: Parameters<typeof graph>): Engine {
  const engine = createEngine(graph(...tasks), settings);
  step(engine, { kind: 'start', now });
  return engine;
}

function kinds(commands: EngineCommand[]): string[] {
  return commands
    .filter((command) => command.kind !== 'effect' && command.kind !== 'task-event')
    .map((command) => command.kind);
}

describe('cancel', () => {
  const tasks = () =>
    [
      operation('a'),
      announcement('after', { dependencies: ['a'], effects: [said('closing'), said('opening')], closing: 1 }),
      operation('b', { dependencies: ['after'] }),
    ] as const;

  it('starts nothing more, and says what was done but not what would come next', () => {
    const engine = started(...tasks());
    expect(step(engine, { kind: 'cancel', mode: 'cancel', now })).toEqual([]);
    expect(cancelMode(engine)).toBe('cancel');
    const commands = step(engine, { kind: 'outcome', task: 'a', attempt: 1, outcome: succeeded, now });
    expect(
      commands.flatMap((command) =>
        command.kind === 'effect' && command.effect.kind === 'event' ? [command.effect.text] : [],
      ),
    ).toEqual(['closing']);
    expect(commands.at(-1)).toEqual({ kind: 'finish', status: 'cancelled' });
  });

  it('retries nothing and forgets what waits', () => {
    const engine = started(operation('a'), operation('b'));
    step(engine, { kind: 'outcome', task: 'a', attempt: 1, outcome: failed, now });
    step(engine, { kind: 'cancel', mode: 'cancel', now });
    expect(pendingTimers(engine)).toEqual([]);
    expect(step(engine, { kind: 'timer', task: 'a', now })).toEqual([]);
    expect(kinds(step(engine, { kind: 'outcome', task: 'b', attempt: 1, outcome: failed, now }))).toEqual(['finish']);
    expect(finalResult(engine)).toEqual({ status: 'cancelled' });
  });

  it('ends a run at once that has not started or has nothing running', () => {
    const fresh = createEngine(graph(operation('a')), settings);
    expect(kinds(step(fresh, { kind: 'cancel', mode: 'cancel', now }))).toEqual(['finish']);
    const waiting = started(operation('a'));
    step(waiting, { kind: 'outcome', task: 'a', attempt: 1, outcome: failed, now });
    expect(kinds(step(waiting, { kind: 'cancel', mode: 'cancel', now }))).toEqual(['finish']);
  });

  it('is cancelled, not failed, even when the wait after a failure ends meanwhile', () => {
    const engine = started(operation('a'), operation('b'));
    step(engine, { kind: 'outcome', task: 'a', attempt: 1, outcome: fatal, now });
    step(engine, { kind: 'cancel', mode: 'cancel', now });
    expect(step(engine, { kind: 'timer', task: failTimer, now })).toEqual([]);
    step(engine, { kind: 'outcome', task: 'b', attempt: 1, outcome: succeeded, now });
    expect(finalResult(engine)?.status).toBe('cancelled');
  });
});

describe('force-cancel', () => {
  it('ends at once and leaves what runs to itself', () => {
    const engine = started(operation('a'));
    expect(kinds(step(engine, { kind: 'cancel', mode: 'force-cancel', now }))).toEqual(['finish']);
  });
});

describe('kill', () => {
  it('ends every running attempt, also after a softer request, and only once', () => {
    const engine = started(operation('a'), operation('b'));
    step(engine, { kind: 'cancel', mode: 'cancel', now });
    expect(step(engine, { kind: 'cancel', mode: 'kill', now })).toEqual([
      { kind: 'terminate', task: 'a', attempt: 1 },
      { kind: 'terminate', task: 'b', attempt: 1 },
    ]);
    expect(step(engine, { kind: 'cancel', mode: 'kill', now })).toEqual([]);
    expect(step(engine, { kind: 'cancel', mode: 'cancel', now })).toEqual([]);
    expect(cancelMode(engine)).toBe('kill');
    step(engine, { kind: 'outcome', task: 'a', attempt: 1, outcome: fatal, now });
    expect(runningAttempts(engine)).toHaveLength(1);
    step(engine, { kind: 'outcome', task: 'b', attempt: 1, outcome: fatal, now });
    expect(finalResult(engine)?.status).toBe('cancelled');
  });

  it('waits for nobody who cannot be asked', () => {
    const engine = started(operation('a'));
    step(engine, { kind: 'cancel', mode: 'kill', now });
    expect(kinds(step(engine, { kind: 'undecided', task: 'a', attempt: 1, reason: 'gone', now }))).toEqual(['finish']);
  });
});

describe('an attempt whose fate is unknown', () => {
  function undecided(...more: ReturnType<typeof operation>[]): Engine {
    const engine = started(operation('a'), ...more);
    const commands = step(engine, { kind: 'undecided', task: 'a', attempt: 1, reason: 'host gone', now });
    expect(commands).toContainEqual({ kind: 'needs-decision', task: 'a', attempt: 1, reason: 'host gone' });
    return engine;
  }

  it('waits for a person while the rest goes on', () => {
    const engine = undecided(operation('b'));
    expect(undecidedAttempts(engine)).toMatchObject([{ attempt: 1, reason: 'host gone' }]);
    expect(taskState(engine, 'a')?.state).toBe('undecided');
    expect(kinds(step(engine, { kind: 'outcome', task: 'b', attempt: 1, outcome: succeeded, now }))).toEqual([]);
    expect(finalResult(engine)).toBeNull();
  });

  it('is tried again, as a new attempt, when so decided', () => {
    const engine = undecided();
    expect(kinds(step(engine, { kind: 'decide', task: 'a', decision: 'retry', now }))).toEqual(['dispatch']);
    expect(runningAttempts(engine)).toMatchObject([{ attempt: 2 }]);
    expect(step(engine, { kind: 'decide', task: 'a', decision: 'retry', now })).toEqual([]);
  });

  it('counts as done when so decided', () => {
    const engine = undecided(operation('b', { dependencies: ['a'] }));
    expect(kinds(step(engine, { kind: 'decide', task: 'a', decision: 'mark-done', now }))).toEqual(['dispatch']);
    expect(taskState(engine, 'a')?.state).toBe('succeeded');
  });

  it('ends the run when so decided', () => {
    const engine = undecided();
    expect(kinds(step(engine, { kind: 'decide', task: 'a', decision: 'cancel', now }))).toEqual(['finish']);
    expect(finalResult(engine)?.status).toBe('cancelled');
  });

  it('settles itself when its outcome comes after all', () => {
    const engine = undecided();
    expect(kinds(step(engine, { kind: 'outcome', task: 'a', attempt: 1, outcome: succeeded, now }))).toEqual([
      'finish',
    ]);
  });

  it('holds the end of a failed run until it is decided, and gives it its time again', () => {
    const engine = undecided(operation('b'), operation('c'));
    step(engine, { kind: 'outcome', task: 'b', attempt: 1, outcome: fatal, now });
    expect(step(engine, { kind: 'timer', task: failTimer, now: 700_000 })).toEqual([]);
    expect(pendingTimers(engine)).toEqual([]);
    step(engine, { kind: 'decide', task: 'a', decision: 'retry', now: 800_000 });
    expect(pendingTimers(engine)).toEqual([{ task: failTimer, at: 1_400_000 }]);
  });

  it('is asked about only for the attempt that runs', () => {
    const engine = started(operation('a'));
    expect(step(engine, { kind: 'undecided', task: 'a', attempt: 2, reason: 'late', now })).toEqual([]);
    step(engine, { kind: 'outcome', task: 'a', attempt: 1, outcome: succeeded, now });
    expect(step(engine, { kind: 'undecided', task: 'a', attempt: 1, reason: 'late', now })).toEqual([]);
  });
});
