import { expect, test } from 'vitest';
import { BoxIndex } from '../../topology/box-index.ts';
import type { NodeBox } from '../../topology/boxes.ts';
import { routeAmong } from './line-route.ts';

function box(id: string, x: number, y: number): NodeBox {
  return { id, parent: null, x, y, width: 200, height: 60, isContainer: false };
}

test('a line leaves at the side that faces the other node', () => {
  const [from, beside, below] = [box('from', 0, 0), box('beside', 400, 0), box('below', 0, 300)];
  const index = new BoxIndex([from, beside, below]);
  expect(routeAmong(index, { from, to: beside })).toMatchObject({
    path: expect.stringMatching(/^M200\.0 30\.0C/),
    room: 200,
  });
  expect(routeAmong(index, { from, to: below }).path).toMatch(/^M100\.0 60\.0C.* 100\.0 300\.0$/);
});

test('past a node that would hide it, it swings out', () => {
  const [from, between, to] = [box('from', 0, 0), box('between', 0, 150), box('to', 0, 300)];
  const { path, x } = routeAmong(new BoxIndex([from, between, to]), { from, to });
  expect(path).toMatch(/^M200\.0 30\.0C.* 200\.0 330\.0$/);
  expect(x).toBeGreaterThan(200);
});

test('to a node that is neither below nor beside, it goes where less of it is hidden', () => {
  const [from, between, to] = [box('from', 0, 0), box('between', 0, 200), box('to', 240, 400)];
  expect(routeAmong(new BoxIndex([from, to]), { from, to }).path).toMatch(/^M100\.0 60\.0/);
  expect(routeAmong(new BoxIndex([from, between, to]), { from, to }).path).toMatch(/^M200\.0 30\.0/);
});
