import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { taskState } from '../engine/summary.ts';
import { anyGraph } from '../engine/testing/any-graph.ts';
import { failed, settings, succeeded } from '../engine/testing/graphs.ts';
import type { TaskGraph } from '../workflow/task-graph.ts';
import { criticalPath } from './critical-path.ts';
import { forecast } from './forecast.ts';
import { packEvents, packGraph, unpackEvents, unpackGraph } from './pack.ts';
import { segmentsOf, spanOf } from './segments.ts';
import { recordRun } from './testing/recorded-run.ts';
import { createTimeline, isDone, stateOf, type Timeline, type TimelineEvent, takeEvents } from './timeline.ts';
import { buildTimelineGraph, type TimelineGraph } from './timeline-graph.ts';

const plain = anyGraph({ rescues: false, ignored: false });
const rescued = anyGraph({ rescues: true, ignored: true });
const anyRun = fc.record({
  choices: fc.array(fc.nat(), { maxLength: 80 }),
  failures: fc.array(fc.boolean(), { maxLength: 40 }),
  parallel: fc.constantFrom(1, 2, 1_000),
});

function built(graph: TaskGraph): TimelineGraph {
  return buildTimelineGraph([{ position: 0, graph }], { nodeOf: (instance) => `${instance}!`, maxRetries: 2 });
}

function record(graph: TaskGraph, drawn: typeof anyRun extends fc.Arbitrary<infer T> ? T : never) {
  let choice = 0;
  let outcome = 0;
  return recordRun(graph, {
    settings: { ...settings, parallel: drawn.parallel },
    outcome: () => (drawn.failures[outcome++] === true ? failed : succeeded),
    choose: (count) => (drawn.choices[choice++] ?? 0) % count,
  });
}

function played(graph: TimelineGraph, events: readonly TimelineEvent[]): Timeline {
  const timeline = createTimeline(graph);
  takeEvents(timeline, events);
  return timeline;
}

const nobody: ReadonlySet<string> = new Set();

describe('a timeline', () => {
  it('has the attempts that the engine made, and each operation ends as it did there', () => {
    fc.assert(
      fc.property(rescued, anyRun, (graph, drawn) => {
        const { run, events } = record(graph, drawn);
        const timeline = played(built(graph), events);
        for (const [place, { task }] of timeline.graph.operations.entries()) {
          const truth = taskState(run.engine, task)!;
          expect(timeline.attempts[place]).toHaveLength(truth.attempts);
          if (truth.state === 'succeeded') expect(isDone(timeline, place)).toBe(true);
          if (truth.attempts === 0) expect(stateOf(timeline, place, nobody)).toBe('skipped');
          if (truth.state === 'failed') expect(stateOf(timeline, place, nobody)).toBe('failed');
        }
      }),
    );
  });

  it('knows when an operation could begin: at once when there is room, and never after it began', () => {
    fc.assert(
      fc.property(plain, anyRun, (graph, drawn) => {
        const { events } = record(graph, drawn);
        const timeline = played(built(graph), events);
        for (const [place, attempts] of timeline.attempts.entries()) {
          const began = attempts[0]?.startedAt;
          if (began === undefined) continue;
          const ready = timeline.readyAt[place]!;
          if (drawn.parallel === 1_000) expect(ready).toBe(began);
          else expect(ready).toBeLessThanOrEqual(began);
        }
      }),
    );
  });

  it('is the same whether events come at once, one by one or twice', () => {
    fc.assert(
      fc.property(rescued, anyRun, fc.nat(), (graph, drawn, cut) => {
        const { events } = record(graph, drawn);
        const whole = played(built(graph), events);
        const piecemeal = createTimeline(built(graph));
        for (const event of events) takeEvents(piecemeal, [event]);
        const again = played(built(graph), events.slice(0, cut % (events.length + 1)));
        takeEvents(again, events);
        expect(piecemeal).toEqual(whole);
        expect(again).toEqual(whole);
      }),
    );
  });

  it('draws segments that follow each other without a gap', () => {
    fc.assert(
      fc.property(rescued, anyRun, (graph, drawn) => {
        const { events } = record(graph, drawn);
        const timeline = played(built(graph), events);
        const now = events.at(-1)!.at;
        for (const place of timeline.graph.operations.keys()) {
          const segments = segmentsOf(timeline, place, { now, goesOn: false });
          for (const [at, segment] of segments.entries()) {
            expect(segment.to).toBeGreaterThanOrEqual(segment.from);
            if (at > 0) expect(segment.from).toBe(segments[at - 1]!.to);
          }
          expect(spanOf(timeline, place, now)?.to).toBe(segments.at(-1)?.to);
        }
      }),
    );
  });

  it('has a critical path from an operation that waited for none to the one that ended last', () => {
    fc.assert(
      fc.property(plain, anyRun, (graph, drawn) => {
        const { events } = record(graph, drawn);
        const timeline = played(built(graph), events);
        const path = criticalPath(timeline);
        for (const [at, place] of path.entries()) {
          const before = path[at - 1];
          if (before === undefined) expect(timeline.cause[place]).toBe(-1);
          else expect(timeline.doneAt[before]).toBe(timeline.readyAt[place]);
        }
        const ends = timeline.attempts.flatMap((attempts) => attempts.at(-1)?.endedAt ?? []);
        if (path.length > 0) expect(timeline.attempts[path.at(-1)!]!.at(-1)!.endedAt).toBe(Math.max(...ends));
      }),
    );
  });
});

describe('a forecast', () => {
  it('comes true when everything takes as long as was thought', () => {
    fc.assert(
      fc.property(plain, fc.array(fc.nat(), { maxLength: 80 }), fc.nat(), (graph, choices, cut) => {
        const { events } = record(graph, { choices, failures: [], parallel: 1_000 });
        const whole = played(built(graph), events);
        const known = events.slice(0, 1 + (cut % events.length));
        const now = known.at(-1)!.at;
        // Only when all of a moment is known does it say what comes next.
        const moment = events.filter(({ at }) => at <= now);
        const soFar = played(built(graph), moment);
        const durationOf = (place: number) => whole.doneAt[place]! - whole.attempts[place]![0]!.startedAt;
        const foreseen = forecast(soFar, durationOf, { now, parallel: null });
        const left = [...soFar.graph.operations.keys()].filter((place) => !isDone(soFar, place));
        expect(foreseen.left).toBe(left.length);
        expect(foreseen.unknown).toBe(0);
        if (left.length > 0)
          expect(now + foreseen.remainingMs).toBe(Math.max(...left.map((place) => whole.doneAt[place]!)));
      }),
    );
  });
});

describe('a packed timeline', () => {
  it('is read back as it was', () => {
    fc.assert(
      fc.property(rescued, anyRun, (graph, drawn) => {
        const { events } = record(graph, drawn);
        const timeline = built(graph);
        const sent = JSON.parse(JSON.stringify({ graph: packGraph(timeline), events: packEvents(events, timeline) }));
        const read = unpackGraph(sent.graph);
        expect(read).toEqual(timeline);
        expect(unpackEvents(sent.events, read)).toEqual(events);
      }),
    );
  });
});
