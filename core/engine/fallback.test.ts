import { describe, expect, it } from 'vitest';
import type { Task } from '../workflow/task-graph.ts';
import { step } from './engine.ts';
import { failTimer } from './protocol.ts';
import { remainingGraph } from './remaining.ts';
import { createEngine, type Engine } from './state.ts';
import { failedOperations, finalResult, operationCounts, taskState } from './summary.ts';
import { brief, end, now, start } from './testing/brief.ts';
import { announcement, fatal, graph, operation, settings, subgraph, succeeded } from './testing/graphs.ts';

const goOn = { done: [], force: false };

/** An instance whose subgraph is run anew up to twice, and two that wait for it: one for all of it, one for its creation. */
function retried(...more: Task[]): Task[] {
  return [
    subgraph('web', { fallback: 'again-1' }),
    operation('create', { parent: 'web' }),
    announcement('created', { parent: 'web', dependencies: ['create'] }),
    operation('start', { parent: 'web', dependencies: ['created'] }),
    operation('after', { dependencies: ['web'] }),
    operation('early', { dependencies: ['created'] }),
    subgraph('again-1', { isDormant: true, fallback: 'again-2' }),
    operation('create-1', { parent: 'again-1' }),
    operation('start-1', { parent: 'again-1', dependencies: ['create-1'] }),
    subgraph('again-2', { isDormant: true }),
    operation('create-2', { parent: 'again-2' }),
    ...more,
  ];
}

function started(tasks: Task[]): Engine {
  const engine = createEngine(graph(...tasks), settings);
  start(engine);
  return engine;
}

describe('a fallback', () => {
  it('is not missed when all goes well', () => {
    const engine = started(retried());
    expect(operationCounts(engine)).toEqual({ total: 4, finished: 0 });
    end(engine, 'create', succeeded);
    end(engine, 'start', succeeded);
    end(engine, 'early', succeeded);
    expect(end(engine, 'after', succeeded).at(-1)).toBe('finish terminated');
    expect(taskState(engine, 'again-1')?.state).toBe('pending');
    expect(operationCounts(engine)).toEqual({ total: 4, finished: 4 });
  });

  it('takes the place of a subgraph that failed, for all that wait for it or for one of its tasks', () => {
    const engine = started(retried());
    expect(end(engine, 'create', fatal)).toEqual([
      "Task failed 'run.create' -> no way",
      "Subgraph failed 'web'",
      "Subgraph started 'again-1'",
      "Task started 'run.create-1'",
      'dispatch create-1 1',
    ]);
    expect(taskState(engine, 'web')?.state).toBe('replaced');
    expect(operationCounts(engine)).toEqual({ total: 5, finished: 1 });
    end(engine, 'create-1', succeeded);
    expect(end(engine, 'start-1', succeeded)).toEqual([
      "Task succeeded 'run.start-1'",
      "Subgraph succeeded 'again-1'",
      "Task started 'run.early'",
      'dispatch early 1',
      "Task started 'run.after'",
      'dispatch after 1',
    ]);
    end(engine, 'after', succeeded);
    expect(end(engine, 'early', succeeded).at(-1)).toBe('finish terminated');
    expect(operationCounts(engine)).toEqual({ total: 5, finished: 5 });
    expect(failedOperations(engine)).toEqual([]);
  });

  it('is not waited for by what had been let go before', () => {
    const engine = started(retried());
    expect(end(engine, 'create', succeeded)).toContain('dispatch early 1');
    end(engine, 'start', fatal);
    end(engine, 'create-1', succeeded);
    expect(end(engine, 'start-1', succeeded).filter((line) => line.startsWith('dispatch'))).toEqual([
      'dispatch after 1',
    ]);
  });

  it('has a fallback of its own, and the last one fails the run', () => {
    const engine = started(retried());
    end(engine, 'create', fatal);
    expect(end(engine, 'create-1', fatal).at(-1)).toBe('dispatch create-2 1');
    expect(end(engine, 'create-2', fatal).slice(-2)).toEqual(["Subgraph failed 'again-2'", 'finish failed']);
    expect(failedOperations(engine)).toMatchObject([{ task: 'create-2' }]);
    expect(taskState(engine, 'after')?.state).toBe('pending');
  });

  it('lets everything go at the end of a chain', () => {
    const engine = started(retried());
    end(engine, 'create', fatal);
    end(engine, 'create-1', fatal);
    expect(end(engine, 'create-2', succeeded)).toEqual(
      expect.arrayContaining(['dispatch after 1', 'dispatch early 1']),
    );
  });

  it('leaves what runs in the failed subgraph to itself', () => {
    const engine = started(retried(operation('beside', { parent: 'web' })));
    end(engine, 'create', fatal);
    expect(taskState(engine, 'beside')?.state).toBe('abandoned');
    expect(end(engine, 'beside', succeeded)).toEqual(["Task succeeded 'run.beside'"]);
    expect(taskState(engine, 'beside')?.state).toBe('settled');
  });

  it('is removed together with the subgraph around it', () => {
    const engine = started([
      subgraph('outer', { fallback: 'instead' }),
      subgraph('inner', { parent: 'outer', fallback: 'again' }),
      operation('a', { parent: 'inner' }),
      subgraph('again', { parent: 'outer', isDormant: true }),
      operation('b', { parent: 'again' }),
      operation('c', { parent: 'outer' }),
      subgraph('instead', { isDormant: true }),
      operation('d', { parent: 'instead' }),
      operation('waits-for-inner', { dependencies: ['inner'] }),
      operation('waits-for-a', { dependencies: ['a', 'again'] }),
    ]);
    end(engine, 'a', fatal);
    expect(end(engine, 'c', fatal).at(-1)).toBe('dispatch d 1');
    expect(taskState(engine, 'b')?.state).toBe('abandoned');
    expect(end(engine, 'd', succeeded).filter((line) => line.startsWith('dispatch'))).toEqual([
      'dispatch waits-for-a 1',
      'dispatch waits-for-inner 1',
    ]);
  });

  it('must be a dormant subgraph beside the one that names it', () => {
    const build = (...tasks: Task[]) => createEngine(graph(...tasks), settings);
    expect(() => build(subgraph('a', { fallback: 'b' }), subgraph('b'))).toThrow(/fallback b of a/);
    expect(() => build(subgraph('a', { fallback: 'b' }), operation('b'))).toThrow(/fallback b of a/);
    expect(() =>
      build(subgraph('a', { fallback: 'b' }), subgraph('b', { isDormant: true, parent: 'c' }), subgraph('c')),
    ).toThrow(/fallback b of a/);
  });
});

