import { expect, test } from 'vitest';
import { BoxIndex } from './box-index.ts';
import type { NodeBox } from './boxes.ts';
import { NearView } from './near-view.ts';

const pane = { width: 1_440, height: 900 };

function grid(count: number): BoxIndex {
  const columns = Math.ceil(Math.sqrt(count));
  return new BoxIndex(
    Array.from(
      { length: count },
      (_, i): NodeBox => ({
        ...{ id: `n${i}`, parent: null, isContainer: false, width: 224, height: 84 },
        ...{ x: (i % columns) * 240, y: Math.floor(i / columns) * 100 },
      }),
    ),
  );
}

test('a small drawing is made of elements at any zoom', () => {
  const index = grid(40);
  expect(new NearView(index).take({ x: 0, y: 0, zoom: 0.05, ...pane })).toBe(index.bounds);
});

test('a large one is, where it can be read: the same part until the view leaves it, and never too much of it', () => {
  const index = grid(5_000);
  const near = new NearView(index);
  const at = (x: number, zoom = 1) => near.take({ x, y: -3_000, zoom, ...pane });
  expect(at(0, 0.2)).toBeNull();
  const first = at(-3_000);
  expect(first).not.toBeNull();
  expect(at(-3_200)).toBe(first);
  expect(at(-4_000)).not.toBe(first);
  for (const zoom of [0.36, 0.5, 0.7, 1, 1.5]) {
    const part = new NearView(index).take({ x: -3_000 * zoom, y: -3_000 * zoom, zoom, ...pane });
    if (part) expect(index.inside(part).length).toBeLessThanOrEqual(300);
  }
});

test('nodes that are closer than they can be shown are an overview', () => {
  const crowded = new BoxIndex(
    grid(1_000).boxes.map((box, at) => ({ ...box, x: (at % 100) * 10, y: Math.floor(at / 100) * 10 })),
  );
  expect(new NearView(crowded).take({ x: 0, y: 0, zoom: 1, ...pane })).toBeNull();
});
