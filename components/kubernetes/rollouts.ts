import type { KubernetesView } from '../../server/api/kubernetes-contract.ts';
import type { NodeProgress } from '../topology/canvas-context.ts';

/**
 * How many pods of each node's objects are of the newest form and serve, of how many; those of all instances of a node
 * together. Null when no node has any.
 */
export function rolloutsOf(view: KubernetesView | null): ReadonlyMap<string, NodeProgress> | null {
  const rollouts = new Map<string, NodeProgress>();
  for (const { depth, node, rollout } of view?.rows ?? []) {
    if (depth > 0 || rollout === null) continue;
    const sum = rollouts.get(node) ?? { done: 0, total: 0 };
    const done = Math.min(rollout.updated, rollout.available, rollout.wanted);
    rollouts.set(node, { done: sum.done + done, total: sum.total + rollout.wanted });
  }
  return rollouts.size === 0 ? null : rollouts;
}
