import type { Json, JsonObject } from '../../blueprint/json.ts';
import { isJsonObject, ownValue } from '../../blueprint/json-object.ts';
import { groupOf } from '../api/api-resource.ts';
import { type KubernetesObject, mapAt } from './kubernetes-object.ts';

/**
 * The object with TCP written where a port says no protocol, as the server would understand it. Servers before 1.21
 * need it to tell ports apart, and refuse to apply the object otherwise.
 */
export function withProtocols(object: KubernetesObject): KubernetesObject {
  const isNative = !groupOf(object.apiVersion).includes('.');
  if (!isNative || !isJsonObject(object['spec'])) return object;
  if (object.kind !== 'Service') return { ...object, spec: inContainers(object['spec']) };
  return { ...object, spec: withPorts(mapAt(object, 'spec')) };
}

function inContainers(map: JsonObject): JsonObject {
  const entries = Object.entries(map).map(([key, value]): [string, Json] => {
    const isList = (key === 'containers' || key === 'initContainers') && Array.isArray(value);
    if (isList) return [key, value.map((item) => (isJsonObject(item) ? withPorts(item) : item))];
    return [key, isJsonObject(value) ? inContainers(value) : value];
  });
  return Object.fromEntries(entries);
}

function withPorts(map: JsonObject): JsonObject {
  const ports = ownValue(map, 'ports');
  if (!Array.isArray(ports)) return map;
  return { ...map, ports: ports.map((port) => (isJsonObject(port) ? { protocol: 'TCP', ...port } : port)) };
}
