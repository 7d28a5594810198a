import { expect, test } from 'vitest';
import { freeSpot } from './free-spot.ts';
import { freeNodeName } from './node-name.ts';

test('a node is called after its type, with a number when the name is taken', () => {
  expect(freeNodeName('cloudify.nodes.Compute', new Set())).toBe('compute');
  expect(freeNodeName('cloudify.nodes.Compute', new Set(['compute', 'compute_2']))).toBe('compute_3');
  expect(freeNodeName('cloudify.nodes.MongoDBServer', new Set())).toBe('mongo_db_server');
  expect(freeNodeName('cloudify.nodes.openstack.FloatingIP', new Set())).toBe('floating_ip');
  expect(freeNodeName('...', new Set())).toBe('node');
});

test('a new box goes where none is, as near as can be', () => {
  const wanted = { x: 0, y: 0, width: 200, height: 60 };
  expect(freeSpot(wanted, [])).toEqual({ x: 0, y: 0 });
  const below = freeSpot(wanted, [wanted]);
  expect(below).toEqual({ x: 0, y: 76 });
  const part = { x: -400, y: 0, width: 700, height: 100 };
  expect(freeSpot(wanted, [wanted], part)).toEqual({ x: -232, y: 0 });
  expect(freeSpot(wanted, [wanted, { ...wanted, ...below }])).toEqual({ x: 0, y: -76 });
});
