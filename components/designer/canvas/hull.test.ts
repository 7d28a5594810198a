import { expect, test } from 'vitest';
import type { DesignGroup } from '../../../core/design/design.ts';
import { BoxIndex } from '../../topology/box-index.ts';
import { toHulls } from './hull.ts';
import { unionOutline } from './union-outline.ts';

function box(id: string, x: number, y: number) {
  return { id, parent: null, x, y, width: 200, height: 60, isContainer: false };
}

function hullsOf(boxes: ReturnType<typeof box>[], members: string[]) {
  const drawnAs = new Map(boxes.map(({ id }) => [id, id]));
  return toHulls([{ name: 'front', members } as unknown as DesignGroup], { index: new BoxIndex(boxes), drawnAs });
}

test('rectangles that share a side have one outline, and those apart one each', () => {
  const square = { width: 10, height: 10 };
  expect(unionOutline([{ x: 0, y: 0, ...square }])).toBe('M10 0L10 10L0 10L0 0Z');
  const two = unionOutline([
    { x: 0, y: 0, ...square },
    { x: 10, y: 0, ...square },
  ]);
  expect(two).toBe('M20 0L20 10L0 10L0 0Z');
  const apart = unionOutline([
    { x: 0, y: 0, ...square },
    { x: 30, y: 0, ...square },
  ]);
  expect(apart.match(/M/g)).toHaveLength(2);
});

test('an outline joins neighbours and leaves out what is no member', () => {
  const [a, between, b] = [box('a', 0, 0), box('between', 240, 0), box('b', 480, 0)];
  expect(hullsOf([a, box('b', 240, 0)], ['a', 'b'])).toHaveLength(1);
  const apart = hullsOf([a, between, b], ['a', 'b']);
  expect(apart.map(({ name, bounds }) => [name, bounds.x])).toEqual([
    ['front', -8],
    ['front', 472],
  ]);
});

test('the names of outlines around the same nodes stand side by side', () => {
  const boxes = [box('a', 0, 0)];
  const groups = ['heal', 'scale'].map((name) => ({ name, members: ['a'] }) as unknown as DesignGroup);
  const [heal, scale] = toHulls(groups, { index: new BoxIndex(boxes), drawnAs: new Map([['a', 'a']]) });
  expect(heal?.label.y).toBe(scale?.label.y);
  expect(Math.abs((heal?.label.x ?? 0) - (scale?.label.x ?? 0))).toBeGreaterThan(30);
});
