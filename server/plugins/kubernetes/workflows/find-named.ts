import { resourceNamed } from '../../../../core/kubernetes/api/choose-resource.ts';
import { KubernetesFault } from '../../../../core/kubernetes/kubernetes-fault.ts';
import type { KubernetesObject, ObjectIdentity } from '../../../../core/kubernetes/objects/kubernetes-object.ts';
import type { ClusterClient } from '../client/cluster-client.ts';
import { nameObject } from '../objects/name-object.ts';

/** The objects that people name as for kubectl, all of a kind when `name` is null. @throws KubernetesFault */
export async function findNamed(
  client: ClusterClient,
  { resource: kindName, name }: { resource: string; name: string | null },
): Promise<{ identity: ObjectIdentity; live: KubernetesObject }[]> {
  const { apiVersion, kind, namespaced, ...rest } = resourceNamed(kindName, await client.resources());
  const namespace = namespaced ? client.namespace : null;
  if (name !== null) {
    const identity = { apiVersion, kind, namespace, name };
    const live = await client.get(identity);
    if (live !== null) return [{ identity, live }];
    throw new KubernetesFault(`There is no ${nameObject(identity)}.`, 'Check its name and the namespace.');
  }
  const { items } = await client.list({ apiVersion, kind, namespaced, ...rest }, { namespace });
  return items.map((item) => ({
    identity: { apiVersion, kind, namespace, name: String(item.metadata['name']) },
    live: { ...item, apiVersion, kind },
  }));
}
