import { KubernetesFault } from '../kubernetes-fault.ts';
import { type ApiResource, groupOf } from './api-resource.ts';

/** A kind of object in one of the versions that have it. */
export interface KindOfObject {
  apiVersion: string;
  kind: string;
}

/** The group that a kind is in by now; the old `extensions` were divided among others. */
export function groupOfKind({ apiVersion, kind }: KindOfObject): string {
  const group = groupOf(apiVersion);
  if (group !== 'extensions') return group;
  return kind === 'Ingress' || kind === 'NetworkPolicy' ? 'networking.k8s.io' : 'apps';
}

/**
 * Where objects of a kind are read on a server: in the version that they were written for, else in any other one, since
 * a server gives every object in each version that it serves.
 * @throws KubernetesFault when the server does not have the kind.
 */
export function kindToRead(wanted: KindOfObject, served: readonly ApiResource[]): ApiResource {
  const same = served.filter((each) => each.kind === wanted.kind && groupOfKind(each) === groupOfKind(wanted));
  const found = same.find(({ apiVersion }) => apiVersion === wanted.apiVersion) ?? same[0];
  if (found !== undefined) return found;
  throw new KubernetesFault(
    `The server has no ${wanted.kind} of ${wanted.apiVersion}.`,
    'If it comes with a CustomResourceDefinition, that was removed.',
  );
}
