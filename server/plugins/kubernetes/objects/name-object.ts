import type { ObjectIdentity } from '../../../../core/kubernetes/objects/kubernetes-object.ts';

/** An object as messages name it: `Service web in namespace shop`. */
export function nameObject({ kind, name, namespace }: ObjectIdentity): string {
  return namespace === null ? `${kind} ${name}` : `${kind} ${name} in namespace ${namespace}`;
}
