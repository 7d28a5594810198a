import fc from 'fast-check';
import type { TaskGraph } from '../../workflow/task-graph.ts';
import type { EngineInput, OperationOutcome } from '../protocol.ts';
import { failed, fatal, settings, succeeded } from './graphs.ts';
import { type InMemoryRun, runInMemory } from './in-memory-run.ts';

/** Outcomes and choices that follow a list of numbers, then succeed. */
export const anySurroundings = fc.record({
  outcomes: fc.array(fc.integer({ min: 0, max: 5 }), { maxLength: 40 }),
  choices: fc.array(fc.nat(), { maxLength: 80 }),
  parallel: fc.integer({ min: 1, max: 6 }),
  waitAfterFail: fc.constantFrom(0, 600),
  dialect: fc.constantFrom('v3', 'v5', 'v5'),
});

export type DrawnSurroundings = typeof anySurroundings extends fc.Arbitrary<infer T> ? T : never;

const kinds: OperationOutcome[] = [
  succeeded,
  succeeded,
  failed,
  fatal,
  { status: 'retry', message: 'again', retryAfter: 1 },
  fatal,
];

/** A run of a graph to its end in such surroundings. */
export function randomRun(
  graph: TaskGraph,
  drawn: DrawnSurroundings,
  interrupt?: (run: InMemoryRun, now: number) => EngineInput | undefined,
): InMemoryRun {
  const { parallel, waitAfterFail, dialect } = drawn;
  let outcome = 0;
  let choice = 0;
  return runInMemory(graph, {
    settings: { ...settings, parallel, waitAfterFail, dialect },
    outcome: () => kinds[drawn.outcomes[outcome++] ?? 0] as OperationOutcome,
    choose: (count) => (drawn.choices[choice++] ?? 0) % count,
    ...(interrupt ? { interrupt } : {}),
  });
}
