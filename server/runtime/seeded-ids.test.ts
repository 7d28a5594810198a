import { expect, test } from 'vitest';
import { seededIds } from './seeded-ids.ts';

const take = (position: number, seed = 'seed'): string[] => {
  const ids = seededIds(seed, position);
  return [ids.uuid(), ids.suffix(6), ids.suffix(6), ids.uuid(), ids.suffix(80)];
};

test('the same step gives the same ids, and another step, seed or call gives others', () => {
  expect(take(0)).toEqual(take(0));
  const all = [...take(0), ...take(1), ...take(0, 'other')];
  expect(new Set(all).size).toBe(all.length);
});

test('they have the form that is expected of them', () => {
  const [uuid, suffix, , , long] = take(3);
  expect(uuid).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  expect(suffix).toMatch(/^[a-z0-9]{6}$/);
  expect(long).toMatch(/^[a-z0-9]{80}$/);
});
