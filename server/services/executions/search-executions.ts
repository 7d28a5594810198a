import {
  countExecutions,
  listExecutionFacets as listFacetRows,
  listFailureLines,
  listPastDurations,
  searchExecutions as searchRows,
} from '../../../db/repositories/execution-search.ts';
import type { ExecutionFacets, ExecutionPage, ExecutionSearch } from '../../api/contract.ts';
import type { Actor } from '../../security/actor.ts';
import type { ServiceDependencies } from '../dependencies.ts';
import { countedUpTo, cutPage, pageQuery, toListPage } from '../list-page.ts';
import { toExecutionSummary } from './execution-view.ts';

const mostDurations = 12;
const facetsOf = 10_000;

/** A page of the tenant's executions, newest first unless the request names another order. */
export async function searchExecutions(
  { db }: Pick<ServiceDependencies, 'db'>,
  actor: Actor,
  request: ExecutionSearch,
): Promise<ExecutionPage> {
  const { deploymentId, text, status, workflow, createdBy } = request;
  const tenantId = actor.tenant.id;
  const times = { from: timeOf(request.from), to: timeOf(request.to), endedFrom: timeOf(request.endedFrom) };
  const filter = { tenantId, deploymentId, text, status, workflow, createdBy, ...times };
  const query = pageQuery(request, '-created');
  const [read, matching, all] = await Promise.all([
    searchRows(db, filter, query),
    countExecutions(db, filter, countedUpTo),
    countExecutions(db, { tenantId, deploymentId }, countedUpTo),
  ]);
  const page = cutPage(read, query);
  const ids = page.rows.map(({ id }) => id);
  const failed = page.rows.filter((row) => row.status === 'failed').map(({ id }) => id);
  const [past, failures] = await Promise.all([listPastDurations(db, ids, mostDurations), listFailureLines(db, failed)]);
  const rows = page.rows.map((row) => ({
    ...toExecutionSummary(row),
    pastDurations: past.get(row.id) ?? [],
    failure: failures.get(row.id) ?? null,
  }));
  return toListPage({ ...page, rows }, { matching, all });
}

function timeOf(text: string | undefined): Date | undefined {
  return text === undefined ? undefined : new Date(text);
}

/** What the tenant's executions can be narrowed down to. */
export async function listExecutionFacets(
  { db }: Pick<ServiceDependencies, 'db'>,
  actor: Actor,
): Promise<ExecutionFacets> {
  return listFacetRows(db, actor.tenant.id, facetsOf);
}
