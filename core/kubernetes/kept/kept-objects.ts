import type { Json, JsonObject } from '../../blueprint/json.ts';
import { isJsonObject, ownValue } from '../../blueprint/json-object.ts';
import { groupOf } from '../api/api-resource.ts';
import { groupOfKind } from '../api/kind-to-read.ts';
import { identityOf, type KubernetesObject, listAt, type ObjectIdentity } from '../objects/kubernetes-object.ts';

/**
 * The runtime properties in which operations keep what they have made on a cluster: `objects` a list of
 * `ObjectIdentity`, written before each object is made; `applied` a list of the objects as they were last applied
 * (`forKeeping`), for drift and the console; `answer` what the server last answered (runtime.md H.4).
 */
export const keptIn = { objects: 'kubernetes_objects', applied: 'kubernetes_applied', answer: 'kubernetes' } as const;

/** An object that a node instance has on a cluster. */
export interface KeptObject {
  identity: ObjectIdentity;
  /** As it was last applied; null: not known. Of a Secret without its values. */
  applied: KubernetesObject | null;
}

/** What may be kept of an object that is applied: a Secret's values must not be. */
export function forKeeping(object: KubernetesObject): KubernetesObject {
  if (object.kind !== 'Secret' || groupOf(object.apiVersion) !== '') return object;
  const { data: _, stringData: __, ...rest } = object;
  return rest;
}

/** The objects that the runtime properties of a node instance tell of, each once. */
export function keptObjectsOf(runtimeProperties: JsonObject): KeptObject[] {
  const applied = listAt(runtimeProperties, keptIn.applied).filter(isNamedObject);
  const answered = answersIn(ownValue(runtimeProperties, keptIn.answer));
  const identities = [
    ...listAt(runtimeProperties, keptIn.objects).filter(isIdentity),
    ...[...applied, ...answered].map(identityOf),
  ];
  const found = new Map<string, KeptObject>();
  for (const identity of identities) {
    const key = keyOf(identity);
    if (found.has(key)) continue;
    found.set(key, { identity, applied: applied.find((object) => isSame(identityOf(object), identity)) ?? null });
  }
  return [...withoutDoubles(found.values())];
}

/** Names an object among those of one cluster, whatever the version that it is asked for in. */
export function keyOf({ apiVersion, kind, namespace, name }: ObjectIdentity): string {
  return [groupOfKind({ apiVersion, kind }), kind, namespace ?? '', name].join('/');
}

/** One that was applied without a namespace is the one that the server answered with. */
function withoutDoubles(kept: Iterable<KeptObject>): KeptObject[] {
  const all = [...kept];
  return all.filter(
    ({ identity }, at) =>
      identity.namespace !== null ||
      !all.some((other, place) => place !== at && isSame({ ...other.identity, namespace: null }, identity)),
  );
}

function isSame(left: ObjectIdentity, right: ObjectIdentity): boolean {
  const isOfOneNamespace = left.namespace === right.namespace || left.namespace === null || right.namespace === null;
  return isOfOneNamespace && keyOf({ ...left, namespace: null }) === keyOf({ ...right, namespace: null });
}

/** One answer, or a map of answers where a node has several objects. */
function answersIn(answer: Json | undefined): KubernetesObject[] {
  if (answer === undefined || !isJsonObject(answer)) return [];
  if (isNamedObject(answer)) return [answer];
  return Object.values(answer).filter(isNamedObject);
}

function isNamedObject(value: Json): value is KubernetesObject {
  if (!isJsonObject(value)) return false;
  const { apiVersion, kind, metadata } = value;
  return isText(apiVersion) && isText(kind) && isJsonObject(metadata) && isText(metadata['name']);
}

function isIdentity(value: Json): value is Json & ObjectIdentity {
  if (!isJsonObject(value)) return false;
  const { apiVersion, kind, namespace, name } = value;
  return isText(apiVersion) && isText(kind) && isText(name) && (namespace === null || isText(namespace));
}

function isText(value: Json | undefined): boolean {
  return typeof value === 'string' && value !== '';
}