describe('what is left of a run with fallbacks', () => {
  it('is the fallback that was called upon, for all that waited for the subgraph before it', () => {
    const engine = started(retried());
    end(engine, 'create', fatal);
    step(engine, { kind: 'cancel', mode: 'cancel', now });
    end(engine, 'create-1', succeeded);
    expect(finalResult(engine)?.status).toBe('cancelled');
    expect(remainingGraph(engine, goOn).tasks).toEqual([
      operation('after', { dependencies: ['again-1'] }),
      operation('early', { dependencies: ['again-1'] }),
      subgraph('again-1', { fallback: 'again-2' }),
      operation('start-1', { parent: 'again-1' }),
      subgraph('again-2', { isDormant: true }),
      operation('create-2', { parent: 'again-2' }),
    ]);
  });

  it('is not a fallback that was not needed', () => {
    const engine = started(retried());
    end(engine, 'create', succeeded);
    end(engine, 'start', succeeded);
    end(engine, 'after', fatal);
    end(engine, 'early', succeeded);
    expect(remainingGraph(engine, goOn).tasks).toEqual([operation('after', { attemptsBefore: 1 })]);
  });

  it('is all of a subgraph that has not failed, with its sleeping fallbacks', () => {
    const tasks = retried();
    const engine = createEngine(graph(subgraph('all'), ...tasks.map((task) => ({ parent: 'all', ...task }))), settings);
    start(engine);
    step(engine, { kind: 'cancel', mode: 'cancel', now });
    end(engine, 'create', fatal);
    const left = remainingGraph(engine, goOn).tasks;
    expect(left.map(({ id }) => id)).toEqual(engine.graph.tasks.map(({ id }) => id));
    expect(left.find(({ id }) => id === 'again-1')).toMatchObject({ isDormant: true });
  });
});

describe('a failure that the subgraph answers for itself', () => {
  const healed = (...more: Task[]): Task[] => [
    subgraph('heal', {
      instance: 'web_1',
      onFailure: [{ kind: 'system-properties', values: { heal_failed: 'x1' } }],
    }),
    operation('preheal', { parent: 'heal' }),
    operation('heal-it', { parent: 'heal', dependencies: ['preheal'] }),
    operation('waits-for-it', { dependencies: ['heal-it'] }),
    operation('next', { dependencies: ['heal'] }),
    ...more,
  ];

  it('is told, kept, and does not hold the run', () => {
    const engine = started(healed());
    expect(end(engine, 'preheal', fatal)).toEqual([
      "Task failed 'run.preheal' -> no way",
      "Subgraph failed 'heal'",
      '# web_1 {"heal_failed":"x1"}',
      "Task started 'run.waits-for-it'",
      'dispatch waits-for-it 1',
      "Task started 'run.next'",
      'dispatch next 1',
    ]);
    expect(taskState(engine, 'heal')?.state).toBe('excused');
    end(engine, 'next', succeeded);
    expect(end(engine, 'waits-for-it', succeeded).at(-1)).toBe('finish terminated');
    expect(operationCounts(engine)).toEqual({ total: 3, finished: 3 });
  });

  it('leaves nothing over for a resumed run', () => {
    const engine = started(healed());
    end(engine, 'preheal', fatal);
    end(engine, 'next', fatal);
    end(engine, 'waits-for-it', succeeded);
    expect(remainingGraph(engine, goOn).tasks).toEqual([operation('next', { attemptsBefore: 1 })]);
  });

  it('comes after the fallbacks', () => {
    const engine = started([
      subgraph('s', { fallback: 'f', onFailure: [] }),
      operation('a', { parent: 's' }),
      subgraph('f', { isDormant: true, onFailure: [] }),
      operation('b', { parent: 'f' }),
    ]);
    expect(end(engine, 'a', fatal).at(-1)).toBe('dispatch b 1');
    expect(end(engine, 'b', fatal).at(-1)).toBe('finish terminated');
  });

  it('ends only the subgraph that says so', () => {
    const engine = started([
      subgraph('all'),
      subgraph('s', { parent: 'all', onFailure: [] }),
      subgraph('in', { parent: 's' }),
      operation('a', { parent: 'in' }),
      operation('b', { parent: 'all', dependencies: ['s'] }),
    ]);
    expect(end(engine, 'a', fatal).at(-1)).toBe('dispatch b 1');
    expect(taskState(engine, 'in')?.state).toBe('failed');
    expect(end(engine, 'b', succeeded).at(-1)).toBe('finish terminated');
  });

  it('does not start the wait of a failed run', () => {
    const engine = started(healed());
    expect(end(engine, 'preheal', fatal)).not.toContain(`timer ${failTimer} 605000`);
    expect(brief(step(engine, { kind: 'timer', task: failTimer, now }))).toEqual([]);
  });
});
