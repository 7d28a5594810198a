import { expect, it } from 'vitest';
import type { KubernetesObject } from '../objects/kubernetes-object.ts';
import { forKeeping, keptObjectsOf } from './kept-objects.ts';

const deployment: KubernetesObject = {
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name: 'web', namespace: 'shop' },
};
const service = { apiVersion: 'v1', kind: 'Service', namespace: 'shop', name: 'web' };
const identity = { apiVersion: 'apps/v1', kind: 'Deployment', namespace: 'shop', name: 'web' };

it('tells each object once, with what was applied', () => {
  const properties = {
    kubernetes_objects: [service, { ...identity, apiVersion: 'apps/v1beta2' }, 'nonsense', { kind: 'Pod' }],
    kubernetes_applied: [deployment],
    kubernetes: { ...deployment, status: {} },
  };
  expect(keptObjectsOf(properties)).toEqual([
    { identity: service, applied: null },
    { identity: { ...identity, apiVersion: 'apps/v1beta2' }, applied: deployment },
  ]);
});

it('takes one applied without a namespace for the one that the server answered with', () => {
  const applied = { ...deployment, metadata: { name: 'web' } };
  expect(keptObjectsOf({ kubernetes_applied: [applied], kubernetes: deployment })).toEqual([{ identity, applied }]);
});

it('finds the answers of several files', () => {
  const answers = { 'a.yaml': deployment, 'b.yaml': { ...deployment, kind: 'DaemonSet' }, note: 'text' };
  expect(keptObjectsOf({ kubernetes: answers }).map((kept) => kept.identity.kind)).toEqual(['Deployment', 'DaemonSet']);
  expect(keptObjectsOf({ kubernetes: 'text' })).toEqual([]);
  expect(keptObjectsOf({})).toEqual([]);
});

it('keeps no values of a Secret', () => {
  const secret = {
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: { name: 's' },
    type: 'Opaque',
    data: {},
    stringData: {},
  };
  expect(forKeeping(secret)).toEqual({ apiVersion: 'v1', kind: 'Secret', metadata: { name: 's' }, type: 'Opaque' });
  expect(forKeeping(deployment)).toBe(deployment);
});
