import type { JsonObject } from '../../blueprint/json.ts';
import { isJsonObject } from '../../blueprint/json-object.ts';
import { KubernetesFault } from '../kubernetes-fault.ts';
import { type KubernetesObject, listAt, mapAt, nameOf } from '../objects/kubernetes-object.ts';
import { mergePatch } from '../objects/merge-patch.ts';
import { onlyObject, podLabelsOf } from './run-object.ts';

/** What `kubectl expose` was told in 2015 (systems.md S2, built-in form and kube_expose). */
export interface ExposeRequest {
  /** Of the service; null: that of what is exposed. */
  serviceName: string | null;
  protocol: string;
  /** Null: the first port that the containers tell of. */
  port: number | null;
  /** Where the pods listen; null: the same. */
  targetPort: number | null;
  overrides: JsonObject | null;
}

/** A service for the pods of an object that is on the server, or will be. @throws KubernetesFault */
export function exposeObject(exposed: KubernetesObject, request: ExposeRequest): KubernetesObject {
  const { serviceName, protocol, targetPort, overrides } = request;
  const name = serviceName ?? nameOf(exposed);
  const port = request.port ?? firstPort(exposed);
  const labels = mapAt(exposed.metadata, 'labels');
  const service: JsonObject = {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: Object.keys(labels).length > 0 ? { name, labels } : { name },
    spec: { selector: selectorOf(exposed), ports: [{ protocol, port, targetPort: targetPort ?? port }] },
  };
  return onlyObject(mergePatch(service, overrides ?? {}), `The service ${name}`);
}

/** Kinds that keep their pods by `matchLabels`; the older ones write the labels themselves. */
const byLabels = ['Deployment', 'ReplicaSet', 'StatefulSet', 'DaemonSet'];

function selectorOf(object: KubernetesObject): JsonObject {
  const { kind } = object;
  const selector = mapAt(mapAt(object, 'spec'), 'selector');
  const labels = kind === 'Pod' ? mapAt(object.metadata, 'labels') : selector;
  const found = byLabels.includes(kind) ? matchLabels(object, selector) : labels;
  if (Object.keys(found).length > 0) return found;
  // A controller without selector has that of its pods.
  if (kind === 'ReplicationController') return podLabelsOf(object);
  throw new KubernetesFault(
    `The ${kind} ${nameOf(object)} has no labels by which its pods can be found.`,
    'Expose a Pod, Deployment, ReplicaSet, ReplicationController or Service that has some.',
  );
}

function matchLabels(object: KubernetesObject, selector: JsonObject): JsonObject {
  if (listAt(selector, 'matchExpressions').length === 0) return mapAt(selector, 'matchLabels');
  throw new KubernetesFault(
    `The selector of the ${object.kind} ${nameOf(object)} has matchExpressions, which no service can have.`,
    'Write the service yourself, with a selector of labels.',
  );
}

function firstPort(object: KubernetesObject): number {
  const spec = mapAt(object, 'spec');
  const pod = object.kind === 'Pod' ? spec : mapAt(mapAt(spec, 'template'), 'spec');
  const ports = [...listAt(pod, 'containers').flatMap(portsOf), ...listAt(spec, 'ports')];
  const [port] = ports.filter(isJsonObject).map((one) => one['containerPort'] ?? one['port']);
  if (typeof port === 'number') return port;
  throw new KubernetesFault(`The ${object.kind} ${nameOf(object)} tells of no port.`, 'Give the port.');
}

function portsOf(container: unknown) {
  return isJsonObject(container as JsonObject) ? listAt(container as JsonObject, 'ports') : [];
}
