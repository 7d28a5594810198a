import { expect, test } from 'vitest';
import type { PreviewOperation } from '../../server/api/contract.ts';
import { groupOperations } from './group-operations.ts';

function operation(stage: number, instance: string, name: string): PreviewOperation {
  return {
    stage,
    task: `${stage}.${instance}.${name}`,
    instance,
    node: instance.slice(0, -2),
    operation: `cloudify.interfaces.lifecycle.${name}`,
    implementation: 'script.run',
    relationship: null,
    host: null,
    inputs: {},
    maxRetries: 0,
    effect: 'add',
  };
}

const operations = [
  operation(1, 'web_a', 'create'),
  operation(1, 'db_a', 'create'),
  operation(1, 'web_a', 'start'),
  operation(2, 'web_a', 'stop'),
];

test('in order, stages are the groups and numbers go on through them', () => {
  const groups = groupOperations(operations, 'order', 2);
  expect(groups.map(({ title, operations: each }) => [title, each.map(({ number }) => number)])).toEqual([
    ['Stage 1 of 2', [1, 2, 3]],
    ['Stage 2 of 2', [4]],
  ]);
  expect(groupOperations(operations.slice(0, 3), 'order', 1)[0]?.title).toBeNull();
});

test('by instance, each has its operations together and keeps their numbers', () => {
  const groups = groupOperations(operations, 'instance', 2);
  expect(groups.map(({ instance, operations: each }) => [instance?.id, each.map(({ number }) => number)])).toEqual([
    ['web_a', [1, 3]],
    ['db_a', [2]],
    ['web_a', [4]],
  ]);
});
