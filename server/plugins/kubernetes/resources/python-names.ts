import type { Json, JsonObject } from '../../../../core/blueprint/json.ts';
import { isJsonObject, setOwn } from '../../../../core/blueprint/json-object.ts';
import { groupOf } from '../../../../core/kubernetes/api/api-resource.ts';
import type { KubernetesObject } from '../../../../core/kubernetes/objects/kubernetes-object.ts';

/** Maps whose keys are people's own words. */
const freeMaps = new Set([
  ...['labels', 'annotations', 'matchLabels', 'nodeSelector', 'data', 'binaryData', 'stringData', 'parameters'],
  ...['limits', 'requests', 'capacity', 'allocatable', 'hard', 'used', 'openAPIV3Schema', 'fieldsV1'],
]);
/** A map of labels in a Service or ReplicationController; elsewhere it has fields of its own. */
const selector = 'selector';

/**
 * An answer of the server with the names under which blueprints of the old plugin read it beside those of the API:
 * `spec.clusterIP` is `spec.cluster_ip` too. The old plugin kept answers as the Python client names them, but those of
 * custom objects as they are.
 */
export function withPythonNames(answer: KubernetesObject): JsonObject {
  const isCustom = groupOf(answer.apiVersion).includes('.') && !groupOf(answer.apiVersion).endsWith('.k8s.io');
  return isCustom ? answer : named(answer);
}

/** The Python client's name of a field: `externalIPs` is `external_i_ps`. */
export function pythonName(field: string): string {
  return field
    .replaceAll(/(.)([A-Z][a-z]+)/g, '$1_$2')
    .replaceAll(/([a-z0-9])([A-Z])/g, '$1_$2')
    .toLowerCase();
}

function named(map: JsonObject): JsonObject {
  const result: JsonObject = {};
  for (const [key, value] of Object.entries(map)) {
    const inner = isFree(key, value) ? value : namedIn(value);
    setOwn(result, key, inner);
    if (pythonName(key) !== key) setOwn(result, pythonName(key), inner);
  }
  return result;
}

function namedIn(value: Json): Json {
  if (Array.isArray(value)) return value.map(namedIn);
  return isJsonObject(value) ? named(value) : value;
}

function isFree(key: string, value: Json): boolean {
  if (freeMaps.has(key)) return true;
  return key === selector && isJsonObject(value) && Object.values(value).every((item) => typeof item === 'string');
}
