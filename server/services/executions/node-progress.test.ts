import { expect, test } from 'vitest';
import { countByNode } from './node-progress.ts';

function operation(node: string, task: string, more = {}) {
  const rest = { instance: `${node}_1`, runsOn: node, operation: 'o', relationship: null, maxRetries: 0 };
  return { node, task, ...rest, ignoresFailure: false, isDormant: false, isMarkedDone: false, ...more };
}

test('operations are counted by node; a fallback only once it has begun', () => {
  const operations = [
    operation('web', 'a'),
    operation('web', 'b'),
    operation('web', 'again', { isDormant: true }),
    operation('db', 'c', { isMarkedDone: true }),
  ];
  const events = [
    { kind: 'started', task: 'a' },
    { kind: 'succeeded', task: 'a' },
    { kind: 'started', task: 'b' },
  ] as const;
  expect(countByNode({ operations }, events)).toEqual({ nodes: ['web', 'db'], done: [1, 1], total: [2, 1] });
  const later = [...events, { kind: 'started', task: 'again' } as const];
  expect(countByNode({ operations }, later).total).toEqual([3, 1]);
});
