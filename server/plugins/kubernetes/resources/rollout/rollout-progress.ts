import { groupOf } from '../../../../../core/kubernetes/api/api-resource.ts';
import { type KubernetesObject, mapAt } from '../../../../../core/kubernetes/objects/kubernetes-object.ts';
import { countAt } from '../../../../../core/kubernetes/status/conditions.ts';
import { type Rollout, rolloutOf } from '../../../../../core/kubernetes/view/rollout.ts';

/** How far pods are replaced by those of the newest template. */
export interface RolloutProgress extends Rollout {
  /** Pods of earlier templates. */
  old: number;
}

/** Where the kinds that replace their pods count all of them. */
const totals: Readonly<Record<string, string>> = {
  Deployment: 'replicas',
  StatefulSet: 'replicas',
  DaemonSet: 'currentNumberScheduled',
};

/** Null for kinds that replace no pods. What the controller has not looked at yet counts as not begun. */
export function progressOf(object: KubernetesObject): RolloutProgress | null {
  const total = Object.hasOwn(totals, object.kind) ? totals[object.kind] : undefined;
  const rollout = groupOf(object.apiVersion) === 'apps' && total !== undefined ? rolloutOf(object) : null;
  if (rollout === null || total === undefined) return null;
  return { ...rollout, old: Math.max(0, countAt(mapAt(object, 'status'), total) - rollout.updated) };
}

/** In words: `2 of 3 pods updated, 2 available, 1 of an older version`. */
export function tellProgress({ wanted, updated, available, old }: RolloutProgress): string {
  const rest = old > 0 ? `, ${old} of an older version` : '';
  return `${updated} of ${wanted} pods updated, ${available} available${rest}`;
}
