import fc from 'fast-check';
import { expect, test } from 'vitest';
import { anyGraph } from '../engine/testing/any-graph.ts';
import { graph, operation } from '../engine/testing/graphs.ts';
import type { TaskGraph } from '../workflow/task-graph.ts';
import { groupOperations } from './groups.ts';
import { topologicalOrder } from './joints.ts';
import { layOutLayers } from './layers.ts';
import { boxTasks, suitableDetail, type TaskDetail, taskDetails } from './task-boxes.ts';
import { createTimeline } from './timeline.ts';
import { buildTimelineGraph } from './timeline-graph.ts';

function drawn(tasks: TaskGraph, detail: TaskDetail, opened: readonly string[] = []) {
  const nodeOf = (instance: string) => instance.replace(/_.*/, '');
  const timeline = createTimeline(buildTimelineGraph([{ position: 0, graph: tasks }], { nodeOf, maxRetries: 0 }));
  const groups = groupOperations(timeline);
  return { groups, ...boxTasks(timeline, groups, { detail, opened: new Set(opened) }) };
}

const web = graph(
  operation('db', { instance: 'db_1' }),
  operation('one', { instance: 'web_1', dependencies: ['db'] }),
  operation('two', { instance: 'web_2', dependencies: ['db'] }),
  operation('last', { instance: 'web_2', dependencies: ['two'] }),
);

test('a box stands for a node, an instance or an operation, and waits for the boxes of what it waits for', () => {
  const keys = (detail: TaskDetail, opened: string[] = []) => drawn(web, detail, opened).boxes.map(({ key }) => key);
  expect(keys('nodes')).toEqual(['db', 'web']);
  expect(drawn(web, 'nodes').waits).toEqual([[], [0]]);
  expect(keys('nodes', ['web'])).toEqual(['db', 'web web_1', 'web web_2']);
  expect(keys('instances')).toEqual(['db', 'web web_1', 'web web_2']);
  expect(keys('instances', ['web web_2'])).toEqual(['db', 'web web_1', 'two', 'last']);
  expect(drawn(web, 'operations').waits).toEqual([[], [0], [0], [2]]);
  expect(suitableDetail(drawn(web, 'nodes').groups)).toBe('operations');
});

test('instances that need something of each other are drawn all the same', () => {
  const circle = graph(
    operation('a', { instance: 'one_1' }),
    operation('b', { instance: 'two_1', dependencies: ['a'] }),
    operation('c', { instance: 'one_1', dependencies: ['b'] }),
  );
  const { boxes, waits } = drawn(circle, 'nodes');
  expect([boxes.length, waits]).toEqual([2, [[1], [0]]]);
  expect(layOutLayers(waits, options).columns.flat().sort()).toEqual([0, 1]);
  expect(topologicalOrder(waits)).toEqual([0, 1]);
});

const options = { sizeOf: () => ({ width: 10, height: 4 }), gaps: { columns: 5, rows: 2 } };

test('each box stands to the right of all that it waits for, and none over another', () => {
  fc.assert(
    fc.property(anyGraph({ rescues: false, ignored: false }), fc.constantFrom(...taskDetails), (tasks, detail) => {
      const { waits } = drawn(tasks, 'operations');
      const { spots, width, height } = layOutLayers(waits, options);
      for (const [box, own] of waits.entries()) {
        for (const other of own) expect(spots[other]!.x).toBeLessThan(spots[box]!.x);
        expect(spots[box]!.x + 10).toBeLessThanOrEqual(width);
        expect(spots[box]!.y + 4).toBeLessThanOrEqual(height);
      }
      expect(new Set(spots.map(({ x, y }) => `${x} ${y}`)).size).toBe(spots.length);
      const coarse = drawn(tasks, detail);
      expect(layOutLayers(coarse.waits, options).spots).toHaveLength(coarse.boxes.length);
    }),
  );
});
