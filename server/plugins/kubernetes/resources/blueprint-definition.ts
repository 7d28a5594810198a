import type { JsonObject } from '../../../../core/blueprint/json.ts';
import { isJsonObject, ownValue } from '../../../../core/blueprint/json-object.ts';
import { type ApiResource, groupOf } from '../../../../core/kubernetes/api/api-resource.ts';
import { KubernetesFault } from '../../../../core/kubernetes/kubernetes-fault.ts';
import { mapAt } from '../../../../core/kubernetes/objects/kubernetes-object.ts';
import type { NodeAndInstance } from '../../../../core/ports/operation.ts';
import { customKindOf, servedKind } from './custom-kinds.ts';
import { pythonName } from './python-names.ts';

/** Types that are for objects of any kind. */
const kindless = new Set([
  ...['ResourceBase', 'ResourceWithValidateStatus', 'BlueprintDefinedResource', 'CustomBlueprintDefinedResource'],
  ...['Main', 'CustomObject', 'FileDefinedResource', 'MultipleFileDefinedResources', 'SharedCluster'],
]);
const typeName = /^cloudify\.(?:nodes\.)?kubernetes\.resources\.(\w+)$/;
const payloadClass = /^V\d+(?:(?:alpha|beta)\d+)?([A-Z]\w*)$/;

/**
 * The object of a node, from the input or property `definition` (runtime.md H.4). The kind comes from the definition,
 * or else from the requests of `api_mapping`, or the type; empty fields that only the type has filled in are left out.
 *
 * @throws KubernetesFault when there is no definition, or its kind cannot be told.
 */
export function definedObject(
  subject: NodeAndInstance,
  inputs: JsonObject,
  served: readonly ApiResource[],
): JsonObject {
  const { properties, name } = subject.node;
  const written = ownValue(inputs, 'definition') ?? ownValue(properties, 'definition');
  if (!isJsonObject(written) || Object.keys(written).length === 0)
    throw new KubernetesFault(
      `The node ${name} has no definition of its object.`,
      'Write apiVersion, kind and metadata below the property "definition".',
    );
  const definition = withoutDefaults(written);
  const resource = mappedResource(subject, inputs, served);
  const kind =
    kindOf(definition) ?? kindOfPayload(subject, inputs) ?? resource?.kind ?? kindOfType(subject, inputs, served);
  if (kind === null)
    throw new KubernetesFault(`The definition of the node ${name} has no kind.`, 'Write one such as Deployment.');
  const custom = servedKind(customKindOf(subject, inputs), served);
  const isCustom = custom?.kind === kind && !isVersionWritten(definition);
  return {
    ...definition,
    apiVersion: isCustom ? custom.apiVersion : versionOf(definition, { kind, resource, served }),
    kind,
  };
}

/** Data types give each object fields that its kind may not have. */
function withoutDefaults(definition: JsonObject): JsonObject {
  const group = groupOf(String(definition['apiVersion'] ?? 'v1'));
  const isCustom = group.includes('.') && !group.endsWith('.k8s.io');
  const kept = Object.entries(definition).filter(([key, value]) => {
    if (value === null) return false;
    const isEmpty = typeof value === 'object' && Object.keys(value).length === 0;
    return !isEmpty || (isCustom && key === 'spec');
  });
  return Object.fromEntries(kept);
}

function kindOf(definition: JsonObject): string | null {
  const { kind } = definition;
  return typeof kind === 'string' && kind !== '' ? kind : null;
}

/** The entry `create` of `api_mapping`; the first release has it as `_api_mapping`. */
function mappingOf({ node }: NodeAndInstance, inputs: JsonObject): JsonObject {
  const { properties } = node;
  const mapping = [mapAt(inputs, 'api_mapping'), mapAt(properties, 'api_mapping'), mapAt(properties, '_api_mapping')];
  return mapAt(mapping.find((each) => Object.keys(each).length > 0) ?? {}, 'create');
}

/** `V1Pod` is a Pod. */
function kindOfPayload(subject: NodeAndInstance, inputs: JsonObject): string | null {
  const { payload } = mappingOf(subject, inputs);
  const kind = typeof payload === 'string' ? payloadClass.exec(payload)?.[1] : undefined;
  return kind === undefined || kind === 'DeleteOptions' ? null : kind;
}

/** `AppsV1Api` and `create_namespaced_deployment` are Deployment of apps/v1, as the Python client names them. */
function mappedResource(
  subject: NodeAndInstance,
  inputs: JsonObject,
  served: readonly ApiResource[],
): ApiResource | null {
  const { api, method } = mappingOf(subject, inputs);
  if (typeof api !== 'string' || typeof method !== 'string' || api.startsWith('CustomObjects')) return null;
  const kind = /^create_(?:namespaced_)?(\w+)$/.exec(method)?.[1];
  return served.find((each) => apiClass(each.apiVersion) === api && pythonName(each.kind) === kind) ?? null;
}

function apiClass(apiVersion: string): string {
  const group = groupOf(apiVersion).replace(/\.k8s\.io$/, '') || 'core';
  const version = apiVersion.slice(apiVersion.indexOf('/') + 1);
  return `${[...group.split('.'), version].map((part) => part.charAt(0).toUpperCase() + part.slice(1)).join('')}Api`;
}

/** The newest of its types that is for one kind of objects, or the options of a custom object. */
function kindOfType(subject: NodeAndInstance, inputs: JsonObject, served: readonly ApiResource[]): string | null {
  const names = subject.node.type_hierarchy.map((type) => typeName.exec(type)?.[1] ?? '');
  const found = names.findLast((name) => name !== '' && !kindless.has(name));
  if (found !== undefined) return found;
  return servedKind(customKindOf(subject, inputs), served)?.kind ?? null;
}

/** The types fill in `v1`. */
function isVersionWritten({ apiVersion }: JsonObject): boolean {
  return typeof apiVersion === 'string' && apiVersion !== '' && apiVersion !== 'v1';
}

/** The types fill in `v1` for all kinds, where the old plugin found the place by the kind alone. */
function versionOf(
  definition: JsonObject,
  { kind, resource, served }: { kind: string; resource: ApiResource | null; served: readonly ApiResource[] },
): string {
  const { apiVersion } = definition;
  const written = typeof apiVersion === 'string' && apiVersion !== '' ? apiVersion : 'v1';
  if (written !== 'v1' || served.some((each) => each.apiVersion === 'v1' && each.kind === kind)) return written;
  const own = served.filter((each) => each.kind === kind);
  const native = own.filter((each) => !groupOf(each.apiVersion).includes('.') || each.apiVersion.includes('.k8s.io/'));
  return (
    (resource ?? native.find((each) => !each.apiVersion.startsWith('extensions/')) ?? own[0])?.apiVersion ?? written
  );
}
