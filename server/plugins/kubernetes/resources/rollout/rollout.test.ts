import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../../../../core/blueprint/json.ts';
import type { KubernetesObject } from '../../../../../core/kubernetes/objects/kubernetes-object.ts';
import { progressOf, tellProgress } from './rollout-progress.ts';
import { selectorText } from './selector-text.ts';

function workload(kind: string, status: JsonObject): KubernetesObject {
  return { apiVersion: 'apps/v1', kind, metadata: { name: 'web', generation: 2 }, spec: { replicas: 3 }, status };
}

describe('the progress of a rollout', () => {
  it.each<[string, JsonObject, string]>([
    [
      'Deployment',
      { observedGeneration: 2, replicas: 4, updatedReplicas: 2, availableReplicas: 3 },
      '2 of 3 pods updated, 3 available, 2 of an older version',
    ],
    [
      'Deployment',
      { observedGeneration: 1, replicas: 3, updatedReplicas: 3, availableReplicas: 3 },
      '0 of 3 pods updated, 3 available, 3 of an older version',
    ],
    [
      'StatefulSet',
      { observedGeneration: 2, replicas: 3, currentRevision: 'a', updateRevision: 'a', readyReplicas: 1 },
      '3 of 3 pods updated, 1 available',
    ],
    [
      'DaemonSet',
      {
        observedGeneration: 2,
        desiredNumberScheduled: 2,
        currentNumberScheduled: 2,
        updatedNumberScheduled: 1,
        numberAvailable: 1,
      },
      '1 of 2 pods updated, 1 available, 1 of an older version',
    ],
  ])('of a %s with %j', (kind, status, says) => {
    const progress = progressOf(workload(kind, status));
    expect(progress && tellProgress(progress)).toBe(says);
  });

  it('is none of kinds that replace no pods', () => {
    expect(progressOf({ apiVersion: 'v1', kind: 'Pod', metadata: { name: 'a' } })).toBeNull();
    expect(progressOf(workload('ReplicaSet', {}))).toBeNull();
  });
});

it('writes selectors as requests have them', () => {
  const matchExpressions = [
    { key: 'tier', operator: 'In', values: ['a', 'b'] },
    { key: 'tier', operator: 'NotIn', values: ['c'] },
    { key: 'new', operator: 'Exists' },
    { key: 'old', operator: 'DoesNotExist' },
  ];
  expect(selectorText({ matchLabels: { app: 'web' }, matchExpressions })).toBe(
    'app=web,tier in (a,b),tier notin (c),new,!old',
  );
});
