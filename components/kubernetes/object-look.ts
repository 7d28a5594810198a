import type { KubernetesRow, KubernetesState } from '../../server/api/kubernetes-contract.ts';
import type { MarkKind } from '../topology/instance-look.ts';
import type { Tone } from '../ui/chip.tsx';

/** How the state of an object is shown: in words, by shape and by colour. */
export const stateLook: Record<KubernetesState, { label: string; mark: MarkKind; tone: Tone }> = {
  ready: { label: 'Ready', mark: 'started', tone: 'good' },
  waiting: { label: 'Waiting', mark: 'progress', tone: 'accent' },
  failed: { label: 'Failed', mark: 'failed', tone: 'bad' },
  missing: { label: 'Not there', mark: 'deleted', tone: 'warn' },
  unknown: { label: 'Not known', mark: 'none', tone: 'neutral' },
};

/** The states, those that need somebody first. */
export const stateOrder: readonly KubernetesState[] = ['failed', 'missing', 'waiting', 'unknown', 'ready'];

/** How many of its pods serve, or of a pod's containers are ready: "2/3"; empty for what has none. */
export function readyText({ rollout, pod }: Pick<KubernetesRow, 'rollout' | 'pod'>): string {
  if (pod !== null) return `${pod.ready}/${pod.containers.filter(({ isInit }) => !isInit).length}`;
  return rollout === null ? '' : `${rollout.available}/${rollout.wanted}`;
}

/** The rollout in words. */
export function rolloutText({ wanted, updated, available }: NonNullable<KubernetesRow['rollout']>): string {
  return `${updated} of ${wanted} pods are of the newest form, ${available} ${available === 1 ? 'serves' : 'serve'}`;
}

/** The kind and name of an object, as messages have it: `Deployment web`. */
export function objectName({ kind, name }: Pick<KubernetesRow, 'kind' | 'name'>): string {
  return `${kind} ${name}`;
}
