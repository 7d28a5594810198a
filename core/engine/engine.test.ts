import { describe, expect, it } from 'vitest';
import { replay, step } from './engine.ts';
import type { OperationOutcome } from './protocol.ts';
import { failTimer } from './protocol.ts';
import { createEngine } from './state.ts';
import {
  failedOperations,
  finalResult,
  operationCounts,
  pendingTimers,
  runningAttempts,
  taskState,
} from './summary.ts';
import { brief, end, now, start } from './testing/brief.ts';
import { announcement, failed, fatal, graph, operation, settings, subgraph, succeeded } from './testing/graphs.ts';

describe('a run in which all goes well', () => {
  it('goes through effects, operations and subgraphs in order', () => {
    const tasks = [
      subgraph('web'),
      announcement('web/1', { parent: 'web' }),
      operation('web/2', { parent: 'web', dependencies: ['web/1'] }),
      announcement('web/3', { parent: 'web', dependencies: ['web/2'] }),
      operation('after', { dependencies: ['web'] }),
    ];
    const engine = createEngine(graph(...tasks), settings);
    expect(start(engine)).toEqual(["Subgraph started 'web'", 'web/1', "Task started 'run.web/2'", 'dispatch web/2 1']);
    expect(operationCounts(engine)).toEqual({ total: 2, finished: 0 });
    expect(end(engine, 'web/2', { status: 'succeeded', result: { port: 80 } })).toEqual([
      'Task succeeded \'run.web/2\' - {"port":80}',
      'web/3',
      "Subgraph succeeded 'web'",
      "Task started 'run.after'",
      'dispatch after 1',
    ]);
    expect(end(engine, 'after', succeeded)).toEqual(["Task succeeded 'run.after'", 'finish terminated']);
    expect(operationCounts(engine)).toEqual({ total: 2, finished: 2 });
    expect(finalResult(engine)).toEqual({ status: 'terminated' });
  });

  it('ends at once when there is nothing to do', () => {
    expect(start(createEngine(graph(), settings)).at(-1)).toBe('finish terminated');
    expect(start(createEngine(graph(subgraph('empty')), settings)).at(-1)).toBe('finish terminated');
  });

  it('runs no more operations at once than allowed, and finishes what it began first', () => {
    const chains = ['a', 'b', 'c'].flatMap((name) => [
      operation(`${name}1`),
      operation(`${name}2`, { dependencies: [`${name}1`] }),
    ]);
    const engine = createEngine(graph(...chains), { ...settings, parallel: 2 });
    expect(start(engine).filter((line) => line.startsWith('dispatch'))).toEqual(['dispatch a1 1', 'dispatch b1 1']);
    expect(end(engine, 'a1', succeeded).slice(1)).toEqual(["Task started 'run.a2'", 'dispatch a2 1']);
    expect(end(engine, 'a2', succeeded).slice(1)).toEqual(["Task started 'run.c1'", 'dispatch c1 1']);
  });

  it('applies effects even while all slots are taken', () => {
    const engine = createEngine(graph(operation('a'), operation('b'), announcement('said', { dependencies: ['a'] })), {
      ...settings,
      parallel: 1,
    });
    start(engine);
    expect(end(engine, 'a', succeeded)).toEqual([
      "Task succeeded 'run.a'",
      'said',
      "Task started 'run.b'",
      'dispatch b 1',
    ]);
  });
});

describe('inputs that do not matter', () => {
  it('change nothing', () => {
    const engine = createEngine(graph(operation('a'), operation('b', { dependencies: ['a'] })), settings);
    expect(end(engine, 'a', succeeded)).toEqual([]);
    start(engine);
    expect(start(engine)).toEqual([]);
    expect(end(engine, 'nobody', succeeded)).toEqual([]);
    expect(end(engine, ['a', 2], succeeded)).toEqual([]);
    expect(end(engine, 'b', succeeded)).toEqual([]);
    expect(brief(step(engine, { kind: 'timer', task: 'a', now }))).toEqual([]);
    expect(brief(step(engine, { kind: 'timer', task: failTimer, now }))).toEqual([]);
    expect(brief(step(engine, { kind: 'decide', task: 'a', decision: 'retry', now }))).toEqual([]);
    end(engine, 'a', succeeded);
    expect(end(engine, 'a', succeeded)).toEqual([]);
    end(engine, 'b', succeeded);
    expect(brief(step(engine, { kind: 'cancel', mode: 'kill', now }))).toEqual([]);
  });
});

