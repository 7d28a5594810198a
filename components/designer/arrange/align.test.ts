import { expect, test } from 'vitest';
import { type Alignment, align } from './align.ts';

const box = { parent: null, isContainer: false };
const boxes = [
  { ...box, id: 'a', x: 0, y: 0, width: 100, height: 50 },
  { ...box, id: 'b', x: 130, y: 100, width: 60, height: 30 },
  { ...box, id: 'c', x: 300, y: 40, width: 100, height: 100 },
];

const after = (alignment: Alignment, at: 'x' | 'y') => {
  const spots = align(boxes, alignment);
  return boxes.map((each) => (spots.get(each.id) ?? each)[at]);
};

test('edges and middles come in line', () => {
  expect(after('left', 'x')).toEqual([0, 0, 0]);
  expect(after('right', 'x')).toEqual([300, 340, 300]);
  expect(after('centre', 'x')).toEqual([150, 170, 150]);
  expect(after('top', 'y')).toEqual([0, 0, 0]);
  expect(after('bottom', 'y')).toEqual([90, 110, 40]);
  expect(after('middle', 'y')).toEqual([45, 55, 20]);
});

test('spread evenly, the outer ones stay', () => {
  expect(after('across', 'x')).toEqual([0, 170, 300]);
  expect(align(boxes, 'across').has('a')).toBe(false);
  expect(after('down', 'y')).toEqual([0, 110, 30]);
  expect(align(boxes.slice(0, 2), 'down').size).toBe(0);
  expect(align(boxes.slice(0, 1), 'left').size).toBe(0);
});
