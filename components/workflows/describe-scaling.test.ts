import { expect, test } from 'vitest';
import { describeScaling } from './describe-scaling.ts';

const web = { name: 'web', kind: 'node' as const, current: 2, min: 1, max: 3, total: 4, within: 'vm', members: [] };

test.each([
  [1, { text: '2 now in each instance of vm, 3 afterwards.' }],
  [0, { text: '2 now in each instance of vm: nothing changes.' }],
  [2, { warning: 'More than the 3 that the blueprint allows of web. It can be done nevertheless.' }],
  [-2, { warning: 'Fewer than the 1 that the blueprint asks for of web. It can be done nevertheless.' }],
  [-3, { problem: 'There are only 2: give -2 or more.' }],
])('a delta of %i', (delta, said) => {
  expect(describeScaling(web, delta)).toMatchObject(said);
});

test('no upper bound is none', () => {
  expect(describeScaling({ ...web, max: -1, within: null }, 100)).toEqual({ text: '2 now, 102 afterwards.' });
});
