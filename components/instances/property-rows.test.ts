import { expect, test } from 'vitest';
import { openRows, propertyRows, searchRows } from './property-rows.ts';

const now = { ip: '10.0.0.2', disks: ['sda', 'sdb'], net: { mac: 'aa', name: 'eth0' }, pid: 7 };
const before = { ip: '10.0.0.1', disks: ['sda'], net: { mac: 'aa', name: 'eth1' }, old: true };

const paths = (rows: { path: string }[]) => rows.map(({ path }) => path);

test('branches stand before their entries', () => {
  expect(propertyRows(now, null).map(({ path, depth, change }) => [path, depth, change])).toEqual([
    ['ip', 0, null],
    ['disks', 0, null],
    ['disks.0', 1, null],
    ['disks.1', 1, null],
    ['net', 0, null],
    ['net.mac', 1, null],
    ['net.name', 1, null],
    ['pid', 0, null],
  ]);
});

test('what differs is told where it differs, and what is gone too', () => {
  const changed = propertyRows(now, before).filter(({ change }) => change !== null);
  expect(changed.map(({ path, change }) => [path, change])).toEqual([
    ['ip', { kind: 'changed', was: '10.0.0.1' }],
    ['disks.1', { kind: 'added' }],
    ['net.name', { kind: 'changed', was: 'eth1' }],
    ['pid', { kind: 'added' }],
    ['old', { kind: 'removed', was: true }],
  ]);
});

test('a value that becomes a map is one change', () => {
  const changed = propertyRows({ a: { b: 1 } }, { a: 1 }).filter(({ change }) => change !== null);
  expect(changed).toMatchObject([{ path: 'a', change: { kind: 'changed', was: 1 } }]);
});

test('a search keeps the way to what it finds and what stands below it, and nothing beside it', () => {
  const rows = propertyRows(now, null);
  expect(paths(searchRows(rows, 'ETH'))).toEqual(['net', 'net.name']);
  expect(paths(searchRows(rows, 'pid'))).toEqual(['pid']);
  expect(paths(searchRows(rows, 'sd'))).toEqual(['disks', 'disks.0', 'disks.1']);
  expect(paths(searchRows(propertyRows({ a: { b: { c: 'x' }, d: 1 } }, null), 'x'))).toEqual(['a', 'a.b', 'a.b.c']);
  expect(paths(searchRows(rows, 'disks'))).toEqual(['disks', 'disks.0', 'disks.1']);
  expect(searchRows(rows, ' ')).toHaveLength(rows.length);
});

test('what stands below a closed branch is hidden', () => {
  expect(paths(openRows(propertyRows(now, null), new Set(['disks', 'net'])))).toEqual(['ip', 'disks', 'net', 'pid']);
});
