import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { TopologyEdge } from '../../server/api/contract.ts';
import { betterDirection, layOut, type PlacedNode, sizeOf } from './layout.ts';

interface Given {
  id: string;
  parent: string | null;
  instances: unknown[];
}

function node(id: string, parent: string | null = null, instances = 1): Given {
  return { id, parent, instances: Array.from({ length: instances }, () => null) };
}

function edge(source: string, target: string): TopologyEdge {
  return { id: `${source}-${target}`, source, target, type: 'connected', kind: 'connected_to' };
}

test('what is contained lies inside its container, after it', () => {
  const placed = layOut({ nodes: [node('app', 'vm'), node('vm'), node('net')], edges: [] });
  expect(placed.map(({ id }) => id)).toEqual(['vm', 'app', 'net']);
  expectInside(placed);
});

test('what is needed lies to the right of what needs it, also across containers', () => {
  const nodes = [node('vm1'), node('vm2'), node('web', 'vm1'), node('db', 'vm2')];
  const placed = layOut({ nodes, edges: [edge('web', 'db')] });
  const [vm1, vm2] = [placed.find(({ id }) => id === 'vm1'), placed.find(({ id }) => id === 'vm2')];
  expect((vm1?.x ?? 0) + (vm1?.width ?? 0)).toBeLessThan(vm2?.x ?? 0);
});

test('downwards, what is needed lies below', () => {
  const placed = layOut({ nodes: [node('a'), node('b')], edges: [edge('a', 'b')] }, 'down');
  expect(placed[0]?.x).toBe(placed[1]?.x);
  expect(sizeOf(placed).height).toBeGreaterThan(sizeOf(placed).width / 2);
});

test('the direction follows the shape of the pane, but not for a little', () => {
  const sizes = { right: { width: 1_000, height: 200 }, down: { width: 300, height: 700 } };
  expect(betterDirection(sizes, { width: 600, height: 700 }, 'right')).toBe('down');
  expect(betterDirection(sizes, { width: 1_200, height: 300 }, 'down')).toBe('right');
  expect(betterDirection(sizes, { width: 1_200, height: 900 }, 'down')).toBe('down');
});

test('a container that is its own ancestor does not hang', () => {
  expect(layOut({ nodes: [node('a', 'b'), node('b', 'a'), node('c')], edges: [edge('a', 'c')] })).toHaveLength(1);
});

test('nothing overlaps its siblings and everything lies inside its container', () => {
  const trees = fc
    .array(fc.tuple(fc.nat({ max: 30 }), fc.nat({ max: 20 })), { maxLength: 25 })
    .map((rows) =>
      rows.map(([under, instances], index) => node(`n${index}`, under < index ? `n${under}` : null, instances)),
    );
  fc.assert(
    fc.property(
      trees,
      fc.array(fc.tuple(fc.nat({ max: 24 }), fc.nat({ max: 24 })), { maxLength: 20 }),
      (nodes, links) => {
        const placed = layOut({ nodes, edges: links.map(([from, to]) => edge(`n${from}`, `n${to}`)) });
        expect(placed).toHaveLength(nodes.length);
        expectInside(placed);
        expectApart(placed);
      },
    ),
    { numRuns: 60 },
  );
});

function expectInside(placed: PlacedNode[]): void {
  const byId = new Map(placed.map((each) => [each.id, each]));
  for (const each of placed) {
    const holder = each.parent === null ? undefined : byId.get(each.parent);
    if (!holder) continue;
    expect(each.x).toBeGreaterThan(0);
    expect(each.y).toBeGreaterThan(0);
    expect(each.x + each.width).toBeLessThan(holder.width + 1);
    expect(each.y + each.height).toBeLessThan(holder.height + 1);
  }
}

function expectApart(placed: PlacedNode[]): void {
  for (const a of placed) {
    for (const b of placed) {
      if (a.id >= b.id || a.parent !== b.parent) continue;
      const apart = a.x + a.width <= b.x || b.x + b.width <= a.x || a.y + a.height <= b.y || b.y + b.height <= a.y;
      expect(apart, `${a.id} and ${b.id}`).toBe(true);
    }
  }
}
