import { findUpdate, findUpdateOverview } from '../../../db/repositories/deployment-update.ts';
import type { PlanUpdateResult } from '../../api/update-contract.ts';
import { AppError } from '../../faults/app-error.ts';
import type { Actor } from '../../security/actor.ts';
import type { ServiceDependencies } from '../dependencies.ts';
import { notFound } from '../not-found.ts';
import { planDeploymentUpdate } from './plan-deployment-update.ts';

/** Plans the way back to the model and the inputs that a deployment had before an update. It is an update like any other. */
export async function rollbackUpdate(
  dependencies: ServiceDependencies,
  actor: Actor,
  id: string,
): Promise<PlanUpdateResult> {
  const overview = await findUpdateOverview(dependencies.db, { tenantId: actor.tenant.id, id });
  const row = overview === null ? null : await findUpdate(dependencies.db, id);
  if (row === null) throw notFound('update');
  if (row.adoptedAt === null) {
    throw new AppError(
      'conflict',
      'The deployment never got the new model of this update; there is nothing to go back from.',
    );
  }
  const { deploymentId, oldVersionId: versionId, oldInputs: inputs } = row;
  return await planDeploymentUpdate(dependencies, actor, { deploymentId, versionId, inputs });
}
