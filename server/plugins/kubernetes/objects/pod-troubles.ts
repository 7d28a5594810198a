import type { JsonObject } from '../../../../core/blueprint/json.ts';
import { isJsonObject } from '../../../../core/blueprint/json-object.ts';
import {
  identityOf,
  type KubernetesObject,
  listAt,
  mapAt,
  nameOf,
} from '../../../../core/kubernetes/objects/kubernetes-object.ts';
import { statusOf } from '../../../../core/kubernetes/status/status-of.ts';
import type { ClusterClient } from '../client/cluster-client.ts';

/** More pods than these say the same again. */
const mostPods = 2;
/** Milliseconds. */
const patienceWithLogs = 3_000;

/** What keeps the pods of an object from running: which pod, why, and its last words. Empty when nothing is known. */
export async function podTroubles(client: ClusterClient, object: KubernetesObject): Promise<string> {
  const pods = object.kind === 'Pod' ? [object] : await podsOf(client, object);
  const troubles: string[] = [];
  for (const pod of pods) {
    const status = statusOf(pod);
    if (status.state === 'ready' || troubles.length === mostPods) continue;
    const words = await lastWords(client, pod);
    const said = words === null ? '' : ` Its last line: ${words}`;
    // The reason of a pod itself is known already.
    if (object.kind !== 'Pod') troubles.push(`pod ${nameOf(pod)}: ${status.reason}.${said}`);
    else if (said !== '') troubles.push(said.trim());
  }
  return troubles.join('; ');
}

async function podsOf(client: ClusterClient, object: KubernetesObject): Promise<KubernetesObject[]> {
  const labelSelector = selectorOf(object);
  const { namespace } = object.metadata;
  const resource = (await client.resources()).find(({ kind, apiVersion }) => kind === 'Pod' && apiVersion === 'v1');
  if (labelSelector === null || resource === undefined || typeof namespace !== 'string') return [];
  const { items } = await client.list(resource, { namespace, labelSelector });
  // A list leaves out of its items what they are.
  return items.map((item) => ({ ...item, apiVersion: 'v1', kind: 'Pod' }));
}

const workloads = ['ReplicationController', 'Deployment', 'ReplicaSet', 'StatefulSet', 'DaemonSet', 'Job'];

function selectorOf(object: KubernetesObject): string | null {
  if (!workloads.includes(object.kind)) return null;
  const selector = mapAt(mapAt(object, 'spec'), 'selector');
  const labels = object.kind === 'ReplicationController' ? selector : mapAt(selector, 'matchLabels');
  const terms = Object.entries(labels).map(([key, value]) => `${key}=${String(value)}`);
  return terms.length === 0 ? null : terms.join(',');
}

/** The last line of a container that does not stay up; null when there is none, or when the server does not give it. */
async function lastWords(client: ClusterClient, pod: KubernetesObject): Promise<string | null> {
  const failing = listAt(mapAt(pod, 'status'), 'containerStatuses').filter(isJsonObject).find(hasEnded);
  if (failing === undefined) return null;
  const isRestarted = mapAt(mapAt(failing, 'state'), 'terminated')['exitCode'] === undefined;
  const query = { container: String(failing['name']), tailLines: 1, previous: isRestarted };
  let last: string | null = null;
  try {
    const signal = AbortSignal.timeout(patienceWithLogs);
    for await (const line of client.logs(identityOf(pod), { ...query, signal })) last = line.trim() || last;
  } catch {
    // Its logs may be gone, or its node does not answer: the reason is told without them.
    return last;
  }
  return last;
}

function hasEnded(container: JsonObject): boolean {
  return ['state', 'lastState'].some((key) => mapAt(mapAt(container, key), 'terminated')['exitCode'] !== undefined);
}
