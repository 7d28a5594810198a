import type { DeploymentDetail, ExecutionSummary, TopologyNode } from '../../server/api/contract.ts';
import { isActive } from '../executions/execution-status.ts';

/** The example that runs beside the product and needs no host. */
export const demoBlueprint = 'lighthouse';
/** The node of it that a storm breaks, and the operation that is the storm. */
export const demoVictim = 'lamp';
export const demoStorm = 'lighthouse.interfaces.weather.storm';

const stepIds = ['install', 'storm', 'look', 'heal', 'uninstall'] as const;
export type DemoStepId = (typeof stepIds)[number];

/** Where a person is on the way through the demonstration. */
export interface DemoProgress {
  /** How many of the steps are done, from the first. */
  done: number;
  /** The step that comes next; null when all are done. */
  next: DemoStepId | null;
  /** The workflow that is under way, which is to be watched and not clicked. */
  running: string | null;
  /** The execution that says what broke. */
  failed: ExecutionSummary | null;
}

/** The number of steps of the demonstration. */
export const demoLength = stepIds.length;

/** Whether a deployment is one that the demonstration leads through. */
export function isDemo({ blueprint, topology }: DeploymentDetail): boolean {
  return blueprint.name === demoBlueprint && victimOf(topology.nodes) !== null;
}

/** The instance that the storm breaks. */
export function victimOf(nodes: readonly TopologyNode[]): string | null {
  return nodes.find(({ id }) => id === demoVictim)?.instances[0]?.id ?? null;
}

/** How far the demonstration is, by what has run; `executions` are the newest first. */
export function demoProgress(executions: readonly ExecutionSummary[]): DemoProgress {
  const running = executions.find(({ status }) => isActive(status)) ?? null;
  const oldestFirst = executions.toReversed();
  const wasInstalled = oldestFirst.findIndex((each) => each.workflow === 'install' && each.status === 'terminated');
  const after = wasInstalled < 0 ? [] : oldestFirst.slice(wasInstalled + 1);
  const failedAt = after.findIndex((each) => each.workflow === 'check_status' && each.status === 'failed');
  const later = failedAt < 0 ? [] : after.slice(failedAt + 1);
  const isDone: Record<DemoStepId, boolean> = {
    install: wasInstalled >= 0,
    storm: failedAt >= 0,
    look: later.length > 0,
    heal: later.some((each) => each.workflow === 'heal' && each.status === 'terminated'),
    uninstall: after.some((each) => each.workflow === 'uninstall' && each.status === 'terminated'),
  };
  const next = isDone.uninstall ? null : (stepIds.find((id) => !isDone[id]) ?? null);
  return {
    done: next === null ? demoLength : stepIds.indexOf(next),
    next,
    running: running?.workflow ?? null,
    failed: after[failedAt] ?? null,
  };
}
