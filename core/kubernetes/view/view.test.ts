import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../blueprint/json.ts';
import type { KubernetesObject } from '../objects/kubernetes-object.ts';
import { byTime, readEvent } from './event-facts.ts';
import { treeOf } from './object-tree.ts';
import { kindsBelow, slimOf } from './ownership.ts';
import { podFactsOf } from './pod-facts.ts';
import { rolloutOf } from './rollout.ts';

function object(apiVersion: string, kind: string, rest: JsonObject & { metadata?: JsonObject } = {}): KubernetesObject {
  const { metadata = {}, ...fields } = rest;
  return { apiVersion, kind, metadata: { name: 'web', namespace: 'shop', ...metadata }, ...fields };
}

/** `what`: kind and name. */
function owned(what: string, owner: string, rest: JsonObject = {}): KubernetesObject {
  const [kind = '', name = ''] = what.split(' ');
  const apiVersion = kind === 'Pod' ? 'v1' : 'apps/v1';
  const ownerReferences = [{ uid: 'nobody' }, { uid: owner, controller: true }];
  return object(apiVersion, kind, { metadata: { name, uid: name, ownerReferences }, ...rest });
}

describe('the tree of a deployment', () => {
  const root = (kind: string, name: string) => ({
    identity: { apiVersion: kind === 'Service' ? 'v1' : 'apps/v1', kind, namespace: 'shop', name },
    applied: null,
  });
  const live = [
    object('v1', 'Service', { metadata: { uid: 's' } }),
    object('apps/v1', 'Deployment', { metadata: { uid: 'd' } }),
    owned('ReplicaSet web-old', 'd', { spec: { replicas: 0 } }),
    owned('ReplicaSet web-new', 'd', { spec: { replicas: 2 } }),
    owned('Pod web-new-b', 'web-new'),
    owned('Pod web-new-a', 'web-new'),
    owned('Pod other', 'of-somebody-else'),
  ];

  it('has what controllers made below each object, and nothing of others', () => {
    const entries = treeOf([root('Deployment', 'web'), root('Service', 'web'), root('Service', 'gone')], live);
    expect(entries.map(({ depth, identity, live: there }) => [depth, identity.name, there !== null])).toEqual([
      [0, 'web', true],
      [1, 'web-new', true],
      [2, 'web-new-a', true],
      [2, 'web-new-b', true],
      [0, 'web', true],
      [0, 'gone', false],
    ]);
  });

  it('shows an object once that the deployment names twice, and below its owner', () => {
    const entries = treeOf([root('ReplicaSet', 'web-new'), root('Deployment', 'web'), root('Deployment', 'web')], live);
    expect(entries.map(({ identity }) => identity.name)).toEqual(['web', 'web-new', 'web-new-a', 'web-new-b']);
  });

  it('knows what to look for below a kind', () => {
    expect(kindsBelow({ apiVersion: 'apps/v1', kind: 'Deployment' }).map(({ kind }) => kind)).toEqual([
      'ReplicaSet',
      'Pod',
    ]);
    expect(kindsBelow({ apiVersion: 'v1', kind: 'ConfigMap' })).toEqual([]);
  });
});

it('keeps no values', () => {
  const secret = object('v1', 'Secret', { data: { a: 'secret' }, stringData: { b: 'secret' } });
  const pod = object('v1', 'Pod', {
    metadata: { annotations: { a: 'secret' } },
    spec: { containers: [{ name: 'app', env: [{ name: 'A', value: 'secret' }] }] },
  });
  expect(JSON.stringify([slimOf(secret), slimOf(pod)])).not.toContain('secret');
  expect(slimOf(pod)['spec']).toEqual({ containers: [{ name: 'app' }] });
});

