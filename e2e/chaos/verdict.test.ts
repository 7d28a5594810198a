import { expect, test } from 'vitest';
import { crashPoints } from '../../server/runtime/crash-point.ts';
import { seededRandom, shuffled } from './random.ts';
import { judge, operationsOf } from './verdict.ts';

const mark = (operation: string, execution = 'e1') => ({ operation, instance: 'app_1', execution });

test('what is missing, too much or unexpected is told, counted by line', () => {
  const expected = operationsOf([mark('link'), mark('link'), mark('start'), mark('start', 'other')], 'e1');
  expect(expected).toEqual(['link app_1', 'link app_1', 'start app_1']);
  const executions = [{ id: 'e1', expected }];
  expect(judge([mark('link'), mark('start'), mark('link')], executions)).toEqual({
    lost: [],
    repeated: [],
    strange: [],
  });
  const verdict = judge([mark('link'), mark('start'), mark('start'), mark('stop')], executions);
  expect(verdict).toEqual({
    lost: ['e1 link app_1: 1 times, not 2'],
    repeated: ['e1 start app_1: 2 times, not 1'],
    strange: ['e1 stop app_1: 1 times, not 0'],
  });
});

test('the order of the kills depends on the seed alone and leaves none out', () => {
  const order = shuffled(crashPoints, seededRandom(3));
  expect(shuffled(crashPoints, seededRandom(3))).toEqual(order);
  expect(shuffled(crashPoints, seededRandom(4))).not.toEqual(order);
  expect(order.toSorted()).toEqual(crashPoints.toSorted());
});
