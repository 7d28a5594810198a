import {
  countGroupStates,
  type ExecutionGroupRow,
  listGroupExecutions,
  listGroups as listRows,
} from '../../../db/repositories/execution-group.ts';
import type { ExecutionStatus } from '../../../db/schema/execution.ts';
import type { ExecutionGroupSummary, ExecutionGroupView } from '../../api/contract.ts';
import type { Actor } from '../../security/actor.ts';
import type { ServiceDependencies } from '../dependencies.ts';
import { hasEnded, toExecutionSummary } from '../executions/execution-view.ts';
import { notFound } from '../not-found.ts';

const mostListed = 200;

/** The tenant's execution groups, newest first. */
export async function listGroups(
  { db }: Pick<ServiceDependencies, 'db'>,
  actor: Actor,
): Promise<ExecutionGroupSummary[]> {
  const rows = await listRows(db, { tenantId: actor.tenant.id, limit: mostListed });
  const counts = await countGroupStates(
    db,
    rows.map((row) => row.id),
  );
  return rows.map((row) => toSummary(row, counts.get(row.id) ?? {}));
}

export async function getGroup(
  { db }: Pick<ServiceDependencies, 'db'>,
  actor: Actor,
  id: string,
): Promise<ExecutionGroupView> {
  const row = await requireGroup({ db }, actor, id);
  const counts = (await countGroupStates(db, [id])).get(id) ?? {};
  const executions = await listGroupExecutions(db, id);
  return { ...toSummary(row, counts), executions: executions.map(toExecutionSummary) };
}

/** The group if it belongs to the actor's tenant; throws `not-found` otherwise. */
export async function requireGroup(
  { db }: Pick<ServiceDependencies, 'db'>,
  actor: Actor,
  id: string,
): Promise<ExecutionGroupRow> {
  const [row] = await listRows(db, { tenantId: actor.tenant.id, id, limit: 1 });
  if (row === undefined) throw notFound('execution group');
  return row;
}

function toSummary(row: ExecutionGroupRow, counts: ExecutionGroupSummary['counts']): ExecutionGroupSummary {
  const { id, workflow, parameters, concurrency, createdBy } = row;
  const createdAt = row.createdAt.toISOString();
  return { id, workflow, parameters, concurrency, createdAt, createdBy, counts, status: statusOf(counts) };
}

function statusOf(counts: ExecutionGroupSummary['counts']): ExecutionGroupSummary['status'] {
  const statuses = Object.keys(counts) as ExecutionStatus[];
  if (statuses.some((status) => !hasEnded(status))) return 'active';
  if (statuses.includes('failed')) return 'failed';
  return statuses.includes('cancelled') ? 'cancelled' : 'terminated';
}
