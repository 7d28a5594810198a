import { KubernetesFault } from '../kubernetes-fault.ts';
import { type KubernetesObject, mapAt, nameOf } from '../objects/kubernetes-object.ts';
import { mostReplicas } from '../objects/read-values.ts';
import type { ScaleAmount } from './requests.ts';

/** Kinds with a number of replicas. */
const scalable = ['Deployment', 'ReplicationController', 'ReplicaSet', 'StatefulSet'];

/** True for an object with a number of replicas. */
export function isScalable({ kind }: KubernetesObject): boolean {
  return scalable.includes(kind);
}

/**
 * What kube_scale sets on an object of the server: the number wanted, not the one there happens to be (systems.md S4;
 * the old plugin had no bounds). @throws KubernetesFault
 */
export function scaledReplicas(object: KubernetesObject, amount: ScaleAmount): number {
  const { kind } = object;
  if (!isScalable(object))
    throw new KubernetesFault(`A ${kind} (${nameOf(object)}) has no replicas.`, `Scale a ${scalable.join(', ')}.`);
  if (amount.kind === 'absolute') return amount.replicas;
  const { replicas } = mapAt(object, 'spec');
  const current = typeof replicas === 'number' ? replicas : 1;
  const wanted = current + amount.by;
  if (wanted >= 0 && wanted <= mostReplicas) return wanted;
  throw new KubernetesFault(
    `The ${kind} ${nameOf(object)} has ${current} replicas; ${amount.by} more would make ${wanted}.`,
    `Ask for a number from 0 to ${mostReplicas}.`,
  );
}
