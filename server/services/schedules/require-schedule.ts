import type { Tx } from '../../../db/client.ts';
import { findDeployment } from '../../../db/repositories/deployment.ts';
import { lockSchedule } from '../../../db/repositories/schedule.ts';
import type { Actor } from '../../security/actor.ts';
import { notFound } from '../not-found.ts';

/** A schedule, held until the transaction ends, and its deployment. Throws `not-found`. */
export async function requireSchedule(tx: Tx, actor: Actor, id: string) {
  const row = await lockSchedule(tx, { id, tenantId: actor.tenant.id });
  const deployment = row === null ? null : await findDeployment(tx, actor.tenant.id, row.deploymentId);
  if (row === null || deployment === null) throw notFound('schedule');
  return { row, deployment };
}
