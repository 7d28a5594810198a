import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { OperationTask, Task, TaskGraph } from '../workflow/task-graph.ts';
import { replay, step } from './engine.ts';
import type { EngineCommand, EngineInput, OperationOutcome } from './protocol.ts';
import { createEngine } from './state.ts';
import { finalResult, operationCounts, pendingTimers, runningAttempts, taskState } from './summary.ts';
import { announcement, failed, fatal, operation, settings, subgraph, succeeded } from './testing/graphs.ts';
import { type InMemoryRun, runInMemory } from './testing/in-memory-run.ts';

interface Drawn {
  kind: number;
  parent: number;
  dependencies: number[];
  ignoreFailure: boolean;
}

const drawnTask: fc.Arbitrary<Drawn> = fc.record({
  kind: fc.integer({ min: 0, max: 5 }),
  parent: fc.nat(),
  dependencies: fc.array(fc.nat(), { maxLength: 3 }),
  ignoreFailure: fc.boolean(),
});

/**
 * Graphs of nested subgraphs in which a task depends on earlier tasks, though not on the subgraphs around it. A
 * subgraph that something depends on gets no more members, so that no two tasks wait for each other.
 */
const anyGraph: fc.Arbitrary<TaskGraph> = fc.array(drawnTask, { maxLength: 25 }).map((drawn) => {
  const tasks: Task[] = [];
  const closed = new Set<string>();
  for (const [position, one] of drawn.entries()) {
    const id = `t${position}`;
    const open = tasks.filter(
      (task) => task.kind === 'subgraph' && !ancestors(tasks, task.id).some((found) => closed.has(found)),
    );
    const parent = open[one.parent % (open.length + 1)]?.id;
    const around = new Set(ancestors(tasks, parent));
    const possible = tasks.filter((task) => !around.has(task.id)).map((task) => task.id);
    const dependencies = [
      ...new Set(one.dependencies.flatMap((n) => possible[n % Math.max(1, possible.length)] ?? [])),
    ];
    for (const dependency of dependencies) closed.add(dependency);
    const base = { dependencies, ...(parent === undefined ? {} : { parent }) };
    if (one.kind === 0) tasks.push(subgraph(id, base));
    else if (one.kind === 1) tasks.push(announcement(id, base));
    else tasks.push(operation(id, { ...base, ignoreFailure: one.ignoreFailure }));
  }
  return { name: 'any', tasks };
});

function ancestors(tasks: readonly Task[], from: string | undefined): string[] {
  const parent = tasks.find((task) => task.id === from);
  return parent ? [parent.id, ...ancestors(tasks, parent.parent)] : [];
}

/** Outcomes and choices that follow a list of numbers, then succeed. */
const surroundings = fc.record({
  outcomes: fc.array(fc.integer({ min: 0, max: 5 }), { maxLength: 40 }),
  choices: fc.array(fc.nat(), { maxLength: 80 }),
  parallel: fc.integer({ min: 1, max: 6 }),
  waitAfterFail: fc.constantFrom(0, 600),
});

type Surroundings = typeof surroundings extends fc.Arbitrary<infer T> ? T : never;

const kinds: OperationOutcome[] = [
  succeeded,
  succeeded,
  failed,
  fatal,
  { status: 'retry', message: 'again', retryAfter: 1 },
  succeeded,
];

function run(
  graph: TaskGraph,
  drawn: Surroundings,
  interrupt?: (run: InMemoryRun, now: number) => EngineInput | undefined,
): InMemoryRun {
  let outcome = 0;
  let choice = 0;
  return runInMemory(graph, {
    settings: { ...settings, parallel: drawn.parallel, waitAfterFail: drawn.waitAfterFail },
    outcome: () => kinds[drawn.outcomes[outcome++] ?? 0] as OperationOutcome,
    choose: (count) => (drawn.choices[choice++] ?? 0) % count,
    ...(interrupt ? { interrupt } : {}),
  });
}

/** Positions of the first beginning and the last end of each operation. */
function spans(done: InMemoryRun): Map<string, { began: number; ended: number }> {
  const found = new Map<string, { began: number; ended: number }>();
  for (const [position, mark] of done.marks.entries()) {
    const span = found.get(mark.task.id) ?? { began: position, ended: position };
    found.set(mark.task.id, { ...span, ended: position });
  }
  return found;
}

/** The operations that must have ended before a task begins: those of its dependencies and of its subgraphs' dependencies. */
function awaitedBy(graph: TaskGraph, task: Task): OperationTask[] {
  const own = task.dependencies.flatMap((id) =>
    graph.tasks.filter((other) => other.id === id || ancestors(graph.tasks, other.parent).includes(id)),
  );
  const parent = graph.tasks.find((other) => other.id === task.parent);
  const operations = own.filter((other) => other.kind === 'operation');
  return parent ? [...operations, ...awaitedBy(graph, parent)] : operations;
}

