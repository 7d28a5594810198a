import type { KeptObject } from '../kept/kept-objects.ts';
import { keyOf } from '../kept/kept-objects.ts';
import { identityOf, type KubernetesObject, type ObjectIdentity } from '../objects/kubernetes-object.ts';
import { textAt } from '../status/conditions.ts';
import { ownersOf, uidOf } from './ownership.ts';
import { rolloutOf } from './rollout.ts';

/** An object that is shown, with those below it right after it. */
export interface TreeEntry<Root> {
  root: Root;
  /** 0: an object of the deployment itself. */
  depth: number;
  identity: ObjectIdentity;
  /** Null: the cluster has none of that name. */
  live: KubernetesObject | null;
}

/**
 * The objects of a deployment, each with what controllers made below it: by owner and, within one, the newest controllers
 * first and pods by name. Sets of an earlier form that have no pods any more are left out.
 */
export function treeOf<Root extends KeptObject>(
  roots: readonly Root[],
  live: readonly KubernetesObject[],
): TreeEntry<Root>[] {
  const byName = new Map(live.map((object) => [keyOf(identityOf(object)), object]));
  const byOwner = new Map<string, KubernetesObject[]>();
  for (const object of live)
    for (const owner of ownersOf(object)) {
      const others = byOwner.get(owner);
      if (others === undefined) byOwner.set(owner, [object]);
      else others.push(object);
    }
  const shown = new Set<string>();
  const entries: TreeEntry<Root>[] = [];
  const add = (root: Root, object: KubernetesObject, depth: number): void => {
    const uid = uidOf(object);
    if (shown.has(uid)) return;
    shown.add(uid);
    const identity = identityOf(object);
    entries.push({ root, depth, identity, live: object });
    const children = (byOwner.get(uid) ?? []).toSorted(inOrder);
    for (const child of children) if (!isEmptySet(child, byOwner)) add(root, child, depth + 1);
  };
  const uidsOfRoots = new Set(roots.map(({ identity }) => byName.get(keyOf(identity))).flatMap(uidsIn));
  for (const root of roots) {
    const object = byName.get(keyOf(root.identity));
    if (object === undefined) entries.push({ root, depth: 0, identity: root.identity, live: null });
    // One that the deployment names itself and that another one of it owns stands below that one.
    else if (!ownersOf(object).some((owner) => uidsOfRoots.has(owner))) add(root, object, 0);
  }
  return entries;
}

function uidsIn(object: KubernetesObject | undefined): string[] {
  return object === undefined ? [] : [uidOf(object)];
}

function isEmptySet(object: KubernetesObject, byOwner: ReadonlyMap<string, readonly KubernetesObject[]>): boolean {
  return object.kind === 'ReplicaSet' && rolloutOf(object)?.wanted === 0 && !byOwner.has(uidOf(object));
}

function inOrder(left: KubernetesObject, right: KubernetesObject): number {
  const [newer, older] = [right, left].map(({ metadata }) => textAt(metadata, 'creationTimestamp'));
  const byAge = left.kind === 'Pod' ? 0 : (newer ?? '').localeCompare(older ?? '');
  return byAge || textAt(left.metadata, 'name').localeCompare(textAt(right.metadata, 'name'));
}
