import { listAttemptEvents } from '../../../db/repositories/attempt-event.ts';
import { listDeeds } from '../../../db/repositories/audit.ts';
import { findDeployment, findDeploymentOverview } from '../../../db/repositories/deployment.ts';
import type { DeploymentDeed, InstanceOperation } from '../../api/contract.ts';
import type { Actor } from '../../security/actor.ts';
import { redactObject } from '../../security/redaction/redact-json.ts';
import type { ServiceDependencies } from '../dependencies.ts';
import { notFound } from '../not-found.ts';
import { foldAttempts } from './fold-attempts.ts';

/** Enough for the last hundred operations with a start and an end each. */
const mostEvents = 240;
const mostDeeds = 200;

/** The operations that ran on a node instance last, in all executions of its deployment, newest first. */
export async function listInstanceOperations(
  { db }: ServiceDependencies,
  actor: Actor,
  { id, instanceId }: { id: string; instanceId: string },
): Promise<InstanceOperation[]> {
  if ((await findDeployment(db, actor.tenant.id, id)) === null) throw notFound('deployment');
  return foldAttempts(await listAttemptEvents(db, { deploymentId: id, instance: instanceId, limit: mostEvents }));
}

/** Who did what to a deployment since it was made, newest first. */
export async function listDeploymentDeeds(
  { db, redactor }: ServiceDependencies,
  actor: Actor,
  id: string,
): Promise<DeploymentDeed[]> {
  const found = await findDeploymentOverview(db, actor.tenant.id, id);
  if (found === null) throw notFound('deployment');
  const of = { tenantId: actor.tenant.id, target: found.name, since: found.createdAt, limit: mostDeeds };
  const rows = await listDeeds(db, of);
  return rows.map((row) => ({
    id: row.id,
    at: row.at.toISOString(),
    by: row.actor,
    action: row.action,
    detail: redactObject(row.detail, redactor),
  }));
}
