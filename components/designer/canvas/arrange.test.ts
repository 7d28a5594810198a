import { expect, test } from 'vitest';
import { contains, overlaps } from '../../topology/boxes.ts';
import type { NodePlace } from '../document/layout.ts';
import { arrange, leafHeight, padding, type Standing } from './arrange.ts';

const nodes: Standing[] = [
  { id: 'web', parent: 'vm' },
  { id: 'vm', parent: null },
  { id: 'db', parent: 'vm' },
  { id: 'net', parent: null },
];

function arranged(places: Record<string, NodePlace>, of = nodes) {
  const { boxes } = arrange(of, (id) => places[id] ?? null);
  return new Map(boxes.map((box) => [box.id, box]));
}

test('nodes stand where they were put, what is contained relative to its container', () => {
  const boxes = arranged({ vm: { x: 100, y: 50 }, web: { x: 30, y: 80 } });
  expect(boxes.get('vm')).toMatchObject({ x: 100, y: 50, isContainer: true });
  expect(boxes.get('web')).toMatchObject({ x: 130, y: 130, parent: 'vm', isContainer: false });
});

test('containers grow around what they hold, and are never smaller than a person made them', () => {
  const places = { vm: { x: 0, y: 0, width: 900, height: 90 }, web: { x: 16, y: 400 }, db: { x: 16, y: 80 } };
  expect(arranged(places).get('vm')).toMatchObject({ width: 900, height: 400 + leafHeight + padding });
});

test('nothing leaves its container to the left or top', () => {
  const web = arranged({ vm: { x: 0, y: 0 }, web: { x: -40, y: 3 } }).get('web');
  expect(web?.x).toBe(padding);
  expect(web?.y).toBeGreaterThan(50);
});

test('nodes without a place cover nothing and lie inside their container', () => {
  const boxes = arranged({ vm: { x: 0, y: 0 } });
  const [vm, web, db, net] = ['vm', 'web', 'db', 'net'].map((id) => boxes.get(id));
  if (!vm || !web || !db || !net) throw new Error('A node is missing.');
  expect(overlaps(web, db)).toBe(false);
  expect(contains(vm, web) && contains(vm, db)).toBe(true);
  expect(overlaps(vm, net)).toBe(false);
});

test('many nodes at once find places beside those that have one', () => {
  const many = Array.from({ length: 300 }, (_, at) => ({ id: `n${at}`, parent: null }));
  const boxes = [...arranged({ n0: { x: -500, y: -300 }, n1: { x: 40, y: 0 } }, many).values()];
  const clash = boxes.flatMap((a, at) => boxes.slice(at + 1).filter((b) => overlaps(a, b)));
  expect(clash).toEqual([]);
});
