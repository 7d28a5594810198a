import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Task, TaskGraph } from '../workflow/task-graph.ts';
import { replay, step } from './engine.ts';
import type { EngineCommand, EngineInput } from './protocol.ts';
import { createEngine, type Engine } from './state.ts';
import {
  finalResult,
  operationCounts,
  pendingTimers,
  runningAttempts,
  taskState,
  undecidedAttempts,
} from './summary.ts';
import { ancestors, anyGraph } from './testing/any-graph.ts';
import type { InMemoryRun } from './testing/in-memory-run.ts';
import { randomRun as run, anySurroundings as surroundings } from './testing/random-run.ts';

const graphs = anyGraph({ rescues: true, ignored: true });

/** What a run shows of the order of its tasks. */
interface Order {
  graph: TaskGraph;
  engine: Engine;
  /** Where the first attempt of each operation began and its last one ended, among all marks. */
  spans: Map<string, { began: number; ended: number }>;
}

function orderOf(graph: TaskGraph, done: InMemoryRun): Order {
  const spans: Order['spans'] = new Map();
  for (const [position, mark] of done.marks.entries()) {
    const span = spans.get(mark.task.id) ?? { began: position, ended: Number.POSITIVE_INFINITY };
    spans.set(mark.task.id, mark.moment === 'began' ? span : { ...span, ended: position });
  }
  return { graph, engine: done.engine, spans };
}

function find(order: Order, id: string): Task {
  return order.graph.tasks.find((task) => task.id === id) as Task;
}

/** Whether what depends on the task was free to begin at that moment. */
function hasEnded(order: Order, id: string, moment: number): boolean {
  const task = find(order, id);
  const state = taskState(order.engine, id)?.state;
  if (state === 'succeeded' && hasEndedWell(order, task, moment)) return true;
  return ancestors(order.graph.tasks, id).some((around) => {
    const subgraph = find(order, around);
    const fate = taskState(order.engine, around)?.state;
    if (fate === 'replaced' && subgraph.kind === 'subgraph') {
      return hasEnded(order, subgraph.fallback as string, moment);
    }
    return fate === 'excused' && failedBefore(order, around, moment);
  });
}

function hasEndedWell(order: Order, task: Task, moment: number): boolean {
  if (task.kind === 'operation') return (order.spans.get(task.id)?.ended ?? Number.POSITIVE_INFINITY) < moment;
  if (!task.dependencies.every((other) => hasEnded(order, other, moment))) return false;
  const members = order.graph.tasks.filter(({ parent }) => parent === task.id);
  return members.every((member) => isAsleep(member) || hasEnded(order, member.id, moment));
}

function isAsleep(task: Task): boolean {
  return task.kind === 'subgraph' && task.isDormant === true;
}

function failedBefore(order: Order, subgraph: string, moment: number): boolean {
  return order.graph.tasks.some(
    ({ id }) =>
      ancestors(order.graph.tasks, id).includes(subgraph) &&
      taskState(order.engine, id)?.state === 'failed' &&
      (order.spans.get(id)?.ended ?? Number.POSITIVE_INFINITY) < moment,
  );
}

function expectOrder(graph: TaskGraph, done: InMemoryRun): void {
  const order = orderOf(graph, done);
  for (const [id, { began }] of order.spans) {
    const awaited = ancestors(graph.tasks, id).flatMap((around) => find(order, around).dependencies);
    for (const other of awaited) expect(hasEnded(order, other, began), `${other} before ${id}`).toBe(true);
  }
}

/** Whether a run could go on from the task: it or what took its place ended well. */
function isWell(graph: TaskGraph, engine: Engine, task: Task): boolean {
  const state = taskState(engine, task.id)?.state;
  if (state !== 'replaced' || task.kind !== 'subgraph') return state === 'succeeded' || state === 'excused';
  return isWell(graph, engine, graph.tasks.find(({ id }) => id === task.fallback) as Task);
}

