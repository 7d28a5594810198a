import type { PlanWorkflow } from '../../../core/plan/plan.ts';
import { builtinWorkflows } from '../../../core/workflow/workflows.ts';
import { findDeployment } from '../../../db/repositories/deployment.ts';
import { listNodeInstances } from '../../../db/repositories/node-instance.ts';
import { AppError } from '../../faults/app-error.ts';
import { createExecution } from '../../runtime/requests.ts';
import type { Actor } from '../../security/actor.ts';
import { change, type ServiceDependencies } from '../dependencies.ts';
import { workflowActions } from '../deployments/deployment-actions.ts';
import { nameSome } from '../name-some.ts';
import { notFound } from '../not-found.ts';

/** Starts a workflow of a deployment; refused while another execution of it is pending or running. */
export async function startExecution(
  dependencies: ServiceDependencies,
  actor: Actor,
  { deploymentId, workflow }: { deploymentId: string; workflow: string },
): Promise<{ id: string }> {
  return change(dependencies, actor, async (tx) => {
    const deployment = await findDeployment(tx, actor.tenant.id, deploymentId);
    if (deployment === null) throw notFound('deployment');
    requireRunnable(workflow, deployment.plan.workflows);
    const states = (await listNodeInstances(tx, deploymentId)).map((instance) => instance.state);
    if ((workflow === 'install' || workflow === 'uninstall') && !workflowActions(states).includes(workflow)) {
      const state = workflow === 'install' ? 'installed' : 'uninstalled';
      throw new AppError('conflict', `"${deployment.name}" is ${state} already; there is nothing to do.`);
    }
    const id = dependencies.ids.uuid();
    const created = await createExecution(tx, {
      id,
      tenantId: actor.tenant.id,
      deploymentId,
      workflow,
      createdBy: actor.email,
    });
    if (!created.ok) {
      if (created.active === null) throw notFound('deployment');
      throw new AppError(
        'conflict',
        `An execution of "${deployment.name}" is still active (${created.active}). Wait until it has ended, or cancel it.`,
      );
    }
    return {
      result: { id },
      record: { action: 'executions.start', target: deployment.name, detail: { execution: id, workflow } },
    };
  });
}

function requireRunnable(workflow: string, declared: Readonly<Record<string, PlanWorkflow>>): void {
  const found = Object.hasOwn(declared, workflow) ? declared[workflow] : undefined;
  if (found === undefined) {
    throw new AppError(
      'bad-request',
      `The blueprint has no workflow "${workflow.slice(0, 100)}". It has ${nameSome(Object.keys(declared), 10)}.`,
    );
  }
  if (builtinWorkflows[found.operation] === undefined) {
    throw new AppError('bad-request', `The workflow "${workflow}" (${found.operation}) cannot be run.`);
  }
}
