import type { Json, JsonObject } from '../../../core/blueprint/json.ts';
import { sameJson } from '../../../core/dsl/functions/same-json.ts';
import type { PlannedUpdate } from '../../../core/plan/index.ts';
import { defaultRunLimits } from '../../../core/workflow/definition.ts';
import { updateWorkflow } from '../../../core/workflow/updating/update-workflow.ts';
import type { Db, Tx } from '../../../db/client.ts';
import { findDeployment } from '../../../db/repositories/deployment.ts';
import { findStartedModification } from '../../../db/repositories/deployment-modification.ts';
import {
  type DeploymentUpdateRow,
  findUpdate,
  findUpdateOverview,
  type UpdateOverview,
} from '../../../db/repositories/deployment-update.ts';
import { listNodeInstances } from '../../../db/repositories/node-instance.ts';
import { findPendingUpdate } from '../../../db/repositories/pending-update.ts';
import { AppError } from '../../faults/app-error.ts';
import { defaultRetries } from '../../runtime/requests.ts';
import type { ServiceDependencies } from '../dependencies.ts';
import { workflowModelOf } from '../deployments/workflow-model.ts';
import type { PreparedRun } from '../executions/prepare-run.ts';
import { notFound } from '../not-found.ts';
import { planFor } from './plan-deployment-update.ts';

/** An update and everything that a run of it, or a preview, is made from. */
export interface PreparedUpdate {
  overview: UpdateOverview;
  run: Omit<PreparedRun, 'problems' | 'workflow'>;
}

/**
 * Reads a planned update together with the deployment as it is now.
 * @throws AppError when it is not there, was carried out already, or does not fit the deployment any more.
 */
export async function prepareUpdate(
  db: Db | Tx,
  by: { tenantId: string } & Pick<ServiceDependencies, 'ids' | 'retries' | 'limits'>,
  { id, parameters }: { id: string; parameters: JsonObject },
): Promise<PreparedUpdate> {
  const overview = await findUpdateOverview(db, { tenantId: by.tenantId, id });
  const row = await findUpdate(db, id);
  const deployment = overview === null ? null : await findDeployment(db, by.tenantId, overview.deploymentId);
  if (overview === null || row === null || deployment === null) throw notFound('update');
  if (row.executionId !== null) {
    throw new AppError('conflict', `The update was carried out already (execution ${row.executionId}). Plan it anew.`);
  }
  const instances = await listNodeInstances(db, deployment.id);
  const now = planFor({ deployment, instances, after: row.newPlan }, by).update;
  const isOfNow = deployment.blueprintVersionId === row.oldVersionId && sameJson(deployment.inputs, row.oldInputs);
  if (now === null || !isOfNow || !comesToTheSame(row, now)) {
    throw new AppError('conflict', `"${deployment.name}" has changed since the update was planned. Plan it anew.`);
  }
  const [update, modification] = await Promise.all([
    findPendingUpdate(db, id),
    findStartedModification(db, deployment.id),
  ]);
  const { retries = defaultRetries, limits = defaultRunLimits } = by;
  const model = { ...workflowModelOf(deployment, instances, modification), update };
  return { overview, run: { deployment, definition: updateWorkflow, instances, model, parameters, retries, limits } };
}

/** Whether a plan that was made before is what would be planned now; new instances may have other ids. */
function comesToTheSame({ content, newPlan }: DeploymentUpdateRow, now: PlannedUpdate): boolean {
  const added = content.added.map(({ nodeName }) => nodeName);
  return (
    areSame(withoutIds(newPlan), withoutIds(now.plan)) &&
    areSame(content.removed, now.removed) &&
    areSame(
      added,
      now.added.map(({ node_id: node }) => node),
    ) &&
    areSame(content.related.map(withNames), now.related.map(withNames))
  );
}

/** Of the plan only the readings of other deployments name instances. */
function withoutIds({ inter_deployment_functions: _, ...plan }: DeploymentUpdateRow['newPlan']) {
  return plan;
}

function withNames({
  id,
  relationships,
}: PlannedUpdate['related'][number] | DeploymentUpdateRow['content']['related'][number]) {
  return [id, relationships.map(({ type, target_name: target }) => [type, target])];
}

function areSame(a: unknown, b: unknown): boolean {
  return sameJson(a as Json, b as Json);
}
