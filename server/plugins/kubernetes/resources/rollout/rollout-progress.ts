import { groupOf } from '../../../../../core/kubernetes/api/api-resource.ts';
import { type KubernetesObject, mapAt } from '../../../../../core/kubernetes/objects/kubernetes-object.ts';

/** How far pods are replaced by those of the newest template. */
export interface RolloutProgress {
  wanted: number;
  updated: number;
  available: number;
  /** Of earlier templates. */
  old: number;
}

/** Null for kinds that replace no pods. What the controller has not looked at yet counts as not begun. */
export function progressOf(object: KubernetesObject): RolloutProgress | null {
  if (groupOf(object.apiVersion) !== 'apps') return null;
  const [spec, status] = [mapAt(object, 'spec'), mapAt(object, 'status')];
  const isSeen = number(status['observedGeneration']) >= number(object.metadata['generation']);
  const count = (name: string): number => (isSeen ? number(status[name]) : 0);
  if (object.kind === 'DaemonSet') {
    const updated = count('updatedNumberScheduled');
    const wanted = number(status['desiredNumberScheduled']);
    const old = number(status['currentNumberScheduled']) - updated;
    return { wanted, updated, available: number(status['numberAvailable']), old };
  }
  if (object.kind !== 'Deployment' && object.kind !== 'StatefulSet') return null;
  const available = object.kind === 'Deployment' ? 'availableReplicas' : 'readyReplicas';
  const updated = count('updatedReplicas');
  return {
    wanted: typeof spec['replicas'] === 'number' ? spec['replicas'] : 1,
    ...{ updated, available: number(status[available]), old: Math.max(0, number(status['replicas']) - updated) },
  };
}

/** In words: `2 of 3 pods updated, 2 available, 1 of an older version`. */
export function tellProgress({ wanted, updated, available, old }: RolloutProgress): string {
  const rest = old > 0 ? `, ${old} of an older version` : '';
  return `${updated} of ${wanted} pods updated, ${available} available${rest}`;
}

function number(value: unknown): number {
  return typeof value === 'number' ? value : 0;
}