describe('retries', () => {
  it('come after the interval, are counted in the texts, and end', () => {
    const engine = createEngine(graph(operation('a')), settings);
    start(engine);
    expect(end(engine, 'a', failed)).toEqual(["Task failed 'run.a' -> boom", 'timer a 15000']);
    expect(pendingTimers(engine)).toEqual([{ task: 'a', at: 15_000 }]);
    expect(brief(step(engine, { kind: 'timer', task: 'a', now }))).toEqual([
      "Task started 'run.a' [retry 1/2]",
      'dispatch a 2',
    ]);
    end(engine, ['a', 2], { ...failed, retryAfter: 0.5 } as OperationOutcome);
    expect(pendingTimers(engine)).toEqual([{ task: 'a', at: 5_500 }]);
    step(engine, { kind: 'timer', task: 'a', now });
    expect(end(engine, ['a', 3], failed)).toEqual(["Task failed 'run.a' -> boom [retry 2/2]", 'finish failed']);
    expect(finalResult(engine)?.error).toBe('Task failed: run.a (a_i:life.create): RecoverableError `boom`');
    expect(failedOperations(engine)).toEqual([{ task: 'a', instance: 'a_i', operation: 'life.create', error: 'boom' }]);
    expect(taskState(engine, 'a')).toEqual({ state: 'failed', attempts: 3 });
  });

  it('come at once when the interval is nothing', () => {
    const engine = createEngine(graph(operation('a', { retryInterval: 0 })), settings);
    start(engine);
    expect(end(engine, 'a', failed).at(-1)).toBe('dispatch a 2');
  });

  it('do not happen for errors that are final', () => {
    const engine = createEngine(graph(operation('a')), settings);
    start(engine);
    expect(end(engine, 'a', fatal).at(-1)).toBe('finish failed');
  });

  it('have no end when the limit is -1, and then no limit in the text', () => {
    const engine = createEngine(graph(operation('a', { maxRetries: -1, retryInterval: 0 })), settings);
    start(engine);
    for (let attempt = 1; attempt < 100; attempt++) end(engine, ['a', attempt], failed);
    expect(end(engine, ['a', 100], failed)[0]).toBe("Task failed 'run.a' -> boom [retry 99]");
    expect(runningAttempts(engine)).toMatchObject([{ attempt: 101 }]);
  });

  it('that an operation asks for count against the limit', () => {
    const engine = createEngine(graph(operation('a', { maxRetries: 1, retryInterval: 0 })), settings);
    start(engine);
    const again: OperationOutcome = { status: 'retry', message: 'not yet' };
    expect(end(engine, 'a', again)[0]).toBe("Task rescheduled 'run.a' -> not yet");
    expect(end(engine, ['a', 2], again).at(-1)).toBe('finish failed');
    expect(finalResult(engine)?.error).toContain('OperationRetry `not yet`');
  });

  it('for a falsy result do not count', () => {
    const engine = createEngine(
      graph(operation('a', { maxRetries: 1, retryInterval: 0, retryWhileFalsy: true })),
      settings,
    );
    start(engine);
    for (const [index, result] of [false, null, 0, '', [], {}].entries()) {
      expect(end(engine, ['a', index + 1], { status: 'succeeded', result }).at(-1)).toBe(`dispatch a ${index + 2}`);
    }
    expect(end(engine, ['a', 7], failed).at(-1)).toBe('dispatch a 8');
    expect(end(engine, ['a', 8], { status: 'succeeded', result: true }).at(-1)).toBe('finish terminated');
  });
});

describe('ignored failures', () => {
  it('count as done, without retries', () => {
    const engine = createEngine(graph(operation('a', { ignoreFailure: true })), settings);
    start(engine);
    expect(end(engine, 'a', failed)).toEqual([
      "Task failed 'run.a' -> boom",
      'Ignoring task run.a failure',
      'finish terminated',
    ]);
  });

  it('still allow the retries that an operation asks for', () => {
    const engine = createEngine(graph(operation('a', { ignoreFailure: true, retryInterval: 0 })), settings);
    start(engine);
    expect(end(engine, 'a', { status: 'retry', message: 'later' }).at(-1)).toBe('dispatch a 2');
  });

  it('are not those of an operation that asks for more retries than there are', () => {
    const engine = createEngine(
      graph(operation('a', { ignoreFailure: true, maxRetries: 1, retryInterval: 0 })),
      settings,
    );
    start(engine);
    end(engine, 'a', { status: 'retry', message: 'later' });
    expect(end(engine, ['a', 2], { status: 'retry', message: 'later' }).at(-1)).toBe('finish failed');
  });
});

