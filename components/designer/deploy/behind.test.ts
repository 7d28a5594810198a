import { expect, test } from 'vitest';
import { isBehind } from './use-behind.ts';

const blueprint = { id: 'b', name: 'shop', version: 2 };

test('what runs is behind an older version and what is no version yet; what does not run is not', () => {
  const up = { blueprint, states: { started: 1 } };
  expect(isBehind(up, { latestVersion: 2, isChanged: false })).toBe(false);
  expect(isBehind(up, { latestVersion: 3, isChanged: false })).toBe(true);
  expect(isBehind(up, { latestVersion: 2, isChanged: true })).toBe(true);
  expect(isBehind({ blueprint, states: { uninitialized: 1 } }, { latestVersion: 3, isChanged: true })).toBe(false);
});
