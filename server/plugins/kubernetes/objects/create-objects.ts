import { KubernetesFault } from '../../../../core/kubernetes/kubernetes-fault.ts';
import {
  type KubernetesObject,
  mapAt,
  type ObjectIdentity,
} from '../../../../core/kubernetes/objects/kubernetes-object.ts';
import { type OperationContext, OperationRetry } from '../../../../core/ports/operation.ts';
import type { ClusterClient } from '../client/cluster-client.ts';
import { hasMarks, type Marks, withMarks } from './marks.ts';
import { nameObject } from './name-object.ts';
import { isDefinedBy, type PlacedObject, placeObject, refuseDoubles } from './place-object.ts';

/** What is made on a cluster, and how it is known again. */
export interface CreateRequest {
  client: ClusterClient;
  /** In the order in which they are made. */
  objects: readonly KubernetesObject[];
  marks: Marks;
  /** From which names are made for objects that the server would name. */
  seed: string;
  /** The server checks them and keeps nothing. */
  dryRun?: boolean;
  /** Kept durably, just before the object is made. */
  keep?(identity: ObjectIdentity, applied: KubernetesObject): Promise<void>;
}

/**
 * Makes objects by server-side apply, one after the other. One that is there already must carry the marks: then an
 * earlier attempt made it, and it gets its newest form. An object of somebody else is never taken over. May be begun
 * anew at any time.
 *
 * @throws KubernetesFault for what cannot be made, OperationRetry while one of the same name is still being deleted.
 */
export async function createObjects(context: OperationContext, request: CreateRequest): Promise<ObjectIdentity[]> {
  const { client, objects, seed } = request;
  const served = await client.resources();
  const place = (object: KubernetesObject, index: number, known = served) =>
    placeObject(object, known, { namespace: client.namespace, seed: `${seed}/${index}` });
  // All are looked at before the first one is made, but for kinds that are not known before one of them is.
  const placed = objects.map((object, index) => (isDefinedBy(objects, object) ? null : place(object, index)));
  refuseDoubles(placed.flatMap((one) => one?.identity ?? []));
  const made: ObjectIdentity[] = [];
  for (const [index, object] of objects.entries()) {
    const one = placed[index] ?? place(object, index, await client.resources({ refresh: true }));
    await createObject(context, one, request);
    made.push(one.identity);
  }
  return made;
}

async function createObject(context: OperationContext, placed: PlacedObject, request: CreateRequest): Promise<void> {
  const { client, marks, dryRun = false, keep } = request;
  const { object, identity, movedFrom } = placed;
  const live = await client.get(identity);
  if (live !== null) refuseForeign(live, { identity, marks });
  const applied = withMarks(live === null ? object : withLiveReplicas(object, live), marks);
  await keep?.(identity, applied);
  const answer = await client.apply(applied, { dryRun });
  const moved = movedFrom === null ? '' : ` It was written for ${movedFrom} and made as ${identity.apiVersion}.`;
  const isSame = live !== null && live.metadata['resourceVersion'] === answer.metadata['resourceVersion'];
  if (isSame) return;
  const done = dryRun ? 'The server would take' : live === null ? 'Made' : 'Changed';
  context.log('info', `${done} the ${nameObject(identity)}.${moved}`);
}

function refuseForeign(live: KubernetesObject, { identity, marks }: { identity: ObjectIdentity; marks: Marks }): void {
  if (live.metadata['deletionTimestamp'] !== undefined)
    throw new OperationRetry(`The ${nameObject(identity)} of before is still being deleted.`);
  if (hasMarks(live, marks)) return;
  throw new KubernetesFault(
    `There is already a ${nameObject(identity)}, which was not made by this node${ownerOf(live)}.`,
    'Delete it, or give this one another name or namespace.',
  );
}

function ownerOf({ metadata }: KubernetesObject): string {
  const instance = mapAt(metadata, 'annotations')['gantry.dev/node-instance'];
  return typeof instance === 'string' ? `: it belongs to the node instance ${instance}` : '';
}

/** What `kube_scale` or a person has set stays: a node that is started anew changes no numbers of pods. */
function withLiveReplicas(object: KubernetesObject, live: KubernetesObject): KubernetesObject {
  const { replicas } = mapAt(live, 'spec');
  const spec = mapAt(object, 'spec');
  if (typeof replicas !== 'number' || spec['replicas'] === undefined) return object;
  return { ...object, spec: { ...spec, replicas } };
}
