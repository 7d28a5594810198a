import { findUpdate, findUpdateOverview, listUpdates as listRows } from '../../../db/repositories/deployment-update.ts';
import { listNodeInstances } from '../../../db/repositories/node-instance.ts';
import type { UpdateSummary, UpdateView } from '../../api/update-contract.ts';
import type { Actor } from '../../security/actor.ts';
import { redactObject } from '../../security/redaction/redact-json.ts';
import type { ServiceDependencies } from '../dependencies.ts';
import { notFound } from '../not-found.ts';
import { toUpdateSummary, toUpdateView } from './update-view.ts';

const mostListed = 200;

/** The tenant's updates, newest first: planned, running and ended ones, at most 200. */
export async function listUpdates(
  { db }: ServiceDependencies,
  actor: Actor,
  filter: { deploymentId?: string | undefined },
): Promise<UpdateSummary[]> {
  const rows = await listRows(db, { tenantId: actor.tenant.id, deploymentId: filter.deploymentId, limit: mostListed });
  return rows.map(toUpdateSummary);
}

/** An update with all that it changes; secrets in inputs are masked. */
export async function getUpdate({ db, redactor }: ServiceDependencies, actor: Actor, id: string): Promise<UpdateView> {
  const [overview, row] = await Promise.all([
    findUpdateOverview(db, { tenantId: actor.tenant.id, id }),
    findUpdate(db, id),
  ]);
  if (overview === null || row === null) throw notFound('update');
  const instances = await listNodeInstances(db, overview.deploymentId);
  return toUpdateView(overview, row, { instances, mask: (object) => redactObject(object, redactor) });
}
