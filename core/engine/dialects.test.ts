import { describe, expect, it } from 'vitest';
import type { Task } from '../workflow/task-graph.ts';
import { step } from './engine.ts';
import type { EngineSettings, OperationOutcome } from './protocol.ts';
import { remainingGraph } from './remaining.ts';
import { createEngine, type Engine } from './state.ts';
import { finalResult, runningAttempts, undecidedAttempts } from './summary.ts';
import { end, now, start } from './testing/brief.ts';
import { announcement, failed, fatal, graph, operation, settings, subgraph, succeeded } from './testing/graphs.ts';

function started(changed: Partial<EngineSettings>, ...tasks: Task[]): Engine {
  const engine = createEngine(graph(...tasks), { ...settings, ...changed });
  start(engine);
  return engine;
}

const again: OperationOutcome = { status: 'retry', message: 'not yet' };
const at = '1970-01-01T00:00:05.000Z';

describe('the old generation', () => {
  const old = { dialect: 'v3' } as const;

  it('puts results inside the quotes and counts attempts', () => {
    const engine = started(old, operation('a', { retryInterval: 0 }));
    expect(end(engine, 'a', failed)).toEqual([
      "Task failed 'run.a' -> boom [attempt 1/3]",
      "Task started 'run.a' [attempt 2/3]",
      'dispatch a 2',
    ]);
    expect(end(engine, ['a', 2], again)[0]).toBe("Task rescheduled 'run.a' -> not yet [attempt 2/3]");
    expect(end(engine, ['a', 3], { status: 'succeeded', result: 7 })[0]).toBe(
      "Task succeeded 'run.a (7)' [attempt 3/3]",
    );
  });

  it('says nothing of attempts when there is only one, and no number when they have no end', () => {
    const engine = started(old, operation('a', { maxRetries: 0 }), operation('b', { maxRetries: -1 }));
    expect(end(engine, 'b', failed)[0]).toBe("Task failed 'run.b' -> boom [attempt 1]");
    expect(end(engine, 'a', failed)[0]).toBe("Task failed 'run.a' -> boom");
  });

  it('ends a run with its first failure, and begins nothing more', () => {
    const engine = started(
      { ...old, parallel: 2 },
      operation('a'),
      operation('b'),
      operation('c'),
      announcement('said', { dependencies: ['c'] }),
    );
    expect(end(engine, 'a', fatal)).toEqual(["Task failed 'run.a' -> no way [attempt 1/3]", 'finish failed']);
    expect(finalResult(engine)?.error).toBe("Workflow failed: Task failed 'run.a' -> no way");
    expect(runningAttempts(engine)).toMatchObject([{ task: { id: 'b' } }]);
    expect(end(engine, 'b', succeeded)).toEqual([]);
  });

  it('does not wait for decisions once it has failed', () => {
    const engine = started(old, operation('a'), operation('b'));
    step(engine, { kind: 'undecided', task: 'b', attempt: 1, reason: 'gone', now });
    expect(undecidedAttempts(engine)).toHaveLength(1);
    expect(end(engine, 'a', fatal).at(-1)).toBe('finish failed');
    expect(undecidedAttempts(engine)).toEqual([]);
    expect(remainingGraph(engine, { done: [], force: false }).tasks[1]).toMatchObject({ id: 'b', isUnderWay: true });
  });
});

describe('a dry run', () => {
  it('says so, and changes nothing', () => {
    const engine = createEngine(
      graph(
        subgraph('s'),
        announcement('i', {
          parent: 's',
          instance: 'web_1',
          effects: [
            { kind: 'set-state', state: 'creating' },
            { kind: 'event', type: 'workflow_node_event', text: 'Creating' },
          ],
        }),
        operation('a', { parent: 's', keeps: { kind: 'status' } }),
      ),
      { ...settings, dryRun: true },
    );
    expect(start(engine)).toEqual([
      "Subgraph started 's' (dry run)",
      'Creating',
      "Task started 'run.a' (dry run)",
      'dispatch a 1',
    ]);
    expect(end(engine, 'a', { status: 'succeeded', result: 'x' })).toEqual([
      "Task succeeded 'run.a' - x (dry run)",
      "Subgraph succeeded 's' (dry run)",
      'finish terminated',
    ]);
  });

  it('says so before the number of the retry', () => {
    const engine = started({ dryRun: true }, operation('a', { retryInterval: 0 }));
    expect(end(engine, 'a', failed)[1]).toBe("Task started 'run.a' (dry run) [retry 1/2]");
  });
});

describe('what checks find out', () => {
  const found = (ok: boolean, result: unknown) => JSON.stringify({ ok, timestamp: at, task: 'run.a', result });

  it('is the status of the instance', () => {
    const engine = started({}, operation('a', { keeps: { kind: 'status' } }));
    expect(end(engine, 'a', { status: 'succeeded', result: { load: 1 } })).toContain(
      `# a_i {"status":${found(true, { load: 1 })}}`,
    );
    expect(finalResult(engine)?.status).toBe('terminated');
  });

  it('is a failure only when it is final, and fails the run unless it is ignored', () => {
    const engine = started({}, operation('a', { keeps: { kind: 'status' }, maxRetries: 1, retryInterval: 0 }));
    expect(end(engine, 'a', failed).some((line) => line.startsWith('#'))).toBe(false);
    expect(end(engine, ['a', 2], failed)).toContain(`# a_i {"status":${found(false, 'boom')}}`);
    expect(finalResult(engine)?.status).toBe('failed');
    const ignored = started({}, operation('a', { keeps: { kind: 'status' }, ignoreFailure: true }));
    expect(end(ignored, 'a', failed)).toContain(`# a_i {"status":${found(false, 'boom')}}`);
    expect(finalResult(ignored)?.status).toBe('terminated');
  });

  it('is the drift of the instance or of a side of a relationship, without retries', () => {
    const side = (kind: 'source' | 'target') => ({ index: 0, target: 'db_i', side: kind });
    const drifts = [
      [operation('a', { keeps: { kind: 'drift' } }), `# a_i {"configuration_drift":${found(false, 'boom')}}`],
      [
        operation('a', { keeps: { kind: 'drift' }, relationship: side('source') }),
        `# a_i {"source_relationships_configuration_drift":{"db_i":${found(false, 'boom')}}}`,
      ],
      [
        operation('a', { keeps: { kind: 'drift' }, relationship: side('target') }),
        `# db_i {"target_relationships_configuration_drift":{"a_i":${found(false, 'boom')}}}`,
      ],
    ] as const;
    for (const [task, line] of drifts) {
      const engine = started({}, task);
      expect(end(engine, 'a', failed)).toContain(line);
      expect(finalResult(engine)?.status).toBe('failed');
    }
  });

  it('may ask for more time', () => {
    const engine = started({}, operation('a', { keeps: { kind: 'drift' }, retryInterval: 0 }));
    expect(end(engine, 'a', again).at(-1)).toBe('dispatch a 2');
  });

  it('is kept while a cancelled run winds down', () => {
    const engine = started({}, operation('a', { keeps: { kind: 'status' } }));
    step(engine, { kind: 'cancel', mode: 'cancel', now });
    expect(end(engine, 'a', failed)).toContain(`# a_i {"status":${found(false, 'boom')}}`);
  });
});
