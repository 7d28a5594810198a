import { expect, test } from 'vitest';
import { BoxIndex } from './box-index.ts';
import { type NodeBox, overlaps } from './boxes.ts';

function box(id: string, [x, y]: readonly [number, number], more: Partial<NodeBox> = {}): NodeBox {
  return { id, parent: null, isContainer: false, x, y, width: 10, height: 10, ...more };
}

const boxes = [
  box('host', [0, 0], { width: 100, height: 100, isContainer: true }),
  box('a', [10, 10], { parent: 'host' }),
  box('far', [200, 10]),
];

test('the innermost node is the one at a place', () => {
  const index = new BoxIndex(boxes);
  expect(index.at({ x: 12, y: 12 })?.id).toBe('a');
  expect(index.at({ x: 40, y: 40 })?.id).toBe('host');
  expect(index.at({ x: 150, y: 150 })).toBeNull();
  expect(new BoxIndex([]).at({ x: 0, y: 0 })).toBeNull();
});

test('any part of a large drawing holds what looking at each node would find, in the same order', () => {
  const wide = box('wide', [0, 0], { width: 40_000, height: 20_000, isContainer: true });
  const many = Array.from({ length: 2_000 }, (_, i) =>
    box(`n${i}`, [(i * 7919) % 39_000, (i * 104_729) % 19_000], { parent: 'wide', width: 224, height: 80 }),
  );
  const index = new BoxIndex([wide, ...many]);
  const parts = [
    { x: -100, y: -100, width: 900, height: 700 },
    { x: 12_345, y: 6_789, width: 1_440, height: 900 },
    { x: 38_000, y: 18_000, width: 9_000, height: 9_000 },
    { x: -50, y: -50, width: 50_000, height: 30_000 },
    { x: 90_000, y: 0, width: 10, height: 10 },
  ];
  for (const part of parts) {
    const expected = index.boxes.filter((each) => overlaps(each, part)).map(({ id }) => id);
    expect(index.inside(part).map(({ id }) => id)).toEqual(expected);
  }
});
