import { describe, expect, it } from 'vitest';
import type { Task } from '../workflow/task-graph.ts';
import { replay, step } from './engine.ts';
import type { EngineInput, OperationOutcome } from './protocol.ts';
import { failTimer } from './protocol.ts';
import { remainingGraph } from './remaining.ts';
import { createEngine, type Engine } from './state.ts';
import { announcement, failed, fatal, graph, operation, settings, subgraph, succeeded } from './testing/graphs.ts';

const now = 5_000;
const start: EngineInput = { kind: 'start', now };
const goOn = { done: [], force: false };
const said = (text: string) => ({ kind: 'event', type: 'workflow_node_event', text }) as const;

function end(task: string, outcome: OperationOutcome, attempt = 1): EngineInput {
  return { kind: 'outcome', task, attempt, outcome, now };
}

function cancel(mode: 'cancel' | 'force-cancel' | 'kill'): EngineInput {
  return { kind: 'cancel', mode, now };
}

function ended(tasks: Task[], ...inputs: EngineInput[]): Engine {
  const engine = replay(graph(...tasks), settings, [start, ...inputs]);
  expect(engine.result).not.toBeNull();
  return engine;
}

describe('what is left of a run', () => {
  it('is nothing when all of it ended well', () => {
    expect(remainingGraph(ended([operation('a')], end('a', succeeded)), goOn)).toEqual(graph());
  });

  it('is everything when it was cancelled before it began', () => {
    const tasks = [subgraph('s'), operation('a', { parent: 's' }), announcement('b', { dependencies: ['s'] })];
    const engine = createEngine(graph(...tasks), settings);
    step(engine, cancel('cancel'));
    expect(remainingGraph(engine, goOn)).toEqual(graph(...tasks));
  });

  it('is what failed and what comes after it, with its subgraph, and attempts are numbered on', () => {
    const tasks = [
      subgraph('web'),
      announcement('said', { parent: 'web' }),
      operation('create', { parent: 'web', dependencies: ['said'], maxRetries: 0 }),
      operation('start', { parent: 'web', dependencies: ['create', 'said'] }),
      operation('other', { maxRetries: 0 }),
      operation('after', { dependencies: ['web', 'other'] }),
    ];
    const engine = ended(tasks, end('other', succeeded), end('create', failed));
    expect(remainingGraph(engine, goOn)).toEqual(
      graph(
        subgraph('web'),
        operation('create', { parent: 'web', maxRetries: 0, attemptsBefore: 1 }),
        operation('start', { parent: 'web', dependencies: ['create'] }),
        operation('after', { dependencies: ['web'] }),
      ),
    );
  });

  it('leaves out the effects that happened while the run wound down', () => {
    const after = announcement('after', {
      dependencies: ['a'],
      effects: [said('closing'), said('opening')],
      closing: 1,
    });
    const engine = ended([operation('a'), after], cancel('cancel'), end('a', succeeded));
    expect(remainingGraph(engine, goOn)).toEqual(graph(announcement('after', { effects: [said('opening')] })));
  });

  it('finds again what was under way, or begins it anew when forced', () => {
    const engine = ended([operation('a')], cancel('force-cancel'));
    expect(remainingGraph(engine, goOn).tasks).toEqual([operation('a', { isUnderWay: true })]);
    expect(remainingGraph(engine, { done: [], force: true }).tasks).toEqual([operation('a', { attemptsBefore: 1 })]);
  });

  it('keeps an attempt open that no later graph came to', () => {
    const tasks = [operation('z', { attemptsBefore: 3 }), operation('a', { attemptsBefore: 2, isUnderWay: true })];
    const engine = createEngine(graph(...tasks), settings);
    step(engine, cancel('cancel'));
    expect(remainingGraph(engine, goOn).tasks).toEqual(tasks);
    expect(remainingGraph(engine, { done: [], force: true }).tasks[1]).toEqual(operation('a', { attemptsBefore: 3 }));
  });

  it('counts an abandoned attempt by how it ended', () => {
    const tasks = [
      subgraph('s'),
      ...['a', 'b', 'c', 'd'].map((id) => operation(id, { parent: 's' })),
      operation('alone'),
    ];
    const engine = ended(tasks, end('a', fatal), end('b', succeeded), end('c', fatal), end('alone', succeeded));
    expect(remainingGraph(engine, goOn).tasks).toEqual([
      subgraph('s'),
      operation('a', { parent: 's', attemptsBefore: 1 }),
      operation('c', { parent: 's', attemptsBefore: 1 }),
      operation('d', { parent: 's', isUnderWay: true }),
    ]);
  });

  it('keeps the place of what a person marked as done', () => {
    const tasks = [operation('a'), operation('b', { dependencies: ['a'] }), operation('c', { dependencies: ['b'] })];
    const engine = ended(tasks, end('a', fatal));
    expect(remainingGraph(engine, { done: ['b'], force: false }).tasks).toEqual([
      operation('a', { attemptsBefore: 1 }),
      announcement('b', { instance: 'b_i', dependencies: ['a'], effects: [] }),
      operation('c', { dependencies: ['b'] }),
    ]);
  });

  it('leaves out the members of a subgraph that a person marked as done', () => {
    const engine = ended([subgraph('s'), operation('a', { parent: 's' })], end('a', fatal));
    expect(remainingGraph(engine, { done: ['s', 'nobody'], force: false })).toEqual(graph(subgraph('s')));
  });
});

describe('a run of what is left', () => {
  it('numbers attempts on and counts retries anew', () => {
    const engine = replay(graph(operation('a', { attemptsBefore: 3, retryInterval: 0 })), settings, [start]);
    const commands = step(engine, end('a', failed, 4));
    expect(commands.slice(-2)).toMatchObject([
      { kind: 'task-event', attempt: 5, text: "Task started 'run.a' [retry 1/2]" },
      { kind: 'dispatch', attempt: 5 },
    ]);
  });

  it('can itself fail when the wait is over, and go on again', () => {
    const engine = ended([operation('a'), operation('b')], end('a', fatal), { kind: 'timer', task: failTimer, now });
    const again = replay(remainingGraph(engine, goOn), settings, [start, end('b', succeeded), end('a', fatal, 2)]);
    expect(remainingGraph(again, goOn).tasks).toEqual([operation('a', { attemptsBefore: 2 })]);
  });
});
