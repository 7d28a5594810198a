import type { ApiResource } from '../../../../core/kubernetes/api/api-resource.ts';
import { groupOf } from '../../../../core/kubernetes/api/api-resource.ts';
import {
  type KubernetesObject,
  listAt,
  type ObjectIdentity,
} from '../../../../core/kubernetes/objects/kubernetes-object.ts';
import { type OperationContext, OperationRetry } from '../../../../core/ports/operation.ts';
import type { ClusterClient } from '../client/cluster-client.ts';
import { nameObject } from './name-object.ts';
import { pollWhile } from './poll.ts';

/** What is taken away from a cluster. */
export interface RemoveRequest {
  client: ClusterClient;
  /** In the order in which they were made; the last one goes first. */
  identities: readonly ObjectIdentity[];
  /** Only such objects are taken away: the name alone may be somebody else's by now. */
  isOurs(live: KubernetesObject, identity: ObjectIdentity): boolean;
  gracePeriodSeconds?: number;
  /** Told before another attempt is asked for: only these have to be looked at then. In the order of `identities`. */
  keep?(left: readonly ObjectIdentity[]): Promise<void>;
}

interface Going {
  identity: ObjectIdentity;
  live: KubernetesObject;
}

/**
 * Deletes objects with all that depends on them, and waits until they are gone. What is gone already is well, what
 * belongs to somebody else stays. May be begun anew at any time.
 *
 * @throws OperationRetry while some are still there, saying what holds them.
 */
export async function removeObjects(context: OperationContext, request: RemoveRequest): Promise<void> {
  const served = await request.client.resources();
  const going: Going[] = [];
  for (const identity of request.identities.toReversed()) {
    const known = servedIdentity(identity, served);
    const live = known === null ? null : await removeOne(context, known, request);
    if (known !== null && live !== null) going.push({ identity: known, live });
  }
  let left: readonly Going[] = going;
  await pollWhile({ context, client: request.client }, async () => {
    left = await stillThere(left, request);
    return left.length === 0 ? null : left;
  });
  const [first] = left;
  if (first === undefined) return;
  await request.keep?.(left.map(({ identity }) => identity).toReversed());
  throw new OperationRetry(wordsFor(first));
}

/** What is going; null: nothing is there to take away. */
async function removeOne(
  context: OperationContext,
  identity: ObjectIdentity,
  request: RemoveRequest,
): Promise<KubernetesObject | null> {
  const { client, isOurs, gracePeriodSeconds } = request;
  const live = await client.get(identity);
  if (live === null) return null;
  if (!isOurs(live, identity)) {
    context.log('warning', `The ${nameObject(identity)} stays: it is not the one that was made here.`);
    return null;
  }
  if (live.metadata['deletionTimestamp'] !== undefined) return live;
  const grace = gracePeriodSeconds === undefined ? {} : { gracePeriodSeconds };
  await client.remove(identity, { propagationPolicy: 'Foreground', ...grace });
  context.log('info', `Deleted the ${nameObject(identity)}.`);
  return live;
}

/** One that is gone is not asked for again. */
async function stillThere(going: readonly Going[], { client, isOurs }: RemoveRequest): Promise<Going[]> {
  const left: Going[] = [];
  for (const { identity } of going) {
    const live = await client.get(identity);
    if (live !== null && isOurs(live, identity)) left.push({ identity, live });
  }
  return left;
}

function wordsFor({ identity, live }: Going): string {
  const held = listAt(live.metadata, 'finalizers').filter((finalizer) => finalizer !== 'foregroundDeletion');
  const reason = held.length > 0 ? `: ${held.join(', ')} must let it go first` : ', with what belongs to it';
  return `The ${nameObject(identity)} is still being deleted${reason}.`;
}

/** In a version that the server still serves; null: the kind is gone, and its objects with it. */
function servedIdentity(identity: ObjectIdentity, served: readonly ApiResource[]): ObjectIdentity | null {
  const sameKind = served.filter(({ kind }) => kind === identity.kind);
  const found =
    sameKind.find(({ apiVersion }) => apiVersion === identity.apiVersion) ??
    sameKind.find(({ apiVersion }) => groupOf(apiVersion) === groupOf(identity.apiVersion));
  return found === undefined ? null : { ...identity, apiVersion: found.apiVersion };
}
