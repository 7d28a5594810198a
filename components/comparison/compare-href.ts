import type { ExecutionSummary } from '../../server/api/contract.ts';
import { isActive } from '../executions/execution-status.ts';

type Run = Pick<ExecutionSummary, 'id' | 'deploymentId' | 'workflow' | 'createdAt' | 'startedAt' | 'status' | 'dryRun'>;

/** The page on which two runs of a deployment are side by side, the earlier first. */
export function compareHref(one: Run, other: Run): string {
  const [before, after] = one.createdAt <= other.createdAt ? [one, other] : [other, one];
  return `/deployments/${after.deploymentId}?tab=executions&compare=${before.id},${after.id}`;
}

/** Whether there is something in two runs to be held side by side. */
export function canCompare(one: Run, other: Run): boolean {
  return one.id !== other.id && one.deploymentId === other.deploymentId && one.workflow === other.workflow;
}

/**
 * With which of the others a run is best compared: the nearest before it that was a real one and has ended, else the
 * nearest after it. Null when there is none. `runs`: newest first.
 */
export function partnerOf<T extends Run>(run: Run, runs: readonly T[]): T | null {
  const others = runs.filter((each) => canCompare(run, each) && each.startedAt !== null && !isActive(each.status));
  const alike = others.filter(({ dryRun }) => dryRun === run.dryRun);
  return alike.find(({ createdAt }) => createdAt < run.createdAt) ?? alike.at(-1) ?? others[0] ?? null;
}
