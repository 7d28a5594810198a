import { expect, test } from 'vitest';
import { outermost, withContents } from '../document/contents.ts';
import { pastePlaces } from './paste-places.ts';

const box = { width: 224, height: 60, isContainer: false };
const boxes = [
  { ...box, id: 'net', parent: null, x: 0, y: 0, isContainer: true },
  { ...box, id: 'vm', parent: 'net', x: 20, y: 60, isContainer: true },
  { ...box, id: 'web', parent: 'vm', x: 40, y: 120 },
  { ...box, id: 'db', parent: null, x: 500, y: 0 },
];
const names = { vm: 'vm_2', web: 'web_2' };

test('copies stand a step aside of the originals, in the same container, and what is inside stays where it was in it', () => {
  const places = pastePlaces(
    [boxes[1], boxes[2]].flatMap((each) => each ?? []),
    { names, boxes, at: null },
  );
  expect(places).toEqual({ vm_2: { x: 52, y: 92 }, web_2: { x: 20, y: 60 } });
});

test('at the pointer the outer ones go there together; elsewhere copied nodes lie on the ground', () => {
  const copied = boxes.filter(({ id }) => id === 'vm' || id === 'db');
  const places = pastePlaces(copied, { names: { vm: 'a', db: 'b' }, boxes: [], at: { x: 100, y: 100 } });
  expect(places).toEqual({ a: { x: 100, y: 160 }, b: { x: 580, y: 100 } });
  expect(pastePlaces([], { names: { x: 'y' }, boxes, at: null })).toEqual({});
});

test('what is inside of chosen nodes goes with them, and is not taken twice', () => {
  expect(withContents(boxes, ['net'])).toEqual(['net', 'vm', 'web']);
  expect(outermost(boxes, ['web', 'net', 'db', 'gone'])).toEqual(['net', 'db']);
});
