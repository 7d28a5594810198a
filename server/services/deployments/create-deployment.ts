import type { JsonObject } from '../../../core/blueprint/json.ts';
import { createDeploymentPlan, secretNamesOf } from '../../../core/plan/index.ts';
import type { PlanNodeInstance } from '../../../core/plan/plan.ts';
import { readDefaultSchedules } from '../../../core/schedules/default-schedules.ts';
import { defaultRunLimits } from '../../../core/workflow/definition.ts';
import { findBlueprint, findVersion } from '../../../db/repositories/blueprint.ts';
import { insertDeployment } from '../../../db/repositories/deployment.ts';
import { recordDependencies } from '../../../db/repositories/deployment-dependency.ts';
import { notifyChange } from '../../../db/repositories/execution.ts';
import { insertNodeInstances } from '../../../db/repositories/node-instance.ts';
import { insertDefaultSchedules } from '../../../db/repositories/schedule.ts';
import type { CreateDeploymentResult } from '../../api/contract.ts';
import type { Actor } from '../../security/actor.ts';
import { change, type ServiceDependencies } from '../dependencies.ts';
import { notFound } from '../not-found.ts';
import { findMissingSecrets } from './missing-secrets.ts';
import { readValuesGetter } from './read-values-getter.ts';

type InstanceRow = Parameters<typeof insertNodeInstances>[1][number];
type Problems = Extract<CreateDeploymentResult, { ok: false }>['problems'];

/** Makes a deployment of the blueprint's latest version, or says what is wrong with the inputs and changes nothing. */
export async function createDeployment(
  dependencies: ServiceDependencies,
  actor: Actor,
  input: { blueprintId: string; name: string; inputs: JsonObject },
): Promise<CreateDeploymentResult> {
  const { db, ids, limits = defaultRunLimits } = dependencies;
  const blueprint = await findBlueprint(db, actor.tenant.id, input.blueprintId);
  const version = blueprint === null ? null : await findVersion(db, blueprint.versionId);
  if (blueprint === null || version === null) throw notFound('blueprint');
  const values = await readValuesGetter(db, actor.tenant.id, { declarations: Object.values(version.plan.inputs) });
  const { plan, problems } = createDeploymentPlan(version.plan, {
    inputs: input.inputs,
    ids,
    values,
    maxInstances: limits.maxInstances,
  });
  if (plan === null) return { ok: false, problems };
  const defaults = readDefaultSchedules(plan, dependencies.clock.now());
  if (defaults.problems.length > 0)
    return { ok: false, problems: defaults.problems.map((message) => ({ input: null, message })) };
  const { node_instances: instances, ...kept } = plan;
  const id = ids.uuid();
  return change(dependencies, actor, async (tx, now) => {
    const missing = await findMissingSecrets(tx, actor.tenant.id, secretNamesOf(kept));
    if (missing.length > 0) return refuse(missing);
    const row = {
      id,
      tenantId: actor.tenant.id,
      name: input.name,
      blueprintVersionId: version.id,
      inputs: plan.inputs,
      dialect: version.dialect,
      plan: kept,
    };
    const isNew = await insertDeployment(tx, { ...row, createdAt: now, createdBy: actor.email });
    if (!isNew)
      return refuse([
        { input: null, message: `There is a deployment named "${input.name}" already. Choose another name.` },
      ]);
    await insertNodeInstances(tx, toRows(id, instances));
    await recordDependencies(tx, id);
    const owner = { id, tenantId: actor.tenant.id, now: now.getTime(), createdBy: actor.email };
    await insertDefaultSchedules(tx, owner, defaults.schedules);
    await notifyChange(tx, id);
    const detail = { id, blueprint: blueprint.name, version: version.number, instances: instances.length };
    return { result: { ok: true, id }, record: { action: 'deployments.create', target: input.name, detail } };
  });
}

function refuse(problems: Problems): { result: CreateDeploymentResult; record: null } {
  return { result: { ok: false, problems }, record: null };
}

function toRows(deploymentId: string, instances: readonly PlanNodeInstance[]): InstanceRow[] {
  const counts = new Map<string, number>();
  return instances.map((instance) => {
    const index = (counts.get(instance.node_id) ?? 0) + 1;
    counts.set(instance.node_id, index);
    return {
      deploymentId,
      id: instance.id,
      nodeName: instance.node_id,
      index,
      hostId: instance.host_id ?? null,
      relationships: instance.relationships,
      scalingGroups: instance.scaling_groups ?? [],
    };
  });
}
