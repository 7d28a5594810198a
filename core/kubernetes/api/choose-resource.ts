import { didYouMean } from '../../diagnostics/nearest.ts';
import { KubernetesFault } from '../kubernetes-fault.ts';
import { type KubernetesObject, nameOf } from '../objects/kubernetes-object.ts';
import { type ApiResource, groupOf } from './api-resource.ts';
import { findMove } from './version-moves.ts';

/** An object in a version that the server serves. */
export interface ServedObject {
  object: KubernetesObject;
  resource: ApiResource;
  /** The version that it was written for, when that is another one. */
  movedFrom: string | null;
}

/** Kinds that were given up without a successor. */
const givenUp: Readonly<Record<string, string>> = {
  PodSecurityPolicy: 'Label namespaces with pod-security.kubernetes.io/enforce instead.',
};

/**
 * Finds where an object is sent on a server: the version that it is written for, or else one that means the same. An
 * object whose newer version has another form is not converted (systems.md S2 and row 19: descriptors stay as written).
 *
 * @throws KubernetesFault when the server has no place for it.
 */
export function chooseResource(object: KubernetesObject, served: readonly ApiResource[]): ServedObject {
  const { apiVersion, kind } = object;
  const exact = findServed(served, apiVersion, kind);
  if (exact !== undefined) return { object, resource: exact, movedFrom: null };
  const move = findMove(object);
  const resource = move === null ? undefined : findServed(served, move.to, kind);
  if (move === null || resource === undefined) throw notServed(object, served);
  const moved = move.move();
  if (moved.ok) return { object: moved.object, resource, movedFrom: apiVersion };
  throw new KubernetesFault(
    `The server has no ${kind} of ${apiVersion} (${nameOf(object)}). It has ${move.to}, but ${moved.reason}`,
    moved.hint,
  );
}

/** The kind of object that people name as in `kubectl get NAME`: its plural, singular, kind or short name. @throws KubernetesFault */
export function resourceNamed(name: string, served: readonly ApiResource[]): ApiResource {
  const [wanted = '', ...group] = name.toLowerCase().split('.');
  const found = served.filter(
    (resource) => namesOf(resource).includes(wanted) && (group.length === 0 || isInGroup(resource, group.join('.'))),
  );
  // Of several, what Kubernetes itself brings comes before what was added to it, as in kubectl.
  const best = found.find(({ apiVersion }) => !groupOf(apiVersion).includes('.')) ?? found[0];
  if (best !== undefined) return best;
  const hint = didYouMean(wanted, served.flatMap(namesOf)) ?? 'kubectl api-resources lists what there is.';
  throw new KubernetesFault(`The server has nothing that is called "${name}".`, hint);
}

function namesOf({ name, singularName, kind, shortNames }: ApiResource): string[] {
  return [name, singularName, kind.toLowerCase(), ...shortNames];
}

function isInGroup({ apiVersion }: ApiResource, group: string): boolean {
  return groupOf(apiVersion) === group;
}

function findServed(served: readonly ApiResource[], apiVersion: string, kind: string): ApiResource | undefined {
  return served.find((resource) => resource.apiVersion === apiVersion && resource.kind === kind);
}

function notServed(object: KubernetesObject, served: readonly ApiResource[]): KubernetesFault {
  const { apiVersion, kind } = object;
  const detail = `The server has no ${kind} of ${apiVersion} (${nameOf(object)}).`;
  const successor = Object.hasOwn(givenUp, kind) ? givenUp[kind] : undefined;
  if (successor !== undefined) return new KubernetesFault(detail, successor);
  const others = served.filter((resource) => resource.kind === kind).map((resource) => resource.apiVersion);
  if (others.length > 0)
    return new KubernetesFault(detail, `It has ${kind} of ${others.join(', ')}: write it for that.`);
  const nearest = didYouMean(
    kind,
    served.filter((resource) => groupOf(resource.apiVersion) === groupOf(apiVersion)).map((resource) => resource.kind),
  );
  return new KubernetesFault(detail, nearest ?? 'Create its CustomResourceDefinition first, or check the apiVersion.');
}
