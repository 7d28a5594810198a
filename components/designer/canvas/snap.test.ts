import { expect, test } from 'vitest';
import { snap } from './snap.ts';

const box = { x: 0, y: 0, width: 100, height: 60 };
const other = { x: 300, y: 200, width: 100, height: 60 };

test('a box is pulled to where it is in line with another, and a line shows it', () => {
  const { dx, dy, guides } = snap(box, { dx: 296, dy: 33 }, { others: [other], reach: 6 });
  expect({ dx, dy }).toEqual({ dx: 300, dy: 30 });
  expect(guides).toEqual([{ axis: 'x', at: 300, from: 20, to: 270 }]);
});

test('middles line up with middles, but not with what lies under it', () => {
  const wide = { ...other, width: 200 };
  const { dx, dy, guides } = snap(box, { dx: 352, dy: 198 }, { others: [wide], reach: 6 });
  expect({ dx, dy }).toEqual({ dx: 350, dy: 200 });
  expect(guides).toEqual([]);
  const beside = snap(box, { dx: 352, dy: 302 }, { others: [wide], reach: 6 });
  expect(beside.dx).toBe(350);
  expect(beside.guides.map(({ at }) => at)).toEqual([400]);
});

test('where nothing is near, it stands on the grid', () => {
  expect(snap(box, { dx: 13, dy: -7 }, { others: [], reach: 6 })).toEqual({ dx: 10, dy: -10, guides: [] });
});
