import { expect, test } from 'vitest';
import { failed, graph, operation, settings, succeeded } from '../engine/testing/graphs.ts';
import { groupOperations, rowsOf, summarise, worstFirst } from './groups.ts';
import { recordRun } from './testing/recorded-run.ts';
import { createTimeline, takeEvents } from './timeline.ts';
import { buildTimelineGraph } from './timeline-graph.ts';

const tasks = graph(
  operation('late', { instance: 'web_1', dependencies: ['db'] }),
  operation('other', { instance: 'web_2', dependencies: ['db'] }),
  operation('db', { instance: 'db_1' }),
);

function played() {
  const built = buildTimelineGraph([{ position: 0, graph: tasks }], {
    nodeOf: (instance) => instance.replace(/_.*/, ''),
    maxRetries: 0,
  });
  const timeline = createTimeline(built);
  const outcome = (task: { id: string }) => (task.id === 'late' ? failed : succeeded);
  const { events } = recordRun(tasks, { settings: { ...settings, maxRetries: 0 }, outcome, choose: () => 0 });
  takeEvents(timeline, events);
  return timeline;
}

test('nodes come in the order in which they can begin; a node with one instance has no parts', () => {
  const groups = groupOperations(played());
  expect(groups.map(({ node, parts }) => [node, parts.map(({ instance }) => instance)])).toEqual([
    ['db', []],
    ['web', ['web_1', 'web_2']],
  ]);
});

test('a group says how far it is and what is worst in it; on request the worst comes first', () => {
  const timeline = played();
  const groups = groupOperations(timeline);
  const summaries = summarise(timeline, groups, new Set());
  expect(summaries.get('web')).toMatchObject({ total: 2, done: 1, worst: 'failed' });
  expect(summaries.get('db')).toMatchObject({ total: 1, done: 1, worst: 'succeeded' });
  expect(worstFirst(groups, summaries).map(({ node }) => node)).toEqual(['web', 'db']);
});

test('a closed group is one row', () => {
  const timeline = played();
  const rows = rowsOf(timeline, groupOperations(timeline), ({ id }) => id !== 'db');
  expect(rows.map(({ key, level }) => [key, level])).toEqual([
    ['db', 1],
    ['web', 1],
    ['web web_1', 2],
    ['late', 3],
    ['web web_2', 2],
    ['other', 3],
  ]);
});
