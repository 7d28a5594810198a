import { isJsonObject } from '../../../core/blueprint/json-object.ts';
import { listAuditNames, listNewestAuditEntries } from '../../../db/repositories/audit.ts';
import type { AuditFilter, AuditPage } from '../../api/contract.ts';
import type { Actor } from '../../security/actor.ts';
import type { ServiceDependencies } from '../dependencies.ts';

/** A page of the audit trail, the newest entries first. */
export async function listAudit({ db }: ServiceDependencies, actor: Actor, filter: AuditFilter): Promise<AuditPage> {
  const { from, to, limit, ...rest } = filter;
  const query = {
    ...rest,
    from: from === undefined ? undefined : new Date(from),
    to: to === undefined ? undefined : new Date(to),
    limit: limit + 1,
  };
  const [rows, names] = await Promise.all([
    listNewestAuditEntries(db, actor.tenant.id, query),
    listAuditNames(db, actor.tenant.id),
  ]);
  return {
    entries: rows.slice(0, limit).map(({ id, at, actor: who, action, target, detail }) => ({
      ...{ id, action, target, actor: who, at: at.toISOString() },
      detail: isJsonObject(detail) ? detail : {},
    })),
    hasMore: rows.length > limit,
    ...names,
  };
}
