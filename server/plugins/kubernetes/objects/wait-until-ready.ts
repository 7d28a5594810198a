import type { KubernetesObject, ObjectIdentity } from '../../../../core/kubernetes/objects/kubernetes-object.ts';
import { statusOf } from '../../../../core/kubernetes/status/status-of.ts';
import {
  NonRecoverableError,
  type OperationContext,
  OperationRetry,
  RecoverableError,
} from '../../../../core/ports/operation.ts';
import type { ClusterClient } from '../client/cluster-client.ts';
import { nameObject } from './name-object.ts';
import { podTroubles } from './pod-troubles.ts';
import { pollWhile } from './poll.ts';

interface Unready {
  identity: ObjectIdentity;
  live: KubernetesObject;
  reason: string;
}

/**
 * Waits until all objects are ready.
 *
 * @throws OperationRetry while one is not, with what keeps it; NonRecoverableError when waiting longer helps no more;
 *   RecoverableError when one has gone.
 */
export async function waitUntilReady(
  context: OperationContext,
  client: ClusterClient,
  identities: readonly ObjectIdentity[],
): Promise<void> {
  const unready = await pollWhile({ context, client }, () => firstUnready(client, identities));
  if (unready === null) return;
  throw new OperationRetry(await wordsFor(client, unready, 'is not ready'));
}

async function firstUnready(client: ClusterClient, identities: readonly ObjectIdentity[]): Promise<Unready | null> {
  for (const identity of identities) {
    const live = await client.get(identity);
    if (live === null) throw new RecoverableError(`The ${nameObject(identity)} has gone: somebody has deleted it.`);
    const status = statusOf(live);
    if (status.state === 'ready') continue;
    const unready = { identity, live, reason: status.reason };
    if (status.state === 'waiting') return unready;
    throw new NonRecoverableError(await wordsFor(client, unready, 'has failed'));
  }
  return null;
}

async function wordsFor(client: ClusterClient, { identity, live, reason }: Unready, what: string): Promise<string> {
  const troubles = await podTroubles(client, live);
  const said = `The ${nameObject(identity)} ${what}: ${reason}`;
  return troubles === '' ? `${said}.` : `${said}; ${troubles}`;
}
