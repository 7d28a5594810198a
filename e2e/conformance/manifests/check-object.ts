import type { Json, JsonObject } from '../../../core/blueprint/json.ts';
import { isJsonObject } from '../../../core/blueprint/json-object.ts';
import type { ApiResource } from '../../../core/kubernetes/api/api-resource.ts';
import { chooseResource } from '../../../core/kubernetes/api/choose-resource.ts';
import { differencesOf } from '../../../core/kubernetes/drift/differences.ts';
import { KubernetesFault } from '../../../core/kubernetes/kubernetes-fault.ts';
import { identityOf, type KubernetesObject } from '../../../core/kubernetes/objects/kubernetes-object.ts';
import { statusOf } from '../../../core/kubernetes/status/status-of.ts';

/** How an object fares on a server: why it is refused, and what must not be. */
export interface Fate {
  kind: 'served' | 'moved' | 'refused';
  reason: string | null;
  wrong: string | null;
}

/**
 * Takes an object to a server that serves certain kinds: it is sent as it is written, or moved to a version of the same
 * meaning, or refused with a reason. What the server fills in is no difference; each changed value is exactly one.
 */
export function fateOf(written: KubernetesObject, served: readonly ApiResource[]): Fate {
  const before = JSON.stringify(written);
  try {
    const { object, movedFrom } = chooseResource(written, served);
    const wrong = JSON.stringify(written) === before ? wrongWith(object) : 'it was changed in place';
    return { kind: movedFrom === null ? 'served' : 'moved', reason: null, wrong };
  } catch (error) {
    if (!(error instanceof KubernetesFault)) throw error;
    return { kind: 'refused', reason: error.message, wrong: null };
  }
}

function wrongWith(object: KubernetesObject): string | null {
  const { name } = identityOf(object);
  const live = asServed(object);
  const found = differencesOf(object, live);
  if (found.length > 0) return `${name}: differs at ${found.map(({ path }) => path).join(', ')}`;
  const status = statusOf({ ...object, status: {} });
  if (status.state === 'failed') return `${name}: new, and failed already: ${status.reason}`;
  for (const path of textPaths(object).filter(([first]) => first !== 'apiVersion' && first !== 'status')) {
    const changed = differencesOf(object, withOther(live, path) as KubernetesObject);
    if (changed.length !== 1) return `${name}: ${path.join('.')} changed, and ${changed.length} differences are found`;
  }
  return null;
}

/** With what a server adds to every object, at its top and in its lists' items. */
function asServed(object: KubernetesObject): KubernetesObject {
  const { metadata } = object;
  const added = withDefaults(object) as KubernetesObject;
  const ofServer = { uid: 'u', resourceVersion: '7', generation: 1, managedFields: [{}], namespace: 'default' };
  return { ...added, metadata: { ...ofServer, ...metadata }, status: { observedGeneration: 1 } };
}

/** Only maps of the API's own fields get more; in others any key is a user's. */
function withDefaults(value: Json): Json {
  if (Array.isArray(value)) return value.map(withDefaults);
  if (!isJsonObject(value)) return value;
  const entries = Object.entries(value).map(([key, item]) => [key, withDefaults(item)]);
  return { ...Object.fromEntries(entries), filledInByServer: 'default' };
}

/** The places of all texts. A text that is a key of its list's item is not one: with another it is another item. */
function textPaths(value: Json, path: readonly string[] = []): string[][] {
  if (typeof value === 'string') return value === '' ? [] : [[...path]];
  if (typeof value !== 'object' || value === null) return [];
  const inList = Array.isArray(value);
  return Object.entries(value as JsonObject)
    .filter(([key]) => inList || path.length === 0 || !/^\d+$/.test(path.at(-1) ?? '') || !keys.includes(key))
    .flatMap(([key, item]) => textPaths(item, [...path, key]));
}

const keys = ['name', 'mountPath', 'protocol', 'ip', 'devicePath'];

function withOther(value: Json, [key, ...rest]: readonly string[]): Json {
  if (key === undefined) return 'something else';
  if (Array.isArray(value)) return value.map((item, index) => (String(index) === key ? withOther(item, rest) : item));
  const map = value as JsonObject;
  return { ...map, [key]: withOther(map[key] ?? null, rest) };
}
