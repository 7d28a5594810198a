import type { DeploymentSummary } from '../../server/api/contract.ts';
import { isActive, statusLook } from '../executions/execution-status.ts';
import type { MarkKind } from '../topology/instance-look.ts';
import type { Tone } from '../ui/chip.tsx';

export interface DeploymentStatus {
  label: string;
  tone: Tone;
  mark: MarkKind;
}

/** What a deployment is, in one word: what runs on it, else how it ended, else how many of its instances are up. */
export function deploymentStatus(
  deployment: Pick<DeploymentSummary, 'states' | 'instanceCount' | 'lastExecution'>,
): DeploymentStatus {
  const { lastExecution, states, instanceCount } = deployment;
  if (lastExecution && isActive(lastExecution.status)) return activeStatus(lastExecution);
  if (lastExecution?.status === 'failed') {
    return { label: `${nameOf(lastExecution)} failed`, tone: 'bad', mark: 'failed' };
  }
  const started = states.started ?? 0;
  if (started > 0 && started === instanceCount) return { label: 'Installed', tone: 'good', mark: 'started' };
  if (started > 0) return { label: `${started} of ${instanceCount} started`, tone: 'warn', mark: 'third' };
  if (lastExecution?.status === 'cancelled') {
    return { label: `${nameOf(lastExecution)} cancelled`, tone: 'neutral', mark: 'stopped' };
  }
  return { label: 'Not installed', tone: 'neutral', mark: 'none' };
}

function activeStatus(execution: NonNullable<DeploymentSummary['lastExecution']>): DeploymentStatus {
  const { label, ...look } = statusLook[execution.status];
  if (execution.status !== 'started') return { ...look, label };
  if (execution.dryRun) return { ...look, label: `Dry-running ${execution.workflow}` };
  if (execution.workflow === 'install') return { ...look, label: 'Installing' };
  return { ...look, label: execution.workflow === 'uninstall' ? 'Uninstalling' : `Running ${execution.workflow}` };
}

function nameOf({ workflow, dryRun }: NonNullable<DeploymentSummary['lastExecution']>): string {
  return dryRun ? `Dry run of ${workflow}` : workflow.charAt(0).toUpperCase() + workflow.slice(1);
}
