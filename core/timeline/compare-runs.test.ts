import { expect, test } from 'vitest';
import { graph, operation } from '../engine/testing/graphs.ts';
import { compareRuns, growthOf } from './compare-runs.ts';
import { createTimeline, type TimelineEventKind, takeEvents } from './timeline.ts';
import { buildTimelineGraph } from './timeline-graph.ts';

type Step = readonly [task: string, instance: string, ms: number | null, end?: TimelineEventKind];

/** A run in which each operation begins when the one before has ended. */
function played(...steps: Step[]) {
  const timeline = createTimeline(
    buildTimelineGraph(
      [
        {
          position: 0,
          graph: graph(...steps.map(([task, instance]) => operation(task, { instance, operation: task }))),
        },
      ],
      { nodeOf: (instance) => instance.replace(/_.*/, ''), maxRetries: 0 },
    ),
  );
  let [seq, at] = [1, 0];
  const tell = (kind: TimelineEventKind, task: string | null) => {
    takeEvents(timeline, [{ seq, at, kind, task, attempt: 1 }]);
    seq += 1;
  };
  tell('run-began', null);
  for (const [task, , ms, end = 'succeeded'] of steps) {
    if (ms === null) continue;
    tell('started', task);
    at += ms;
    tell(end, task);
  }
  tell('run-ended', null);
  return timeline;
}

function told(before: ReturnType<typeof played>, after: ReturnType<typeof played>): string[] {
  return compareRuns(before, after).map(
    (each) => `${each.node}.${each.operation} ${each.difference} ${growthOf(each)}`,
  );
}

test('what failed, is new, is gone or is slower comes first, each with by how much', () => {
  const before = played(['a', 'db_1', 1_000], ['b', 'db_1', 1_000], ['c', 'web_1', 9_000], ['e', 'web_1', 2_000]);
  const after = played(
    ['a', 'db_1', 1_400],
    ['b', 'db_1', 4_000],
    ['d', 'web_1', 700],
    ['e', 'web_1', 100, 'failed-for-good'],
    ['f', 'web_1', null],
  );
  expect(told(before, after)).toEqual([
    'web.e failed -1900',
    'web.d added 700',
    'web.c missing -9000',
    'db.b slower 3000',
    'db.a same 400',
  ]);
  expect(told(after, before).slice(-3)).toEqual(['web.e mended 1900', 'db.b faster -3000', 'db.a same -400']);
});

test('an operation of an instance that was replaced is compared with that of its successor', () => {
  const before = played(['a', 'web_1', 1_000], ['b', 'web_2', 1_000]);
  const after = played(['b', 'web_2', 3_000], ['a', 'web_9', 1_000]);
  expect(told(before, after)).toEqual(['web.b slower 2000', 'web.a same 0']);
  const [, replaced] = compareRuns(before, after);
  expect([replaced?.before?.instance, replaced?.after?.instance]).toEqual(['web_1', 'web_9']);
});
