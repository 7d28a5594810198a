import type { Json, JsonObject } from '../../../../core/blueprint/json.ts';
import { forKeeping, keptIn, keptObjectsOf, keyOf } from '../../../../core/kubernetes/kept/kept-objects.ts';
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
  const all = at === -1 ? [...kept, one] : kept.with(at, one);
  const list: Json[] = all.map(({ identity: { apiVersion, kind, namespace, name } }) => ({
    ...{ apiVersion, kind, namespace, name },
  }));
  return {
    ...runtimeProperties,
    [keptIn.objects]: list,
    [keptIn.applied]: all.flatMap((each) => each.applied ?? []),
    [oldText]: all.map(({ identity: { kind, name } }) => `${kind}:${name}`).join(','),
  };
}

/** The runtime properties once nothing is left. */
export function withoutObjects(runtimeProperties: JsonObject): JsonObject {
  const own: readonly string[] = [keptIn.objects, keptIn.applied, oldText];
  return Object.fromEntries(Object.entries(runtimeProperties).filter(([name]) => !own.includes(name)));
}
