import fc from 'fast-check';
import { expect, test } from 'vitest';
import { nodeInstanceStates } from '../../core/workflow/task-graph.ts';
import type { StateChangesView, TopologyView } from '../../server/api/contract.ts';
import { ReplayModel } from './replay-model.ts';

const started = nodeInstanceStates.indexOf('started');
const creating = nodeInstanceStates.indexOf('creating');

function topology(count: number): TopologyView {
  const nodes = Array.from({ length: count }, (_, at) => ({
    id: `n${at}`,
    type: 'T',
    typeHierarchy: [],
    parent: null,
    defaultInstances: 1,
    instances: [{ id: `n${at}_1`, index: 1, state: 'started' as const, failed: false }],
  }));
  return { nodes, edges: [] };
}

const view: StateChangesView = {
  instances: ['n0_1', 'n1_1', 'gone_1'],
  before: [0, started, 0],
  from: 1_000,
  changes: { seq: [3, 5, 8, 9], at: [0, 10, 20, 500], instance: [0, 0, 2, 0], to: [creating, -1, started, -2] },
  lastSeq: 12,
};

test('each moment shows the states of then', () => {
  const replay = new ReplayModel(view, topology(2));
  const at = (position: number) => replay.seek(position).nodes[0]?.instances[0];
  expect(at(0)).toMatchObject({ state: 'uninitialized', failed: false });
  expect(at(1)).toMatchObject({ state: 'creating', failed: false });
  expect(at(2)).toMatchObject({ state: 'creating', failed: true });
  expect(at(4)).toMatchObject({ state: 'creating', failed: false });
  expect(at(2)).toMatchObject({ failed: true });
  expect(at(0)).toMatchObject({ state: 'uninitialized', failed: false });
  expect(replay.positionOf(5)).toBe(2);
  expect(replay.positionAt(100)).toBe(3);
  expect(replay.seqAt(4)).toBe(9);
  expect(replay.timeAt(4)).toEqual({ after: 500, at: 1_500 });
});

test('only nodes in which something changed are new', () => {
  const replay = new ReplayModel(view, topology(2));
  const before = replay.seek(0);
  const after = replay.seek(2);
  expect(after.nodes[0]).not.toBe(before.nodes[0]);
  expect(after.nodes[1]).toBe(before.nodes[1]);
});

test('however one gets to a moment, it shows the same', () => {
  const changes = fc.array(fc.tuple(fc.nat({ max: 4 }), fc.integer({ min: -2, max: 11 })), { maxLength: 40 });
  fc.assert(
    fc.property(changes, fc.array(fc.nat({ max: 40 }), { maxLength: 20 }), (list, jumps) => {
      const random: StateChangesView = {
        instances: Array.from({ length: 5 }, (_, at) => `n${at}_1`),
        before: [0, 1, 2, 3, 4],
        from: 0,
        lastSeq: list.length,
        changes: {
          seq: list.map((_, at) => at + 1),
          at: list.map((_, at) => at),
          instance: list.map(([instance]) => instance),
          to: list.map(([, to]) => to),
        },
      };
      const jumping = new ReplayModel(random, topology(5));
      for (const jump of jumps) {
        expect(jumping.seek(jump)).toEqual(new ReplayModel(random, topology(5)).seek(jump));
      }
    }),
  );
});
