import type { JsonObject } from '../../../../core/blueprint/json.ts';
import type { ApiResource } from '../../../../core/kubernetes/api/api-resource.ts';
import { mapAt } from '../../../../core/kubernetes/objects/kubernetes-object.ts';
import type { NodeAndInstance } from '../../../../core/ports/operation.ts';
import type { ClusterClient } from '../client/cluster-client.ts';
import { ClusterFault } from '../client/cluster-fault.ts';

/** A kind as the options of a custom object name it. */
export interface CustomKind {
  group: string;
  version: string;
  plural: string;
}

/** `group`, `version` and `plural` of the options; null where one of them is not given. */
export function customKindOf({ node }: NodeAndInstance, inputs: JsonObject): CustomKind | null {
  const { group, version, plural } = { ...mapAt(node.properties, 'options'), ...mapAt(inputs, 'options') };
  const isGiven = (value: unknown): value is string => typeof value === 'string' && value !== '';
  return isGiven(group) && isGiven(version) && isGiven(plural) ? { group, version, plural } : null;
}

/** What of all that is served is that kind; null: it is not served. */
export function servedKind(custom: CustomKind | null, served: readonly ApiResource[]): ApiResource | null {
  if (custom === null) return null;
  const apiVersion = `${custom.group}/${custom.version}`;
  return served.find((each) => each.apiVersion === apiVersion && each.name === custom.plural) ?? null;
}

/**
 * Whether a CustomResourceDefinition of the server has such a `spec`: one that was just made is served only a moment
 * later. False also for an account that may not ask.
 */
export async function isDefinedOnServer(client: ClusterClient, isIt: (spec: JsonObject) => boolean): Promise<boolean> {
  const resources = await client.resources();
  const definitions = resources.find(({ name }) => name === 'customresourcedefinitions');
  if (definitions === undefined) return false;
  try {
    const { items } = await client.list(definitions, { namespace: null });
    return items.some((item) => isIt(mapAt(item, 'spec')));
  } catch (error) {
    if (error instanceof ClusterFault && error.reason === 'forbidden') return false;
    throw error;
  }
}
