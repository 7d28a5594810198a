import { expect, test } from 'vitest';
import { isChange } from './changes-to.ts';
import { emptyLayout, type Layout } from './layout.ts';

const place = { x: 10, y: 20 };
const layout: Layout = { ...emptyLayout, places: { web: place } };

test('a patch that puts things where they are, or takes away what is not there, changes nothing', () => {
  expect(isChange(layout, {})).toBe(false);
  expect(isChange(layout, { places: { web: { ...place }, none: null } })).toBe(false);
  expect(isChange(layout, { places: { constructor: null } })).toBe(false);
});

test('another place, another size, a new node and one that goes are changes', () => {
  for (const places of [{ web: { x: 11, y: 20 } }, { web: { ...place, width: 300 } }, { vm: place }, { web: null }]) {
    expect(isChange(layout, { places })).toBe(true);
  }
});