function expectOrder(graph: TaskGraph, done: InMemoryRun): void {
  const found = spans(done);
  for (const task of graph.tasks) {
    const span = found.get(task.id);
    if (!span) continue;
    for (const awaited of awaitedBy(graph, task)) {
      expect(found.get(awaited.id)?.ended ?? Number.POSITIVE_INFINITY, `${awaited.id} before ${task.id}`).toBeLessThan(
        span.began,
      );
    }
  }
}

function dispatches(commands: readonly EngineCommand[]): string[] {
  return commands.flatMap((command) => (command.kind === 'dispatch' ? [`${command.task.id} ${command.attempt}`] : []));
}

function expectNoDoubleDispatch(done: InMemoryRun): void {
  const dispatched = dispatches(done.commands.flat());
  expect(new Set(dispatched).size).toBe(dispatched.length);
}

describe('any graph, any order of any outcomes', () => {
  it('ends, in the order of its dependencies, and dispatches no attempt twice', () => {
    fc.assert(
      fc.property(anyGraph, surroundings, (graph, drawn) => {
        const done = run(graph, drawn);
        expect(finalResult(done.engine)).not.toBeNull();
        expectOrder(graph, done);
        expectNoDoubleDispatch(done);
        expect(runningAttempts(done.engine).length === 0 || drawn.waitAfterFail === 0).toBe(true);
      }),
      { numRuns: 500 },
    );
  });

  it('ends well exactly when every task ended well', () => {
    fc.assert(
      fc.property(anyGraph, surroundings, (graph, drawn) => {
        const { engine } = run(graph, drawn);
        const isAllDone = graph.tasks.every((task) => taskState(engine, task.id)?.state === 'succeeded');
        expect(finalResult(engine)?.status).toBe(isAllDone ? 'terminated' : 'failed');
        const { total, finished } = operationCounts(engine);
        if (isAllDone) expect(finished).toBe(total);
        else expect(finalResult(engine)?.error).toMatch(/failed|errors/);
      }),
      { numRuns: 300 },
    );
  });

  it('never runs more at once than allowed', () => {
    fc.assert(
      fc.property(anyGraph, surroundings, (graph, drawn) => {
        let most = 0;
        run(graph, drawn, ({ engine }) => {
          most = Math.max(most, runningAttempts(engine).length);
          return undefined;
        });
        expect(most).toBeLessThanOrEqual(drawn.parallel);
      }),
    );
  });

  it('ends when it is cancelled, at any time and in any way, and dispatches nothing afterwards', () => {
    const modes = fc.constantFrom('cancel', 'force-cancel', 'kill' as const);
    fc.assert(
      fc.property(anyGraph, surroundings, fc.tuple(fc.nat(20), modes), (graph, drawn, [when, mode]) => {
        let steps = 0;
        const done = run(graph, drawn, (_, now) => (steps++ === when ? { kind: 'cancel', mode, now } : undefined));
        expect(finalResult(done.engine)).not.toBeNull();
        const asked = done.inputs.findIndex((input) => input.kind === 'cancel');
        if (asked < 0) return;
        expect(finalResult(done.engine)?.status).toBe('cancelled');
        expect(
          done.commands
            .slice(asked)
            .flat()
            .filter((command) => command.kind === 'dispatch'),
        ).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });

  it('replays to the same state from any point, and goes on in the same way', () => {
    fc.assert(
      fc.property(anyGraph, surroundings, fc.nat(), (graph, drawn, cut) => {
        const done = run(graph, drawn);
        const at = cut % (done.inputs.length + 1);
        const settingsOfRun = done.engine.settings;
        const restored = replay(graph, settingsOfRun, done.inputs.slice(0, at));
        const rest = done.inputs.slice(at).map((input) => step(restored, input));
        expect(rest).toEqual(done.commands.slice(at));
        expect(finalResult(restored)).toEqual(finalResult(done.engine));
        expect(pendingTimers(restored)).toEqual(pendingTimers(done.engine));
      }),
      { numRuns: 300 },
    );
  });

  it('is not disturbed by inputs that come twice', () => {
    fc.assert(
      fc.property(anyGraph, surroundings, (graph, drawn) => {
        const done = run(graph, drawn);
        const engine = createEngine(graph, done.engine.settings);
        // A timer that comes again is like one that comes early, which is allowed.
        const inputs = done.inputs.flatMap((input): EngineInput[] =>
          input.kind === 'timer' ? [input] : [input, input],
        );
        const dispatched = dispatches(inputs.flatMap((input) => step(engine, input)));
        expect(new Set(dispatched).size).toBe(dispatched.length);
        expect(finalResult(engine)).toEqual(finalResult(done.engine));
      }),
    );
  });
});
