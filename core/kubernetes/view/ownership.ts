import type { JsonObject } from '../../blueprint/json.ts';
import { isJsonObject } from '../../blueprint/json-object.ts';
import { groupOfKind, type KindOfObject } from '../api/kind-to-read.ts';
import { type KubernetesObject, listAt, mapAt } from '../objects/kubernetes-object.ts';
import { textAt } from '../status/conditions.ts';

const pods: KindOfObject = { apiVersion: 'v1', kind: 'Pod' };
const sets: KindOfObject = { apiVersion: 'apps/v1', kind: 'ReplicaSet' };
const jobs: KindOfObject = { apiVersion: 'batch/v1', kind: 'Job' };

/** What controllers make below an object, by its kind. */
const below: ReadonlyMap<string, readonly KindOfObject[]> = new Map([
  ['apps/Deployment', [sets, pods]],
  ['apps/ReplicaSet', [pods]],
  ['apps/StatefulSet', [pods]],
  ['apps/DaemonSet', [pods]],
  ['/ReplicationController', [pods]],
  ['batch/Job', [pods]],
  ['batch/CronJob', [jobs, pods]],
]);

/** The kinds of objects that controllers make below one of this kind; empty for those that have none. */
export function kindsBelow(kind: KindOfObject): readonly KindOfObject[] {
  return below.get(`${groupOfKind(kind)}/${kind.kind}`) ?? [];
}

/** The server's own name of an object; empty when it has none. */
export function uidOf({ metadata }: KubernetesObject): string {
  return textAt(metadata, 'uid');
}

/** The uids of the objects that an object belongs to, its controller first. */
export function ownersOf({ metadata }: KubernetesObject): string[] {
  const owners = listAt(metadata, 'ownerReferences').filter(isJsonObject);
  return owners
    .toSorted((left, right) => Number(right['controller'] === true) - Number(left['controller'] === true))
    .map((owner) => textAt(owner, 'uid'))
    .filter((uid) => uid !== '');
}

const kept = ['name', 'namespace', 'uid', 'generation', 'creationTimestamp', 'deletionTimestamp', 'ownerReferences'];

/**
 * What the console needs of an object: its names, its owners, and what its status is told by. Values, as of Secrets and
 * ConfigMaps, are not in it.
 */
export function slimOf(object: KubernetesObject): KubernetesObject {
  const { apiVersion, kind, metadata } = object;
  const own = Object.fromEntries(Object.entries(metadata).filter(([key]) => kept.includes(key)));
  const status = Object.hasOwn(object, 'status') ? { status: mapAt(object, 'status') } : {};
  return { apiVersion, kind, metadata: own, spec: slimSpec(mapAt(object, 'spec')), ...status };
}

const ofSpec = ['replicas', 'updateStrategy', 'type', 'completions', 'nodeName'];

function slimSpec(spec: JsonObject): JsonObject {
  const own = Object.fromEntries(Object.entries(spec).filter(([key]) => ofSpec.includes(key)));
  const containers = ['initContainers', 'containers'].map((key) => [key, namesAt(spec, key)] as const);
  return { ...own, ...Object.fromEntries(containers.filter(([, names]) => names.length > 0)) };
}

function namesAt(spec: JsonObject, key: string): JsonObject[] {
  return listAt(spec, key)
    .filter(isJsonObject)
    .map((container) => ({ name: textAt(container, 'name') }));
}
