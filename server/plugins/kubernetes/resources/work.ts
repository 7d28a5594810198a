import type { KubernetesObject, ObjectIdentity } from '../../../../core/kubernetes/objects/kubernetes-object.ts';
import { NonRecoverableError, type OperationContext } from '../../../../core/ports/operation.ts';
import type { ClusterClient } from '../client/cluster-client.ts';
import { ClusterFault, operationErrorOf } from '../client/cluster-fault.ts';
import type { KubernetesParts } from '../parts.ts';
import { Ledger } from './ledger.ts';
import { type ResourceSettings, selfOf, settingsOf } from './settings.ts';
import { Placement, type Source } from './wanted-objects.ts';

/** What an operation on a node's objects works with. */
export interface Work {
  parts: KubernetesParts;
  context: OperationContext;
  client: ClusterClient;
  settings: ResourceSettings;
  ledger: Ledger;
  placement: Placement;
  source: Source;
}

/** Signs in to the node's cluster. */
export async function openWork(parts: KubernetesParts, context: OperationContext, source: Source): Promise<Work> {
  const self = selfOf(context);
  const settings = settingsOf(self, context.inputs);
  const client = await parts.clusters.of(context);
  return {
    ...{ parts, context, client, settings, source },
    ledger: new Ledger(context, settings),
    placement: new Placement(client, settings, self.instance.id),
  };
}

/** As messages name an object: `Deployment shop/web`. */
export function titleOf({ kind, namespace, name }: ObjectIdentity): string {
  return `${kind} ${namespace === null ? '' : `${namespace}/`}${name}`;
}

/** Applies an object; what the server refuses for good is told with the way out. Throws errors of operations. */
export async function applyObject(
  { client, context, settings }: Work,
  object: KubernetesObject,
): Promise<KubernetesObject> {
  try {
    return await client.apply(object, { force: settings.force });
  } catch (error) {
    throw refusal(error, context);
  }
}

/** What an operation throws in place of what a server refused. */
export function refusal(error: unknown, context: OperationContext): unknown {
  const way = error instanceof ClusterFault ? wayOut(error, context) : null;
  return way === null ? operationErrorOf(error) : new NonRecoverableError(way);
}

function wayOut(fault: ClusterFault, context: OperationContext): string | null {
  if (fault.reason === 'immutable') {
    const { instance } = selfOf(context);
    return `${fault.detail} Such a field cannot be changed while the object exists: leave it as it is, or have the object made anew by reinstalling ${instance.id} (workflow "update" with reinstall_list, or "heal").`;
  }
  if (fault.reason === 'conflict') {
    return `${fault.detail} Leave these fields out of the definition, let the other one give them up, or run the operation with the input "force: true", which takes them over.`;
  }
  return null;
}
