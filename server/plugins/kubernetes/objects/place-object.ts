import { createHash } from 'node:crypto';
import type { ApiResource } from '../../../../core/kubernetes/api/api-resource.ts';
import { chooseResource } from '../../../../core/kubernetes/api/choose-resource.ts';
import { KubernetesFault } from '../../../../core/kubernetes/kubernetes-fault.ts';
import {
  identityOf,
  type KubernetesObject,
  mapAt,
  type ObjectIdentity,
} from '../../../../core/kubernetes/objects/kubernetes-object.ts';
import { nameObject } from './name-object.ts';

/** An object with all that says where it goes: a version that the server serves, its namespace and its name. */
export interface PlacedObject {
  object: KubernetesObject;
  identity: ObjectIdentity;
  resource: ApiResource;
  /** The version that it was written for, when that is another one. */
  movedFrom: string | null;
}

/**
 * Where an object goes on a server. One that the server would name gets its name here, from the seed: the same each
 * time, so that an attempt after a crash finds what the one before has made.
 *
 * @throws KubernetesFault when the server has no place for it.
 */
export function placeObject(
  written: KubernetesObject,
  served: readonly ApiResource[],
  { namespace: usual, seed }: { namespace: string; seed: string },
): PlacedObject {
  const { object, resource, movedFrom } = chooseResource(written, served);
  const { namespace: own, generateName, name: given, ...rest } = object.metadata;
  const name = typeof given === 'string' && given !== '' ? given : `${String(generateName)}${suffixOf(seed)}`;
  const namespace = typeof own === 'string' && own !== '' ? own : usual;
  const metadata = { name, ...(resource.namespaced ? { namespace } : {}), ...rest };
  const placed: KubernetesObject = { ...object, metadata };
  return { object: placed, identity: identityOf(placed), resource, movedFrom };
}

/** Five characters, as many as a server would add. */
function suffixOf(seed: string): string {
  return createHash('sha256').update(seed).digest('hex').slice(0, 5);
}

/** True when one of the objects is the definition of the kind: then the server serves it only once that one is made. */
export function isDefinedBy(objects: readonly KubernetesObject[], { kind }: KubernetesObject): boolean {
  return objects.some(
    (object) => object.kind === 'CustomResourceDefinition' && mapAt(mapAt(object, 'spec'), 'names')['kind'] === kind,
  );
}

/** Refuses a list in which two would be one. @throws KubernetesFault */
export function refuseDoubles(identities: readonly ObjectIdentity[]): void {
  const seen = new Set<string>();
  for (const name of identities.map(nameObject)) {
    if (seen.has(name))
      throw new KubernetesFault(`The ${name} is written twice.`, 'Leave one of them out, or give it another name.');
    seen.add(name);
  }
}