describe('failures', () => {
  it('fail the subgraph, abandon what runs in it, and leave the rest alone', () => {
    const engine = createEngine(
      graph(
        subgraph('web'),
        subgraph('web/in', { parent: 'web' }),
        operation('web/in/1', { parent: 'web/in' }),
        operation('web/in/2', { parent: 'web/in' }),
        operation('web/3', { parent: 'web', dependencies: ['web/in'] }),
        operation('needs-web', { dependencies: ['web'] }),
        operation('alone'),
        operation('then', { dependencies: ['alone'] }),
      ),
      settings,
    );
    start(engine);
    expect(end(engine, 'web/in/1', fatal)).toEqual([
      "Task failed 'run.web/in/1' -> no way",
      "Subgraph failed 'web/in'",
      "Subgraph failed 'web'",
      `timer ${failTimer} 605000`,
    ]);
    expect(taskState(engine, 'web/in/2')?.state).toBe('abandoned');
    expect(taskState(engine, 'web/3')?.state).toBe('removed');
    expect(end(engine, 'web/in/2', succeeded)).toEqual(["Task succeeded 'run.web/in/2'"]);
    expect(end(engine, 'web/in/2', succeeded)).toEqual([]);
    expect(end(engine, 'alone', succeeded).at(-1)).toBe('dispatch then 1');
    expect(end(engine, 'then', succeeded).at(-1)).toBe('finish failed');
    expect(taskState(engine, 'needs-web')?.state).toBe('pending');
  });

  it('stop the other branches when the wait is over', () => {
    const engine = createEngine(graph(operation('a'), operation('b')), settings);
    start(engine);
    end(engine, 'a', fatal);
    expect(pendingTimers(engine)).toEqual([{ task: failTimer, at: 605_000 }]);
    expect(brief(step(engine, { kind: 'timer', task: failTimer, now: 605_000 })).at(-1)).toBe('finish failed');
    expect(pendingTimers(engine)).toEqual([]);
  });

  it('are all named in the end, up to a sensible number', () => {
    const engine = createEngine(graph(...Array.from({ length: 60 }, (_, i) => operation(`t${i}`))), settings);
    start(engine);
    for (let i = 0; i < 60; i++) end(engine, `t${i}`, fatal);
    const lines = finalResult(engine)?.error?.split('\n') ?? [];
    expect(lines[0]).toBe('60 operation errors:');
    expect(lines[1]).toBe('run.t0 (t0_i:life.create): NonRecoverableError `no way`');
    expect(lines.at(-1)).toBe('and 10 more');
  });

  it('name both ends of a relationship', () => {
    const relationship = { index: 0, target: 'db_i', side: 'target' } as const;
    const engine = createEngine(graph(operation('a', { relationship })), settings);
    start(engine);
    end(engine, 'a', fatal);
    expect(finalResult(engine)?.error).toContain('run.a (a_i->db_i:life.create)');
  });
});

describe('graphs that make no sense', () => {
  it('are refused when names are missing or double', () => {
    expect(() => createEngine(graph(operation('a', { dependencies: ['b'] })), settings)).toThrow(/names b/);
    expect(() => createEngine(graph(operation('a', { parent: 'b' })), settings)).toThrow(/names b/);
    expect(() => createEngine(graph(operation('a'), operation('a')), settings)).toThrow(/two tasks/);
  });

  it('fail, rather than wait for ever, when tasks wait for each other', () => {
    const engine = createEngine(
      graph(operation('a', { dependencies: ['b'] }), operation('b', { dependencies: ['a'] })),
      settings,
    );
    expect(start(engine).at(-1)).toBe('finish failed');
    expect(finalResult(engine)?.error).toMatch(/wait for each other/);
  });
});

describe('replay', () => {
  it('gives the same engine again', () => {
    const tasks = graph(operation('a'), operation('b', { dependencies: ['a'] }));
    const engine = replay(tasks, settings, [
      { kind: 'start', now },
      { kind: 'outcome', task: 'a', attempt: 1, outcome: failed, now },
    ]);
    expect(pendingTimers(engine)).toEqual([{ task: 'a', at: 15_000 }]);
    expect(brief(step(engine, { kind: 'timer', task: 'a', now })).at(-1)).toBe('dispatch a 2');
  });
});
