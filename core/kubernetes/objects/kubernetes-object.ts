import type { Json, JsonObject } from '../../blueprint/json.ts';
import { isJsonObject, ownValue } from '../../blueprint/json-object.ts';
import { KubernetesFault } from '../kubernetes-fault.ts';

/** An object as it is sent to an API server. */
export interface KubernetesObject extends JsonObject {
  /** `v1`, or `GROUP/VERSION`. */
  apiVersion: string;
  kind: string;
  metadata: ObjectMetadata;
}

/** It has a `name`, or a `generateName` from which the server makes one. */
export type ObjectMetadata = JsonObject;

/** What an object is found by again, to delete exactly what was created. */
export interface ObjectIdentity {
  apiVersion: string;
  kind: string;
  namespace: string | null;
  name: string;
}

/** The entry of a map; an empty map where there is none. */
export function mapAt(map: JsonObject, key: string): JsonObject {
  const value = ownValue(map, key);
  return isJsonObject(value) ? value : {};
}

/** The list in a map; an empty one where there is none. */
export function listAt(map: JsonObject, key: string): Json[] {
  const value = ownValue(map, key);
  return Array.isArray(value) ? value : [];
}

/** How an object of the server is found again, or one that is written with its name. */
export function identityOf(object: KubernetesObject): ObjectIdentity {
  const { apiVersion, kind, metadata } = object;
  const { namespace } = metadata;
  return { apiVersion, kind, namespace: typeof namespace === 'string' ? namespace : null, name: nameOf(object) };
}

/** The name of an object; of one that the server names, what its name begins with and `*`. */
export function nameOf({ metadata }: KubernetesObject): string {
  const { name, generateName } = metadata;
  return typeof name === 'string' ? name : `${String(generateName)}*`;
}

/** The objects of a document: itself, or the items of a `List`. `where` names it in messages. @throws KubernetesFault */
export function objectsOf(document: Json, where: string): KubernetesObject[] {
  if (!isJsonObject(document))
    throw new KubernetesFault(`${where} is not a Kubernetes object.`, 'Write apiVersion, kind and metadata.');
  const { items, kind, apiVersion } = document;
  if (apiVersion === 'v1' && kind === 'List' && Array.isArray(items))
    return items.flatMap((item, index) => objectsOf(item, `Item ${index} of ${where}`));
  return [readObject(document, where)];
}

function readObject(document: JsonObject, where: string): KubernetesObject {
  const { apiVersion, kind, metadata } = document;
  if (typeof apiVersion !== 'string' || !/^[\w.-]+(\/[\w.-]+)?$/.test(apiVersion))
    throw new KubernetesFault(`${where} has no apiVersion.`, 'Write one such as v1 or apps/v1.');
  if (typeof kind !== 'string' || kind === '')
    throw new KubernetesFault(`${where} has no kind.`, 'Write one such as Deployment.');
  if (isJsonObject(metadata) && (isText(metadata['name']) || isText(metadata['generateName'])))
    return { ...document, apiVersion, kind, metadata };
  throw new KubernetesFault(`${where}, a ${kind}, has no name.`, 'Write metadata.name.');
}

function isText(value: Json | undefined): boolean {
  return typeof value === 'string' && value !== '';
}
