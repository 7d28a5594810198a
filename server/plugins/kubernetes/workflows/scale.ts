import type { Json } from '../../../../core/blueprint/json.ts';
import { keptObjectsOf } from '../../../../core/kubernetes/kept/kept-objects.ts';
import { KubernetesFault } from '../../../../core/kubernetes/kubernetes-fault.ts';
import {
  type KubernetesObject,
  mapAt,
  type ObjectIdentity,
} from '../../../../core/kubernetes/objects/kubernetes-object.ts';
import { textOf } from '../../../../core/kubernetes/objects/read-values.ts';
import { readScale } from '../../../../core/kubernetes/workflows/requests.ts';
import { scaledReplicas } from '../../../../core/kubernetes/workflows/scale.ts';
import type { NodeAndInstance, OperationContext } from '../../../../core/ports/operation.ts';
import type { ClusterClient } from '../client/cluster-client.ts';
import { nameObject } from '../objects/name-object.ts';
import { waitUntilReady } from '../objects/wait-until-ready.ts';
import type { KubernetesParts } from '../parts.ts';
import { decideOnce, forgetDecision } from './written-down.ts';

/**
 * Sets the number of pods of a microservice: of the object that has the name of its node's property `name` (systems.md
 * S4). Ends when they are ready; the number is the result.
 */
export async function kubeScale({ clusters }: KubernetesParts, context: OperationContext): Promise<Json> {
  const { node, amount } = readScale(context.inputs);
  const client = await clusters.of(context);
  const { identity, live } = await findScaled(context, client, node);
  const replicas = await decideOnce(context, async () => scaledReplicas(live, amount));
  const before = mapAt(live, 'spec')['replicas'];
  if (before !== replicas) {
    await client.scale(identity, replicas);
    context.log('info', `Scaled the ${nameObject(identity)} from ${String(before)} to ${replicas}.`);
  }
  await waitUntilReady(context, client, [identity]);
  await forgetDecision(context);
  return replicas;
}

interface Scaled {
  identity: ObjectIdentity;
  live: KubernetesObject;
}

/** Kinds that have a number of pods, in the order in which they are looked for by a name alone. */
const kinds = ['v1/ReplicationController', 'apps/v1/Deployment', 'apps/v1/StatefulSet', 'apps/v1/ReplicaSet'];

/** Among what the node has made; else what has the name in the cluster, as the old plugin looked for it. */
async function findScaled(context: OperationContext, client: ClusterClient, node: string): Promise<Scaled> {
  const [first] = await context.instancesOf(node);
  if (first === undefined) throw new KubernetesFault(`The node "${node}" has no instance.`, 'Install it first.');
  const name = textOf(first.node.properties, 'name');
  for (const identity of [...madeBy(first, name), ...namedSo(client, name)]) {
    const live = await client.get(identity);
    if (live !== null) return { identity, live };
  }
  throw new KubernetesFault(
    `The node "${node}" has nothing on the cluster that could be scaled: no ${kinds.map(kindOf).join(', ')} "${name}".`,
    'Install it first, or give its property "name" the name of the object.',
  );
}

/** The one of the name comes first; one of another name counts when it is the only one that can be scaled. */
function madeBy({ instance }: NodeAndInstance, name: string): ObjectIdentity[] {
  const made = keptObjectsOf(instance.runtimeProperties).map(({ identity }) => identity);
  const scalable = made.filter(({ kind }) => kinds.map(kindOf).includes(kind));
  const ofName = scalable.filter((identity) => identity.name === name);
  return ofName.length > 0 || scalable.length > 1 ? ofName : scalable;
}

function namedSo({ namespace }: ClusterClient, name: string): ObjectIdentity[] {
  if (name === '') return [];
  return kinds.map((path) => ({
    ...{ apiVersion: path.slice(0, path.lastIndexOf('/')), kind: kindOf(path), namespace, name },
  }));
}

function kindOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}
