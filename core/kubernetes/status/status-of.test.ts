import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../blueprint/json.ts';
import { statusOf } from './status-of.ts';

/** `kind` with its apiVersion; the rest of the object. */
function of(apiVersion: string, kind: string, { metadata = {}, ...rest }: JsonObject & { metadata?: JsonObject }) {
  return statusOf({ apiVersion, kind, metadata: { name: 'web', ...metadata }, ...rest });
}

function said(status: ReturnType<typeof statusOf>): string {
  return status.state === 'ready' ? 'ready' : `${status.state}: ${status.reason}`;
}

/** `says`: the reason and the message. */
function condition(type: string, status: string, says = ''): JsonObject {
  const [reason = '', message = ''] = says.split(': ');
  return { conditions: [{ type, status, reason, message }] };
}

const spec = { replicas: 3 };

describe('the status of an object', () => {
  it.each<[status: JsonObject, says: string]>([
    [{}, 'waiting: 0 of 3 pods are of the new version'],
    [{ replicas: 4, updatedReplicas: 2 }, 'waiting: 2 of 3 pods are of the new version'],
    [{ replicas: 4, updatedReplicas: 3 }, 'waiting: pods of the old version are still there: 1'],
    [{ replicas: 3, updatedReplicas: 3, availableReplicas: 1 }, 'waiting: 1 of 3 pods are available'],
    [{ replicas: 3, updatedReplicas: 3, availableReplicas: 3 }, 'ready'],
    [
      condition('Progressing', 'False', 'ProgressDeadlineExceeded: has timed out'),
      'failed: ProgressDeadlineExceeded: has timed out',
    ],
    [
      condition('ReplicaFailure', 'True', 'FailedCreate: exceeded quota'),
      'waiting: 0 of 3 pods are of the new version: FailedCreate: exceeded quota',
    ],
  ])('of a Deployment: %j', (status, says) => {
    expect(said(of('apps/v1', 'Deployment', { spec, status }))).toBe(says);
    expect(said(of('extensions/v1beta1', 'Deployment', { spec, status }))).toBe(says);
  });

  it.each(['v1/ReplicationController', 'apps/v1/ReplicaSet'])('of a %s', (name) => {
    const at = name.lastIndexOf('/');
    const status = (value: JsonObject) => said(of(name.slice(0, at), name.slice(at + 1), { spec, status: value }));
    expect(status({ replicas: 3 })).toBe('waiting: 0 of 3 pods are ready');
    expect(status({ replicas: 3, readyReplicas: 3 })).toBe('ready');
    expect(status(condition('ReplicaFailure', 'True', 'FailedCreate'))).toMatch(/ready: FailedCreate$/);
  });

  it.each<[JsonObject, string]>([
    [{ spec, status: { readyReplicas: 2 } }, 'waiting: 2 of 3 pods are ready'],
    [
      { spec, status: { readyReplicas: 3, currentRevision: 'a', updateRevision: 'b', updatedReplicas: 1 } },
      'waiting: 1 of 3 pods are of the new version',
    ],
    [{ spec, status: { readyReplicas: 3, currentRevision: 'b', updateRevision: 'b' } }, 'ready'],
    [
      {
        spec: { ...spec, updateStrategy: { type: 'RollingUpdate', rollingUpdate: { partition: 2 } } },
        status: { readyReplicas: 3, currentRevision: 'a', updateRevision: 'b', updatedReplicas: 1 },
      },
      'ready',
    ],
    [
      {
        spec: { ...spec, updateStrategy: { type: 'OnDelete' } },
        status: { readyReplicas: 3, currentRevision: 'a', updateRevision: 'b' },
      },
      'ready',
    ],
  ])('of a StatefulSet: %#', (object, says) => {
    expect(said(of('apps/v1', 'StatefulSet', object))).toBe(says);
  });

  it.each<[JsonObject, string]>([
    [{}, 'waiting: it was not looked at yet'],
    [{ desiredNumberScheduled: 0 }, 'ready'],
    [{ desiredNumberScheduled: 2, updatedNumberScheduled: 1 }, 'waiting: 1 of 2 pods are of the new version'],
    [
      { desiredNumberScheduled: 2, updatedNumberScheduled: 2, numberAvailable: 1 },
      'waiting: 1 of 2 pods are available',
    ],
    [{ desiredNumberScheduled: 2, updatedNumberScheduled: 2, numberAvailable: 2 }, 'ready'],
  ])('of a DaemonSet: %j', (status, says) => {
    expect(said(of('apps/v1', 'DaemonSet', { status }))).toBe(says);
  });

  it.each<[JsonObject, string]>([
    [{}, 'waiting: it was not looked at yet'],
    [{ phase: 'Pending' }, 'waiting: it is Pending'],
    [
      { phase: 'Pending', ...condition('PodScheduled', 'False', 'Unschedulable: 0/2 nodes') },
      'waiting: Unschedulable: 0/2 nodes',
    ],
    [
      {
        phase: 'Pending',
        containerStatuses: [
          { name: 'app', state: { waiting: { reason: 'ImagePullBackOff', message: 'no such image' } } },
          { name: 'side', state: { waiting: { reason: 'ContainerCreating' } } },
        ],
      },
      'waiting: app: ImagePullBackOff, no such image',
    ],
    [{ phase: 'Running' }, 'ready'],
    [{ phase: 'Running', ...condition('Ready', 'True') }, 'ready'],
    [
      { phase: 'Running', ...condition('Ready', 'False', 'ContainersNotReady: app') },
      'waiting: ContainersNotReady: app',
    ],
    [{ phase: 'Succeeded' }, 'ready'],
    [{ phase: 'Unknown' }, 'waiting: it is Unknown'],
    [{ phase: 'Failed', reason: 'Evicted', message: 'disk' }, 'failed: Evicted: disk'],
    [
      { phase: 'Failed', containerStatuses: [{ name: 'app', state: { terminated: { exitCode: 3 } } }] },
      'failed: app ended with exit code 3',
    ],
    [{ phase: 'Failed' }, 'failed: the pod web has failed'],
  ])('of a Pod: %j', (status, says) => {
    expect(said(of('v1', 'Pod', { status }))).toBe(says);
  });

  it.each<[JsonObject, string]>([
    [{}, 'waiting: 0 of 1 pods have succeeded'],
    [{ succeeded: 0, failed: 2 }, 'waiting: 0 of 1 pods have succeeded, 2 failed'],
    [condition('Complete', 'True'), 'ready'],
    [condition('Suspended', 'True'), 'waiting: it is suspended'],
    [condition('Failed', 'True', 'BackoffLimitExceeded: too often'), 'failed: BackoffLimitExceeded: too often'],
  ])('of a Job: %j', (status, says) => {
    expect(said(of('batch/v1', 'Job', { status }))).toBe(says);
  });

  it.each<[apiVersion: string, kind: string, object: JsonObject, says: string]>([
    ['v1', 'Service', { spec: { type: 'ClusterIP' }, status: { loadBalancer: {} } }, 'ready'],
    ['v1', 'Service', { spec: { type: 'LoadBalancer' }, status: {} }, 'waiting: it has no address yet'],
    ['v1', 'Service', { spec: { type: 'LoadBalancer' }, status: { loadBalancer: { ingress: [{}] } } }, 'ready'],
    ['networking.k8s.io/v1', 'Ingress', { status: {} }, 'waiting: it has no address yet'],
    ['v1', 'PersistentVolumeClaim', { status: { phase: 'Pending' } }, 'ready'],
    ['v1', 'PersistentVolumeClaim', { status: { phase: 'Lost' } }, 'failed: it is Lost'],
    ['v1', 'PersistentVolume', { status: { phase: 'Available' } }, 'ready'],
    ['v1', 'PersistentVolume', { status: { phase: 'Released' } }, 'waiting: it is Released'],
    ['v1', 'PersistentVolume', { status: { phase: 'Failed', message: 'disk' } }, 'failed: it is Failed: disk'],
    ['v1', 'Namespace', { status: { phase: 'Active' } }, 'ready'],
    ['v1', 'Namespace', { status: { phase: 'Terminating' } }, 'waiting: it is Terminating'],
    ['v1', 'Node', { status: {} }, 'waiting: its kubelet has not reported yet'],
    [
      'v1',
      'Node',
      { status: condition('Ready', 'False', 'KubeletNotReady: no CNI') },
      'waiting: KubeletNotReady: no CNI',
    ],
    ['v1', 'Node', { status: condition('Ready', 'True') }, 'ready'],
    ['v1', 'ConfigMap', { data: {} }, 'ready'],
    ['apiextensions.k8s.io/v1', 'CustomResourceDefinition', { status: {} }, 'waiting: its kind is not served yet'],
    ['apiextensions.k8s.io/v1', 'CustomResourceDefinition', { status: condition('Established', 'True') }, 'ready'],
    ['example.org/v1', 'Thing', {}, 'ready'],
    ['example.org/v1', 'Thing', { status: condition('Ready', 'False', 'Busy') }, 'waiting: Busy'],
    ['example.org/v1', 'Thing', { status: condition('Ready', 'True') }, 'ready'],
    ['example.org/v1', 'Thing', { status: condition('Stalled', 'True', 'Broken') }, 'failed: Broken'],
    ['example.org/v1', 'Thing', { status: condition('Reconciling', 'True') }, 'waiting: Reconciling'],
    ['example.org/v1', 'Deployment', { status: { phase: 'x' } }, 'ready'],
  ])('of a %s %s: %j', (...row) => {
    const [apiVersion, kind, object, says] = row;
    expect(said(of(apiVersion, kind, object))).toBe(says);
  });

  it('is not that of its former self, nor of one that is going', () => {
    const status = { phase: 'Running', observedGeneration: 1 };
    expect(said(of('v1', 'Pod', { metadata: { generation: 2 }, status }))).toBe(
      'waiting: its newest form was not looked at yet',
    );
    expect(said(of('v1', 'Pod', { metadata: { generation: 1 }, status }))).toBe('ready');
    expect(said(of('v1', 'Pod', { metadata: { deletionTimestamp: 'now' }, status }))).toBe(
      'waiting: it is being deleted',
    );
  });
});
