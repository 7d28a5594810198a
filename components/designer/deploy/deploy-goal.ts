import { useSyncExternalStore } from 'react';

/** What is being deployed: a new deployment, or a workflow of one that is there. */
export type DeployGoal = { kind: 'new' } | { kind: 'run'; deploymentId: string; workflow: 'install' | 'update' };

let goal: DeployGoal | null = null;
const listeners = new Set<() => void>();

/** Opens the way from what is written to what runs; null closes it. */
export function setDeployGoal(next: DeployGoal | null): void {
  goal = next;
  for (const listener of listeners) listener();
}

/** Null: nothing is being deployed. */
export function useDeployGoal(): DeployGoal | null {
  return useSyncExternalStore(
    subscribe,
    () => goal,
    () => null,
  );
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
