import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  anchorAt,
  centreAnchor,
  distanceToEnd,
  type Extent,
  endAnchor,
  moveAnchor,
  placeRows,
  scrollTopOf,
  spaceOf,
} from './scroll-model.ts';

const row = 20;

function even(total: number, viewport = 600): Extent {
  return { total, viewport, space: spaceOf(total, row, viewport), heightOf: () => row };
}

test('with rows of one height that fit the space, the scroll bar tells pixels', () => {
  const extent = even(10_000);
  expect(extent.space).toBe(200_000);
  expect(anchorAt(1_234, extent)).toEqual({ row: 61, offset: expect.closeTo(14, 6) });
  expect(scrollTopOf({ row: 61, offset: 14 }, extent)).toBeCloseTo(1_234, 6);
  expect(endAnchor(extent)).toEqual({ row: 9_970, offset: 0 });
});

test('a million rows share ten million pixels, and every one can be reached', () => {
  const extent = even(1_000_000);
  expect(extent.space).toBe(10_000_000);
  expect(anchorAt(extent.space, extent)).toEqual({ row: 999_970, offset: 0 });
  expect(anchorAt((extent.space - extent.viewport) / 2, extent).row).toBe(499_985);
  const down = moveAnchor({ row: 500_000, offset: 0 }, 100, extent);
  expect(down).toEqual({ row: 500_005, offset: 0 });
  expect(moveAnchor(down, -130, extent)).toEqual({ row: 499_998, offset: 10 });
});

test('a log that fits stands still', () => {
  const extent = even(10);
  expect(endAnchor(extent)).toEqual({ row: 0, offset: 0 });
  expect(moveAnchor({ row: 0, offset: 0 }, 500, extent)).toEqual({ row: 0, offset: 0 });
  expect(placeRows({ row: 0, offset: 0 }, extent, 200)).toHaveLength(10);
});

test('a log without lines has nothing to draw', () => {
  const extent = even(0);
  expect(placeRows(endAnchor(extent), extent, 100)).toEqual([]);
  expect(scrollTopOf({ row: 0, offset: 0 }, extent)).toBe(0);
});

test('a line stands in the middle, or as near to it as the ends allow', () => {
  const extent = even(1_000);
  expect(centreAnchor(500, extent)).toEqual({ row: 485, offset: 10 });
  expect(centreAnchor(3, extent)).toEqual({ row: 0, offset: 0 });
  expect(centreAnchor(999, extent)).toEqual(endAnchor(extent));
});

const unevenExtents = fc
  .record({
    heights: fc.array(fc.integer({ min: 20, max: 900 }), { minLength: 1, maxLength: 60 }),
    viewport: fc.integer({ min: 50, max: 1_000 }),
  })
  .map(({ heights, viewport }): Extent & { sum: number } => ({
    total: heights.length,
    viewport,
    space: spaceOf(heights.length, row, viewport),
    heightOf: (at) => heights[at] ?? row,
    sum: heights.reduce((a, b) => a + b, 0),
  }));

test('rows of any heights: moves add up, nothing is beyond the ends, and the view is full', () => {
  fc.assert(
    fc.property(
      unevenExtents,
      fc.array(fc.integer({ min: -2_000, max: 2_000 }), { maxLength: 20 }),
      (extent, moves) => {
        const most = Math.max(0, extent.sum - extent.viewport);
        let anchor = { row: 0, offset: 0 };
        let expected = 0;
        for (const move of moves) {
          anchor = moveAnchor(anchor, move, extent);
          expected = Math.min(most, Math.max(0, expected + move));
          let before = anchor.offset;
          for (let at = 0; at < anchor.row; at += 1) before += extent.heightOf(at);
          expect(before).toBe(expected);
          const placed = placeRows(anchor, extent, 0);
          expect(placed[0]?.y).toBeLessThanOrEqual(0);
          const last = placed.at(-1);
          if (last && most > 0) expect(last.y + extent.heightOf(last.row)).toBeGreaterThanOrEqual(extent.viewport);
          expect(distanceToEnd(anchor, extent, 1e9)).toBe(most - expected);
        }
      },
    ),
  );
});

test('the scroll bar and the anchor agree, whatever the heights', () => {
  fc.assert(
    fc.property(unevenExtents, fc.double({ min: 0, max: 1, noNaN: true }), (extent, part) => {
      const top = part * (extent.space - extent.viewport);
      expect(scrollTopOf(anchorAt(top, extent), extent)).toBeCloseTo(
        endAnchor(extent).row === 0 && endAnchor(extent).offset === 0 ? 0 : top,
        3,
      );
    }),
  );
});
