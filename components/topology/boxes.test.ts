import { expect, test } from 'vitest';
import { boundsOf, type NodeBox, nearest, toBoxes } from './boxes.ts';

function box(id: string, [x, y]: readonly [number, number], more: Partial<NodeBox> = {}): NodeBox {
  return { id, parent: null, isContainer: false, x, y, width: 10, height: 10, ...more };
}

const boxes = [
  box('host', [0, 0], { width: 100, height: 100, isContainer: true }),
  box('a', [10, 10], { parent: 'host' }),
  box('b', [60, 12], { parent: 'host' }),
  box('far', [200, 10]),
  box('below', [10, 200]),
];

test('arrows lead to the nearest node in their direction', () => {
  expect(nearest(boxes, 'a', 'right')).toBe('b');
  expect(nearest(boxes, 'b', 'right')).toBe('far');
  expect(nearest(boxes, 'far', 'left')).toBe('b');
  expect(nearest(boxes, 'a', 'down')).toBe('below');
  expect(nearest(boxes, 'a', 'up')).toBeNull();
});

test('places inside containers become places on the canvas', () => {
  const size = { width: 5, height: 5 };
  const placed = [
    { id: 'host', parent: null, x: 100, y: 50, width: 30, height: 30, isContainer: true },
    { id: 'in', parent: 'host', x: 4, y: 6, ...size, isContainer: false },
  ];
  expect(toBoxes(placed)[1]).toMatchObject({ x: 104, y: 56 });
  expect(boundsOf(toBoxes(placed))).toEqual({ x: 100, y: 50, width: 30, height: 30 });
  expect(boundsOf([])).toBeNull();
});
