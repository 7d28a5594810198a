import type { JsonObject } from '../../../core/blueprint/json.ts';
import {
  createDeploymentPlan,
  type PlanModel,
  planUpdate,
  secretNamesOf,
  type UpdatePlanResult,
} from '../../../core/plan/index.ts';
import type { PlanNodeInstance } from '../../../core/plan/plan.ts';
import { readDefaultSchedules } from '../../../core/schedules/default-schedules.ts';
import { defaultRunLimits } from '../../../core/workflow/definition.ts';
import { pendingContent } from '../../../core/workflow/updating/pending-content.ts';
import { type BlueprintVersionRow, findBlueprint, findVersion } from '../../../db/repositories/blueprint.ts';
import { type DeploymentRow, findDeployment } from '../../../db/repositories/deployment.ts';
import { deleteOldPlans, insertUpdate } from '../../../db/repositories/deployment-update.ts';
import { listNodeInstances, type NodeInstanceRow } from '../../../db/repositories/node-instance.ts';
import type { PlanUpdateResult, UpdateRequest } from '../../api/update-contract.ts';
import type { Actor } from '../../security/actor.ts';
import type { ServiceDependencies } from '../dependencies.ts';
import { findMissingSecrets } from '../deployments/missing-secrets.ts';
import { readValuesGetter } from '../deployments/read-values-getter.ts';
import { notFound } from '../not-found.ts';
import { getUpdate } from './read-updates.ts';

/** How long a plan that nobody carries out is kept. */
const planKeptMs = 24 * 60 * 60 * 1000;

/**
 * Finds out what a new model changes of a deployment and keeps it, so that it can be looked at and carried out. Nothing
 * of the deployment is changed.
 */
export async function planDeploymentUpdate(
  dependencies: ServiceDependencies,
  actor: Actor,
  request: UpdateRequest,
): Promise<PlanUpdateResult> {
  const { db, ids, clock } = dependencies;
  const tenantId = actor.tenant.id;
  const deployment = await findDeployment(db, tenantId, request.deploymentId);
  if (deployment === null) throw notFound('deployment');
  const version = await findNewVersion(dependencies, actor, { deployment, request });
  const bound = await bindVersion(dependencies, tenantId, {
    version,
    inputs: keptInputs(deployment.inputs, version, request.inputs),
  });
  if (!bound.ok) return bound;
  const instances = await listNodeInstances(db, deployment.id);
  const { update, problems } = planFor({ deployment, instances, after: bound.plan }, dependencies);
  if (update === null) return { ok: false, problems };
  const id = ids.uuid();
  const now = new Date(clock.now());
  await db.transaction(async (tx) => {
    await deleteOldPlans(tx, { deploymentId: deployment.id, before: new Date(now.getTime() - planKeptMs) });
    await insertUpdate(tx, {
      id,
      deploymentId: deployment.id,
      oldVersionId: deployment.blueprintVersionId,
      newVersionId: version.id,
      oldInputs: deployment.inputs,
      newInputs: bound.plan.inputs,
      newPlan: update.plan,
      content: pendingContent(update),
      createdAt: now,
      createdBy: actor.email,
    });
  });
  return { ok: true, update: await getUpdate(dependencies, actor, id) };
}

/** What a model comes to for a deployment as it stands. */
export function planFor(
  request: {
    deployment: Pick<DeploymentRow, 'plan' | 'inputs'>;
    instances: readonly NodeInstanceRow[];
    after: PlanModel;
  },
  { ids, limits = defaultRunLimits }: Pick<ServiceDependencies, 'ids' | 'limits'>,
): UpdatePlanResult {
  const { deployment, instances, after } = request;
  const before = { ...deployment.plan, inputs: deployment.inputs };
  return planUpdate(
    { before, after, instances: instances.map(toPlanInstance) },
    { ...ids, maxInstances: limits.maxInstances },
  );
}

async function findNewVersion(
  { db }: ServiceDependencies,
  actor: Actor,
  { deployment, request }: { deployment: DeploymentRow; request: UpdateRequest },
): Promise<BlueprintVersionRow> {
  const { blueprintId, versionId } = request;
  if (versionId === undefined && blueprintId === undefined) return await versionOf(db, deployment.blueprintVersionId);
  if (versionId !== undefined) {
    const version = await findVersion(db, versionId);
    const owner = version === null ? null : await findBlueprint(db, actor.tenant.id, version.blueprintId);
    const isOther = blueprintId !== undefined && blueprintId !== owner?.id;
    if (version === null || owner === null || isOther) throw notFound('version of a blueprint');
    return version;
  }
  const blueprint = blueprintId === undefined ? null : await findBlueprint(db, actor.tenant.id, blueprintId);
  if (blueprint === null) throw notFound('blueprint');
  return await versionOf(db, blueprint.versionId);
}

async function versionOf(db: ServiceDependencies['db'], id: string): Promise<BlueprintVersionRow> {
  const version = await findVersion(db, id);
  if (version === null) throw notFound('version of a blueprint');
  return version;
}

/**
 * The inputs that a deployment has and that the new blueprint still knows, with the given ones in their places. One
 * without a value has none, so that a default of the new blueprint counts.
 */
function keptInputs(known: JsonObject, version: BlueprintVersionRow, given: JsonObject = {}): JsonObject {
  const declared = version.plan.inputs;
  const kept = Object.entries(known).filter(
    ([name, value]) => value !== null && Object.hasOwn(declared, name) && !Object.hasOwn(given, name),
  );
  return { ...Object.fromEntries(kept), ...given };
}

async function bindVersion(
  { db, ids, clock, limits = defaultRunLimits }: ServiceDependencies,
  tenantId: string,
  { version, inputs }: { version: BlueprintVersionRow; inputs: JsonObject },
): Promise<{ ok: true; plan: PlanModel } | Extract<PlanUpdateResult, { ok: false }>> {
  const values = await readValuesGetter(db, tenantId, { declarations: Object.values(version.plan.inputs) });
  const { plan, problems } = createDeploymentPlan(version.plan, {
    inputs,
    ids,
    values,
    maxInstances: limits.maxInstances,
  });
  if (plan === null) return { ok: false, problems };
  const schedules = readDefaultSchedules(plan, clock.now());
  if (schedules.problems.length > 0) {
    return { ok: false, problems: schedules.problems.map((message) => ({ input: null, message })) };
  }
  const missing = await findMissingSecrets(db, tenantId, secretNamesOf(plan));
  if (missing.length > 0) return { ok: false, problems: missing };
  const { node_instances: _, ...kept } = plan;
  return { ok: true, plan: kept };
}

function toPlanInstance(row: NodeInstanceRow): PlanNodeInstance {
  const { id, nodeName, hostId, relationships, scalingGroups } = row;
  return {
    id,
    node_id: nodeName,
    name: nodeName,
    relationships,
    ...(hostId === null ? {} : { host_id: hostId }),
    ...(scalingGroups.length === 0 ? {} : { scaling_groups: scalingGroups }),
  };
}
