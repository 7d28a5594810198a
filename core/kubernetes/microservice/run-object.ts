import type { JsonObject } from '../../blueprint/json.ts';
import { type KubernetesObject, mapAt, objectsOf } from '../objects/kubernetes-object.ts';
import { mergePatch } from '../objects/merge-patch.ts';

/** What `kubectl run` was told in 2015 (systems.md S2, built-in form and kube_run). */
export interface RunRequest {
  name: string;
  image: string;
  /** That the container listens on; null: none is told of. */
  port: number | null;
  replicas: number;
  /** Merged into the object, as `--overrides` was. */
  overrides: JsonObject | null;
}

/**
 * The object of `kubectl run`: a Deployment, where kubectl of 2015 made a ReplicationController; that one still when the
 * overrides are written for it (systems.md S2: `kubectl run` of today makes a single pod).
 *
 * @throws KubernetesFault when the overrides take away what every object has.
 */
export function runObject({ overrides, ...request }: RunRequest): KubernetesObject {
  const base = isForController(overrides) ? controllerOf(request) : deploymentOf(request);
  return onlyObject(mergePatch(base, overrides ?? {}), `What runs ${request.name}`);
}

/** One object, after its overrides. @throws KubernetesFault */
export function onlyObject(value: ReturnType<typeof mergePatch>, where: string): KubernetesObject {
  const [object] = objectsOf(value, where);
  if (object === undefined) throw new Error(`${where} is an empty list.`);
  return object;
}

function isForController(overrides: JsonObject | null): boolean {
  if (overrides === null) return false;
  const { kind, apiVersion } = overrides;
  return kind === 'ReplicationController' || (kind === undefined && apiVersion === 'v1');
}

type Runs = Omit<RunRequest, 'overrides'>;

function deploymentOf(request: Runs): JsonObject {
  const { name, replicas } = request;
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name, labels: labelsOf(name) },
    spec: { replicas, selector: { matchLabels: labelsOf(name) }, template: templateOf(request) },
  };
}

function controllerOf(request: Runs): JsonObject {
  const { name, replicas } = request;
  return {
    apiVersion: 'v1',
    kind: 'ReplicationController',
    metadata: { name, labels: labelsOf(name) },
    spec: { replicas, selector: labelsOf(name), template: templateOf(request) },
  };
}

function templateOf({ name, image, port }: Runs): JsonObject {
  const ports = port === null ? {} : { ports: [{ containerPort: port }] };
  return { metadata: { labels: labelsOf(name) }, spec: { containers: [{ name, image, ...ports }] } };
}

/** The label that kubectl gives, as a map of its own for each place. */
function labelsOf(name: string): JsonObject {
  return { run: name };
}

/** The labels of an object's pods. */
export function podLabelsOf(object: KubernetesObject): JsonObject {
  return mapAt(mapAt(mapAt(mapAt(object, 'spec'), 'template'), 'metadata'), 'labels');
}