describe('a rollout', () => {
  it.each<[string, JsonObject, JsonObject, [number, number, number] | null]>([
    [
      'apps/v1 Deployment',
      { replicas: 3 },
      { updatedReplicas: 2, availableReplicas: 1, observedGeneration: 2 },
      [3, 2, 1],
    ],
    ['apps/v1 Deployment', {}, { updatedReplicas: 2, availableReplicas: 2, observedGeneration: 1 }, [1, 0, 2]],
    [
      'apps/v1 StatefulSet',
      { replicas: 2 },
      { currentRevision: 'a', updateRevision: 'a', replicas: 2, readyReplicas: 1 },
      [2, 2, 1],
    ],
    [
      'apps/v1 StatefulSet',
      { replicas: 2 },
      { currentRevision: 'a', updateRevision: 'b', replicas: 2, updatedReplicas: 1, readyReplicas: 2 },
      [2, 1, 2],
    ],
    ['apps/v1 DaemonSet', {}, { desiredNumberScheduled: 2, updatedNumberScheduled: 1, numberAvailable: 2 }, [2, 1, 2]],
    ['v1 ReplicationController', { replicas: 0 }, {}, [0, 0, 0]],
    ['v1 Service', {}, {}, null],
  ])('of a %s', (...row) => {
    const [name, spec, status, counts] = row;
    const [apiVersion = '', kind = ''] = name.split(' ');
    const [wanted, updated, available] = counts ?? [];
    const found = rolloutOf(object(apiVersion, kind, { metadata: { generation: 2 }, spec, status }));
    expect(found).toEqual(counts === null ? null : { wanted, updated, available });
  });
});

it('tells of a pod where it is and how its containers are', () => {
  const pod = object('v1', 'Pod', {
    spec: { nodeName: 'n1', initContainers: [{ name: 'init' }], containers: [{ name: 'app' }, { name: 'side' }] },
    status: {
      initContainerStatuses: [{ name: 'init', state: { terminated: { exitCode: 3 } } }],
      containerStatuses: [
        {
          ...{ name: 'app', ready: false, restartCount: 4 },
          state: { waiting: { reason: 'CrashLoopBackOff' } },
          lastState: { terminated: { exitCode: 1 } },
        },
      ],
    },
  });
  expect(podFactsOf(pod)).toEqual({
    host: 'n1',
    ready: 0,
    restarts: 4,
    containers: [
      { name: 'init', isInit: true, restarts: 0, state: 'ended with exit code 3', hasPrevious: false },
      { name: 'app', isInit: false, restarts: 4, state: 'CrashLoopBackOff', hasPrevious: true },
      { name: 'side', isInit: false, restarts: 0, state: 'not started yet', hasPrevious: false },
    ],
  });
  expect(podFactsOf(object('v1', 'Service'))).toBeNull();
});

it('reads events of old and new reporters, newest first', () => {
  const old = readEvent(
    object('v1', 'Event', {
      ...{ type: 'Warning', reason: 'BackOff', message: 'Back-off', count: 12, source: { component: 'kubelet' } },
      ...{ firstTimestamp: '2026-01-01T10:00:00Z', lastTimestamp: '2026-01-01T10:05:00Z', eventTime: null },
      involvedObject: { kind: 'Pod', name: 'web-a', namespace: 'shop', uid: 'u' },
    }),
  );
  expect(old).toMatchObject({ isWarning: true, count: 12, lastAt: '2026-01-01T10:05:00Z', by: 'kubelet' });
  expect(old.about).toEqual({ uid: 'u', kind: 'Pod', namespace: 'shop', name: 'web-a' });
  const recent = readEvent(
    object('v1', 'Event', {
      ...{ type: 'Normal', eventTime: '2026-01-01T10:06:00.1Z', reportingComponent: 'scheduler', firstTimestamp: null },
      series: { count: 3, lastObservedTime: '2026-01-01T10:07:00.1Z' },
    }),
  );
  expect(recent).toMatchObject({ isWarning: false, count: 3, lastAt: '2026-01-01T10:07:00.1Z', by: 'scheduler' });
  expect([old, recent].toSorted(byTime)).toEqual([recent, old]);
});
