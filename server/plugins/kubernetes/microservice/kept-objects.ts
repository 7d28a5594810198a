import type { Json, JsonObject } from '../../../../core/blueprint/json.ts';
import {
  forKeeping,
  type KeptObject,
  keptIn,
  keptObjectsOf,
  keyOf,
} from '../../../../core/kubernetes/kept/kept-objects.ts';
import type { KubernetesObject, ObjectIdentity } from '../../../../core/kubernetes/objects/kubernetes-object.ts';

/** What the old plugin kept: `Kind:name` with commas between, for scripts that read it. */
const oldText = 'kinds';

/** The objects that an instance has made, in their order. */
export function keptIdentities(runtimeProperties: JsonObject): ObjectIdentity[] {
  return keptObjectsOf(runtimeProperties).map(({ identity }) => identity);
}

/** The runtime properties with one more object, or with its newest form. */
export function withObject(
  runtimeProperties: JsonObject,
  identity: ObjectIdentity,
  applied: KubernetesObject,
): JsonObject {
  const kept = keptObjectsOf(runtimeProperties);
  const at = kept.findIndex((one) => keyOf(one.identity) === keyOf(identity));
  const one = { identity, applied: forKeeping(applied) };
  return withKept(runtimeProperties, at === -1 ? [...kept, one] : kept.with(at, one));
}

/** The runtime properties when only these are left. */
export function withOnly(runtimeProperties: JsonObject, left: readonly ObjectIdentity[]): JsonObject {
  const keys = new Set(left.map(keyOf));
  const kept = keptObjectsOf(runtimeProperties).filter(({ identity }) => keys.has(keyOf(identity)));
  return kept.length === 0 ? withoutObjects(runtimeProperties) : withKept(runtimeProperties, kept);
}

function withKept(runtimeProperties: JsonObject, kept: readonly KeptObject[]): JsonObject {
  const list: Json[] = kept.map(({ identity: { apiVersion, kind, namespace, name } }) => ({
    ...{ apiVersion, kind, namespace, name },
  }));
  return {
    ...runtimeProperties,
    [keptIn.objects]: list,
    [keptIn.applied]: kept.flatMap((each) => each.applied ?? []),
    [oldText]: kept.map(({ identity: { kind, name } }) => `${kind}:${name}`).join(','),
  };
}

/** The runtime properties once nothing is left. */
function withoutObjects(runtimeProperties: JsonObject): JsonObject {
  const own: readonly string[] = [keptIn.objects, keptIn.applied, oldText];
  return Object.fromEntries(Object.entries(runtimeProperties).filter(([name]) => !own.includes(name)));
}
