import type { JsonObject } from '../../../../../core/blueprint/json.ts';
import { isJsonObject } from '../../../../../core/blueprint/json-object.ts';
import { resourceNamed } from '../../../../../core/kubernetes/api/choose-resource.ts';
import {
  type KubernetesObject,
  listAt,
  mapAt,
  nameOf,
} from '../../../../../core/kubernetes/objects/kubernetes-object.ts';
import { statusOf } from '../../../../../core/kubernetes/status/status-of.ts';
import type { ClusterClient } from '../../client/cluster-client.ts';
import { ClusterFault } from '../../client/cluster-fault.ts';
import { selectorText } from './selector-text.ts';

/** How the pods of the newest template fare. */
export interface NewPods {
  /** What waiting does not mend, such as an image that cannot be had; null: nothing. */
  failure: string | null;
  /** What is waited for; null: nothing, or nobody knows. */
  waiting: string | null;
}

/** What a kubelet says only after several attempts. One attempt that failed may be followed by one that does not. */
const final = [
  'ImagePullBackOff',
  'InvalidImageName',
  'ErrImageNeverPull',
  'CreateContainerConfigError',
  'CrashLoopBackOff',
];
/** A program that waits for another one to come up may end a few times at first. */
const mostRestarts = 3;

/** Looks at the pods that a workload has made of its newest template. An account that may not list them learns nothing. */
export async function newPodsOf(client: ClusterClient, workload: KubernetesObject): Promise<NewPods> {
  try {
    const pods = (await podsOf(client, workload)).map((pod) => ({ pod, status: statusOf(pod) }));
    const told = pods.flatMap(({ pod, status }) =>
      status.state === 'ready' ? [] : [{ pod, text: `pod ${nameOf(pod)}: ${status.reason}` }],
    );
    const failure = told.find(({ pod }) => statusOf(pod).state === 'failed' || containersOf(pod).some(isHopeless));
    return { failure: failure?.text ?? null, waiting: told[0]?.text ?? null };
  } catch (error) {
    if (error instanceof ClusterFault && error.reason === 'forbidden') return { failure: null, waiting: null };
    throw error;
  }
}

function containersOf(pod: KubernetesObject): JsonObject[] {
  const status = mapAt(pod, 'status');
  return [...listAt(status, 'initContainerStatuses'), ...listAt(status, 'containerStatuses')].filter(isJsonObject);
}

function isHopeless(container: JsonObject): boolean {
  const reason = String(mapAt(mapAt(container, 'state'), 'waiting')['reason'] ?? '');
  if (!final.includes(reason)) return false;
  return reason !== 'CrashLoopBackOff' || Number(container['restartCount'] ?? 0) >= mostRestarts;
}

async function podsOf(client: ClusterClient, workload: KubernetesObject): Promise<KubernetesObject[]> {
  const label = await templateLabel(client, workload);
  if (label === null) return [];
  const selector = [selectorText(mapAt(mapAt(workload, 'spec'), 'selector')), label].filter((part) => part !== '');
  return await listed(client, 'pods', { workload, labelSelector: selector.join(',') });
}

/** The label by which pods of the newest template are told from older ones; null: there is none yet. */
async function templateLabel(client: ClusterClient, workload: KubernetesObject): Promise<string | null> {
  const { kind, metadata } = workload;
  const annotations = mapAt(metadata, 'annotations');
  if (kind === 'StatefulSet') return labelOf('controller-revision-hash', mapAt(workload, 'status')['updateRevision']);
  if (kind === 'DaemonSet')
    return labelOf('pod-template-generation', annotations['deprecated.daemonset.template.generation']);
  const labelSelector = selectorText(mapAt(mapAt(workload, 'spec'), 'selector'));
  const sets = await listed(client, 'replicasets.apps', { workload, labelSelector });
  const revision = annotations['deployment.kubernetes.io/revision'];
  const newest = sets.find(
    (set) =>
      isOwnedBy(set, metadata['uid']) &&
      mapAt(set.metadata, 'annotations')['deployment.kubernetes.io/revision'] === revision,
  );
  return labelOf('pod-template-hash', mapAt(newest?.metadata ?? {}, 'labels')['pod-template-hash']);
}

function labelOf(name: string, value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? `${name}=${value}` : null;
}

function isOwnedBy(object: KubernetesObject, uid: unknown): boolean {
  return listAt(object.metadata, 'ownerReferences').some((owner) => isJsonObject(owner) && owner['uid'] === uid);
}

async function listed(
  client: ClusterClient,
  name: string,
  { workload, labelSelector }: { workload: KubernetesObject; labelSelector: string },
): Promise<KubernetesObject[]> {
  const { namespace } = workload.metadata;
  const resource = resourceNamed(name, await client.resources());
  const where = typeof namespace === 'string' ? namespace : null;
  const { items } = await client.list(resource, { namespace: where, labelSelector });
  // A list leaves out of its items what they are.
  return items.map((item) => ({ ...item, apiVersion: resource.apiVersion, kind: resource.kind }));
}
