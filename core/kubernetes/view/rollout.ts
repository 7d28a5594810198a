import { isJsonObject } from '../../blueprint/json-object.ts';
import { groupOfKind } from '../api/kind-to-read.ts';
import { type KubernetesObject, mapAt } from '../objects/kubernetes-object.ts';
import { countAt } from '../status/conditions.ts';

/** How far the pods of a controller are: so many of `wanted` are of its newest form, and so many serve. */
export interface Rollout {
  wanted: number;
  updated: number;
  available: number;
}

/** The rollout of a Deployment, StatefulSet, DaemonSet, ReplicaSet or ReplicationController; null for all other kinds. */
export function rolloutOf(object: KubernetesObject): Rollout | null {
  const status = mapAt(object, 'status');
  // Counts of an older form say nothing about the newest.
  const seen = countAt(status, 'observedGeneration');
  const { generation } = object.metadata;
  const isStale = typeof generation === 'number' && seen > 0 && seen < generation;
  const at = (key: string): number => countAt(status, key);
  const name = `${groupOfKind(object)}/${object.kind}`;
  switch (name) {
    case 'apps/Deployment':
      return {
        wanted: wantedOf(object),
        updated: isStale ? 0 : at('updatedReplicas'),
        available: at('availableReplicas'),
      };
    case 'apps/StatefulSet':
      return { wanted: wantedOf(object), updated: isStale ? 0 : updatedOf(object), available: at('readyReplicas') };
    case 'apps/DaemonSet':
      return {
        wanted: at('desiredNumberScheduled'),
        updated: isStale ? 0 : at('updatedNumberScheduled'),
        available: at('numberAvailable'),
      };
    case 'apps/ReplicaSet':
    case '/ReplicationController':
      return { wanted: wantedOf(object), updated: at('replicas'), available: at('readyReplicas') };
    default:
      return null;
  }
}

/** Servers leave `updatedReplicas` out once all pods are of one revision. */
function updatedOf(object: KubernetesObject): number {
  const status = mapAt(object, 'status');
  const { currentRevision, updateRevision } = status;
  return currentRevision === updateRevision ? countAt(status, 'replicas') : countAt(status, 'updatedReplicas');
}

function wantedOf(object: KubernetesObject): number {
  const { spec } = object;
  const replicas = isJsonObject(spec) ? spec['replicas'] : undefined;
  return typeof replicas === 'number' ? replicas : 1;
}
