import type { Json } from '../../../../core/blueprint/json.ts';
import { isJsonObject } from '../../../../core/blueprint/json-object.ts';
import {
  type KubernetesObject,
  mapAt,
  type ObjectIdentity,
} from '../../../../core/kubernetes/objects/kubernetes-object.ts';
import { readRemoval } from '../../../../core/kubernetes/workflows/requests.ts';
import { isScalable } from '../../../../core/kubernetes/workflows/scale.ts';
import { type OperationContext, OperationRetry } from '../../../../core/ports/operation.ts';
import type { ClusterClient } from '../client/cluster-client.ts';
import { nameObject } from '../objects/name-object.ts';
import { pollWhile } from '../objects/poll.ts';
import { removeObjects } from '../objects/remove-objects.ts';
import type { KubernetesParts } from '../parts.ts';
import { findNamed } from './find-named.ts';
import { decideOnce, forgetDecision } from './written-down.ts';

/** `kubectl delete`: one object, or all of a kind in the namespace. */
export async function kubeDelete({ clusters }: KubernetesParts, context: OperationContext): Promise<Json> {
  return await takeAway(context, await clusters.of(context));
}

/** `kubectl stop`: first the pods end in their own time, then what kept them goes. */
export async function kubeStop({ clusters }: KubernetesParts, context: OperationContext): Promise<Json> {
  const client = await clusters.of(context);
  for (const { identity } of await decided(context, client)) await endPods(context, client, identity);
  return await takeAway(context, client);
}

/** One of the objects that were there in the beginning; one that is made anew under its name is another. */
interface Doomed {
  identity: ObjectIdentity;
  uid: string;
}

async function takeAway(context: OperationContext, client: ClusterClient): Promise<Json> {
  const doomed = await decided(context, client);
  const uids = new Map(doomed.map(({ identity, uid }) => [nameObject(identity), uid]));
  await removeObjects(context, {
    client,
    identities: doomed.map(({ identity }) => identity),
    isOurs: (live, identity) => uidOf(live) === uids.get(nameObject(identity)),
  });
  await forgetDecision(context);
  return doomed.map(({ identity }) => nameObject(identity));
}

async function decided(context: OperationContext, client: ClusterClient): Promise<Doomed[]> {
  const written = await decideOnce(context, async () => {
    const found = await findNamed(client, readRemoval(context.inputs));
    return found.map(
      ({ identity: { apiVersion, kind, namespace, name }, live }): Json => ({
        ...{ apiVersion, kind, namespace, name, uid: uidOf(live) },
      }),
    );
  });
  return written.filter(isJsonObject).map(({ apiVersion, kind, namespace, name, uid }) => ({
    identity: {
      apiVersion: String(apiVersion),
      kind: String(kind),
      namespace: typeof namespace === 'string' ? namespace : null,
      name: String(name),
    },
    uid: String(uid),
  }));
}

async function endPods(context: OperationContext, client: ClusterClient, identity: ObjectIdentity): Promise<void> {
  const first = await client.get(identity);
  if (first === null || !isScalable(first) || first.metadata['deletionTimestamp'] !== undefined) return;
  if (wantedOf(first) !== 0) await client.scale(identity, 0);
  const left = await pollWhile({ context, client }, async () => {
    const live = await client.get(identity);
    const pods = live === null ? 0 : mapAt(live, 'status')['replicas'];
    return typeof pods === 'number' && pods > 0 ? pods : null;
  });
  if (left !== null) throw new OperationRetry(`Pods of the ${nameObject(identity)} still run: ${left}.`);
}

function wantedOf(object: KubernetesObject): unknown {
  return mapAt(object, 'spec')['replicas'];
}

function uidOf({ metadata }: KubernetesObject): string {
  return String(metadata['uid']);
}
