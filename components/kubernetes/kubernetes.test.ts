import { describe, expect, it } from 'vitest';
import type { KubernetesRow } from '../../server/api/kubernetes-contract.ts';
import { filterRows, holderOf } from './filter-rows.ts';
import { readyText, rolloutText } from './object-look.ts';
import { rolloutsOf } from './rollouts.ts';

function row(depth: number, name: string, rest: Partial<KubernetesRow> = {}): KubernetesRow {
  return {
    ...{ id: name, depth, apiVersion: 'v1', kind: 'Pod', namespace: 'shop', name, node: 'web', instance: 'web_1' },
    ...{ state: 'ready', reason: null, createdAt: null, rollout: null, pod: null },
    events: { count: 0, warnings: 0, lastAt: null },
    ...rest,
  };
}

const rows = [
  row(0, 'shop', { kind: 'Deployment' }),
  row(1, 'shop-1', { kind: 'ReplicaSet' }),
  row(2, 'shop-1-a'),
  row(2, 'shop-1-b', { state: 'failed', reason: 'app: ImagePullBackOff' }),
  row(0, 'db', { kind: 'StatefulSet', node: 'db' }),
  row(1, 'db-0'),
];
const names = (found: readonly KubernetesRow[]) => found.map(({ name }) => name);

describe('the filter of objects', () => {
  it('finds words anywhere, and shows what they stand below', () => {
    expect(names(filterRows(rows, { text: 'imagepull', state: null }))).toEqual(['shop', 'shop-1', 'shop-1-b']);
    expect(names(filterRows(rows, { text: 'db-0', state: null }))).toEqual(['db', 'db-0']);
    expect(names(filterRows(rows, { text: 'statefulset', state: null }))).toEqual(['db']);
    expect(names(filterRows(rows, { text: '', state: 'failed' }))).toEqual(['shop', 'shop-1', 'shop-1-b']);
    expect(filterRows(rows, { text: '', state: null })).toEqual(rows);
    expect(filterRows(rows, { text: 'nothing', state: null })).toEqual([]);
  });

  it('knows what an object stands below', () => {
    expect(rows.map((each) => holderOf(rows, each)?.name)).toEqual([
      undefined,
      'shop',
      'shop-1',
      'shop-1',
      undefined,
      'db',
    ]);
  });
});

it('sums the rollouts of a node, and counts only pods that are new and serve', () => {
  const view = { isLoading: false, servers: [], left: 0, troubles: [] };
  const rolling = [
    row(0, 'a', { rollout: { wanted: 3, updated: 2, available: 3 } }),
    row(1, 'a-1', { rollout: { wanted: 2, updated: 2, available: 2 } }),
    row(0, 'b', { rollout: { wanted: 1, updated: 1, available: 2 } }),
  ];
  expect(rolloutsOf({ ...view, rows: rolling })?.get('web')).toEqual({ done: 3, total: 4 });
  expect(rolloutsOf({ ...view, rows })).toBeNull();
  expect(rolloutsOf(null)).toBeNull();
});

it('says how many are ready', () => {
  const rollout = { wanted: 3, updated: 2, available: 1 };
  const container = { restarts: 0, state: 'running', hasPrevious: false };
  const containers = [
    { name: 'init', isInit: true, ...container },
    { name: 'app', isInit: false, ...container },
  ];
  expect(readyText({ rollout, pod: null })).toBe('1/3');
  expect(readyText({ rollout: null, pod: { host: null, ready: 1, restarts: 0, containers } })).toBe('1/1');
  expect(readyText({ rollout: null, pod: null })).toBe('');
  expect(rolloutText(rollout)).toBe('2 of 3 pods are of the newest form, 1 serves');
});