function dispatches(commands: readonly EngineCommand[]): string[] {
  return commands.flatMap((command) => (command.kind === 'dispatch' ? [`${command.task.id} ${command.attempt}`] : []));
}

function expectNoDoubleDispatch(done: InMemoryRun): void {
  const dispatched = dispatches(done.commands.flat());
  expect(new Set(dispatched).size).toBe(dispatched.length);
}

/** Loses an attempt or decides about a lost one, as the number says; mostly nothing. */
function interference(engine: Engine, wish: number, now: number): EngineInput | undefined {
  const kind = wish % 4;
  const among = kind === 1 ? runningAttempts(engine) : undecidedAttempts(engine);
  const chosen = among[(wish >> 2) % Math.max(1, among.length)];
  if (chosen === undefined || kind === 0) return undefined;
  const task = chosen.task.id;
  if (kind === 1) return { kind: 'undecided', task, attempt: chosen.attempt, reason: 'gone', now };
  return { kind: 'decide', task, decision: kind === 2 ? 'retry' : 'mark-done', now };
}

describe('any graph, any order of any outcomes', () => {
  it('ends, in the order of its dependencies, and dispatches no attempt twice', () => {
    fc.assert(
      fc.property(graphs, surroundings, (graph, drawn) => {
        const done = run(graph, drawn);
        expect(finalResult(done.engine)).not.toBeNull();
        expectOrder(graph, done);
        expectNoDoubleDispatch(done);
        const isLeftRunning = drawn.waitAfterFail === 0 || drawn.dialect === 'v3';
        expect(runningAttempts(done.engine).length === 0 || isLeftRunning).toBe(true);
      }),
      { numRuns: 500 },
    );
  });

  it('ends well exactly when every task ended well', () => {
    fc.assert(
      fc.property(graphs, surroundings, (graph, drawn) => {
        const { engine } = run(graph, drawn);
        const roots = graph.tasks.filter((task) => task.parent === undefined && !isAsleep(task));
        const isAllDone = roots.every((task) => isWell(graph, engine, task));
        expect(finalResult(engine)?.status).toBe(isAllDone ? 'terminated' : 'failed');
        const { total, finished } = operationCounts(engine);
        if (isAllDone) expect(finished).toBe(total);
        else expect(finalResult(engine)?.error).toMatch(/failed|errors/);
      }),
      { numRuns: 300 },
    );
  });

  it('asks for no more than a few things for each task and each input', () => {
    fc.assert(
      fc.property(graphs, surroundings, (graph, drawn) => {
        const done = run(graph, drawn);
        expect(done.commands.flat().length).toBeLessThanOrEqual(4 * (graph.tasks.length + done.inputs.length) + 1);
      }),
    );
  });

  it('never runs more at once than allowed', () => {
    fc.assert(
      fc.property(graphs, surroundings, (graph, drawn) => {
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
      fc.property(graphs, surroundings, fc.tuple(fc.nat(20), modes), (graph, drawn, [when, mode]) => {
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

  it('ends, in the order of its dependencies, when attempts are lost and people decide', () => {
    fc.assert(
      fc.property(graphs, surroundings, fc.array(fc.nat(), { maxLength: 20 }), (graph, drawn, wishes) => {
        const left = [...wishes];
        const done = run(graph, drawn, ({ engine }, now) => interference(engine, left.pop() ?? 0, now));
        expect(finalResult(done.engine)).not.toBeNull();
        expectOrder(graph, done);
        expectNoDoubleDispatch(done);
        expect(finalResult(replay(graph, done.engine.settings, done.inputs))).toEqual(finalResult(done.engine));
      }),
      { numRuns: 500 },
    );
  });

  it('replays to the same state from any point, and goes on in the same way', () => {
    fc.assert(
      fc.property(graphs, surroundings, fc.nat(), (graph, drawn, cut) => {
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
      fc.property(graphs, surroundings, (graph, drawn) => {
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
