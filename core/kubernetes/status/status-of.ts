import { groupOf } from '../api/api-resource.ts';
import { type KubernetesObject, mapAt } from '../objects/kubernetes-object.ts';
import { type ObjectStatus, ready, waiting } from './object-status.ts';
import {
  addressStatus,
  claimStatus,
  customStatus,
  definitionStatus,
  namespaceStatus,
  nodeStatus,
  serviceStatus,
  volumeStatus,
} from './other-kinds.ts';
import { podStatus } from './pods.ts';
import { daemonSetStatus, deploymentStatus, jobStatus, replicaStatus, statefulSetStatus } from './workloads.ts';

type Check = (object: KubernetesObject) => ObjectStatus;

/** By group and kind. */
const checks: ReadonlyMap<string, Check> = new Map([
  ['/Pod', podStatus],
  ['/ReplicationController', replicaStatus],
  ['/Service', serviceStatus],
  ['/PersistentVolumeClaim', claimStatus],
  ['/PersistentVolume', volumeStatus],
  ['/Namespace', namespaceStatus],
  ['/Node', nodeStatus],
  ['apps/Deployment', deploymentStatus],
  ['apps/ReplicaSet', replicaStatus],
  ['apps/StatefulSet', statefulSetStatus],
  ['apps/DaemonSet', daemonSetStatus],
  ['batch/Job', jobStatus],
  ['networking.k8s.io/Ingress', addressStatus],
  ['apiextensions.k8s.io/CustomResourceDefinition', definitionStatus],
]);

/** Kinds of the old group that are in others by now. */
const successors: Readonly<Record<string, string>> = {
  Deployment: 'apps/Deployment',
  ReplicaSet: 'apps/ReplicaSet',
  DaemonSet: 'apps/DaemonSet',
  Ingress: 'networking.k8s.io/Ingress',
};

/**
 * How far an object of the server has come, as its kind is looked at (runtime.md H.4, `validate_resource_status`). An
 * object that is being deleted, or whose newest form its controller has not seen, is waited for.
 */
export function statusOf(object: KubernetesObject): ObjectStatus {
  const { metadata, kind, apiVersion } = object;
  if (metadata['deletionTimestamp'] !== undefined) return waiting('it is being deleted');
  const { generation } = metadata;
  const { observedGeneration } = mapAt(object, 'status');
  const isStale =
    typeof generation === 'number' && typeof observedGeneration === 'number' && observedGeneration < generation;
  if (isStale) return waiting('its newest form was not looked at yet');
  const group = groupOf(apiVersion);
  const name = group === 'extensions' ? (successors[kind] ?? '') : `${group}/${kind}`;
  const check = checks.get(name);
  if (check !== undefined) return check(object);
  return Object.hasOwn(object, 'status') ? customStatus(object) : ready;
}
