import { isGone } from '../../../core/workflow/availability.ts';
import type { NodeInstanceState } from '../../../core/workflow/task-graph.ts';
import type { ExecutionStatus } from '../../../db/schema/execution.ts';
import type { DeploymentAction } from '../../api/contract.ts';

/** What can be started when nothing runs. A deployment half installed can be installed to the end or removed. */
export function workflowActions(states: readonly NodeInstanceState[]): ('install' | 'uninstall')[] {
  const actions: ('install' | 'uninstall')[] = [];
  if (states.some((state) => state !== 'started')) actions.push('install');
  if (states.some((state) => !isGone(state))) actions.push('uninstall');
  return actions;
}

const harder: Partial<Record<ExecutionStatus, DeploymentAction[]>> = {
  pending: ['cancel'],
  started: ['cancel', 'force-cancel', 'kill'],
  'needs-decision': ['cancel', 'force-cancel', 'kill'],
  cancelling: ['force-cancel', 'kill'],
  'force-cancelling': ['kill'],
};

/** What a deployment can do now: `running` is the status of its open execution, if there is one. */
export function deploymentActions(
  states: readonly NodeInstanceState[],
  running: ExecutionStatus | null,
): DeploymentAction[] {
  if (running !== null) return harder[running] ?? [];
  const actions: DeploymentAction[] = workflowActions(states);
  if (states.every(isGone)) actions.push('delete');
  return actions;
}
