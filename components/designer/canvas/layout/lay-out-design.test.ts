import { expect, test } from 'vitest';
import { layOutDesign } from './lay-out-design.ts';

const request = {
  nodes: [
    { id: 'vm', parent: null },
    { id: 'web', parent: 'vm' },
    { id: 'db', parent: null },
  ],
  edges: [{ source: 'web', target: 'db' }],
  folded: [],
  pane: { width: 1_000, height: 300 },
};

test('what is needed lies to the right or below, as asked', () => {
  const right = new Map(layOutDesign({ ...request, direction: 'right' }));
  expect(right.get('db')?.x).toBeGreaterThan(right.get('vm')?.x ?? 0);
  const down = new Map(layOutDesign({ ...request, direction: 'down' }));
  expect(down.get('db')?.y).toBeGreaterThan(down.get('vm')?.y ?? 0);
});

test('a pane that is wide gets the drawing that is wide, a narrow one that which is high', () => {
  const wide = new Map(layOutDesign({ ...request, direction: 'best' }));
  expect(wide.get('db')?.y).toBeLessThan(wide.get('db')?.x ?? 0);
  const narrow = new Map(layOutDesign({ ...request, direction: 'best', pane: { width: 280, height: 900 } }));
  expect(narrow.get('db')?.x).toBeLessThan(narrow.get('db')?.y ?? 0);
});
