import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeGraph, encodeGraph } from '../workflow/graph-encoding.ts';
import type { TaskGraph } from '../workflow/task-graph.ts';
import type { CancelMode } from './protocol.ts';
import { remainingGraph } from './remaining.ts';
import { finalResult } from './summary.ts';
import { anyGraph, familyOf } from './testing/any-graph.ts';
import type { InMemoryRun } from './testing/in-memory-run.ts';
import { anySurroundings, type DrawnSurroundings, randomRun } from './testing/random-run.ts';

interface DrawnStop {
  /** Inputs before the run is cancelled; a run that ends earlier is not. */
  after: number;
  mode: CancelMode;
  force: boolean;
  surroundings: DrawnSurroundings;
}

/** Runs of which each was stopped somewhere, with how each goes on. */
const anyStops: fc.Arbitrary<DrawnStop[]> = fc.array(
  fc.record({
    after: fc.nat(15),
    mode: fc.constantFrom('cancel', 'force-cancel', 'kill'),
    force: fc.boolean(),
    surroundings: anySurroundings,
  }),
  { minLength: 1, maxLength: 4 },
);

const calm: DrawnSurroundings = { outcomes: [], choices: [], parallel: 3, waitAfterFail: 600, dialect: 'v5' };

/** Runs a graph, stops it, goes on with what is left, and so on; the last run is not disturbed. */
function runInStages(graph: TaskGraph, stops: readonly DrawnStop[]): InMemoryRun[] {
  const runs: InMemoryRun[] = [];
  let left = graph;
  for (const { after, mode, force, surroundings } of stops) {
    const run = randomRun(left, surroundings, (soFar, now) =>
      soFar.inputs.length === after + 1 ? { kind: 'cancel', mode, now } : undefined,
    );
    runs.push(run);
    if (finalResult(run.engine)?.status === 'terminated') return runs;
    left = decodeGraph(encodeGraph(remainingGraph(run.engine, { done: [], force })));
  }
  runs.push(randomRun(left, calm));
  return runs;
}

/** Task and attempt of all outcomes that the runs were told of. */
function ends(runs: readonly InMemoryRun[]): { task: string; attempt: number; isSuccess: boolean }[] {
  return runs.flatMap(({ inputs }) =>
    inputs.flatMap((input) =>
      input.kind === 'outcome'
        ? [{ task: input.task, attempt: input.attempt, isSuccess: input.outcome.status === 'succeeded' }]
        : [],
    ),
  );
}

/** Where among all marks each operation first and last began. */
function startsOf(runs: readonly InMemoryRun[]): { first: Map<string, number>; last: Map<string, number> } {
  const first = new Map<string, number>();
  const last = new Map<string, number>();
  for (const [position, { moment, task }] of runs.flatMap(({ marks }) => marks).entries()) {
    if (moment === 'ended') continue;
    if (!first.has(task.id)) first.set(task.id, position);
    last.set(task.id, position);
  }
  return { first, last };
}

function texts(runs: readonly InMemoryRun[]): string[] {
  return runs.flatMap(({ commands }) =>
    commands
      .flat()
      .flatMap((command) => (command.kind === 'effect' && command.effect.kind === 'event' ? [command.effect] : []))
      .filter(({ type }) => type === 'workflow_node_event')
      .map(({ text }) => text),
  );
}

function expectOnce(all: readonly string[]): void {
  expect(all).toEqual([...new Set(all)]);
}

describe('a run that is stopped anywhere, again and again, and goes on', () => {
  const plain = anyGraph({ rescues: false, ignored: false });
  const graphs = anyGraph({ rescues: true, ignored: true });

  it('comes to what an undisturbed one comes to', () => {
    fc.assert(
      fc.property(plain, anyStops, (graph, stops) => {
        const runs = runInStages(graph, stops);
        expect(finalResult(runs.at(-1)?.engine as InMemoryRun['engine'])).toEqual({ status: 'terminated' });
        const wanted = graph.tasks.filter(({ kind }) => kind === 'operation').map(({ id }) => id);
        const found = ends(runs).filter(({ isSuccess }) => isSuccess);
        expect(found.map(({ task }) => task).sort()).toEqual(wanted.sort());
        const said = graph.tasks
          .filter(({ kind }) => kind === 'effects')
          .flatMap(({ id }) => [`${id} closing`, `${id} opening`]);
        expect(texts(runs).sort()).toEqual(said.sort());
      }),
      { numRuns: 500 },
    );
  });

  it('ends well, runs nothing again that has ended well, and gives no attempt two outcomes', () => {
    fc.assert(
      fc.property(graphs, anyStops, (graph, stops) => {
        const runs = runInStages(graph, stops);
        expect(finalResult(runs.at(-1)?.engine as InMemoryRun['engine'])).toEqual({ status: 'terminated' });
        const all = ends(runs);
        expectOnce(all.map(({ task, attempt }) => `${task} ${attempt}`));
        expectOnce(all.filter(({ isSuccess }) => isSuccess).map(({ task }) => task));
        expectOnce(texts(runs).filter((text) => text.endsWith('ing')));
      }),
      { numRuns: 500 },
    );
  });

  it('begins no attempt twice, but for those that are found again', () => {
    fc.assert(
      fc.property(graphs, anyStops, (graph, stops) => {
        const begun = runInStages(graph, stops).flatMap(({ marks }) =>
          marks.flatMap(({ moment, task, attempt }) => {
            const isFound = task.isUnderWay === true && attempt === (task.attemptsBefore ?? 0) + 1;
            return moment === 'began' && !isFound ? [`${task.id} ${attempt}`] : [];
          }),
        );
        expectOnce(begun);
      }),
      { numRuns: 300 },
    );
  });

  it('begins nothing of what a task waited for once that task has begun', () => {
    fc.assert(
      fc.property(graphs, anyStops, (graph, stops) => {
        const { first, last } = startsOf(runInStages(graph, stops));
        for (const task of graph.tasks) {
          const began = Math.min(
            ...familyOf(graph.tasks, task.id).map((id) => first.get(id) ?? Number.POSITIVE_INFINITY),
          );
          for (const awaited of task.dependencies.flatMap((id) => familyOf(graph.tasks, id))) {
            expect(last.get(awaited) ?? -1, `${awaited} before ${task.id}`).toBeLessThan(began);
          }
        }
      }),
      { numRuns: 500 },
    );
  });
});
