import { countInstanceStates } from '../../../db/repositories/deployment.ts';
import { countDeployments, searchDeployments as searchRows } from '../../../db/repositories/deployment-search.ts';
import { listTellingExecutions } from '../../../db/repositories/execution.ts';
import type { DeploymentPage, DeploymentSearch } from '../../api/contract.ts';
import type { Actor } from '../../security/actor.ts';
import type { ServiceDependencies } from '../dependencies.ts';
import { toExecutionSummary } from '../executions/execution-view.ts';
import { countedUpTo, cutPage, pageQuery, toListPage } from '../list-page.ts';
import { toDeploymentSummary } from './read-deployments.ts';

/** A page of the tenant's deployments, newest first unless the request names another order. */
export async function searchDeployments(
  { db }: Pick<ServiceDependencies, 'db'>,
  actor: Actor,
  request: DeploymentSearch,
): Promise<DeploymentPage> {
  const { text, blueprintId, status } = request;
  const tenantId = actor.tenant.id;
  const filter = { tenantId, text, blueprintId, status };
  const query = pageQuery(request, '-created');
  const [read, matching, all] = await Promise.all([
    searchRows(db, filter, query),
    countDeployments(db, filter, countedUpTo),
    countDeployments(db, { tenantId, blueprintId }, countedUpTo),
  ]);
  const page = cutPage(read, query);
  const ids = page.rows.map(({ id }) => id);
  const [states, executions] = await Promise.all([countInstanceStates(db, ids), listTellingExecutions(db, ids)]);
  const last = new Map(executions.map((row) => [row.deploymentId, toExecutionSummary(row)]));
  const rows = page.rows.map((row) => toDeploymentSummary(row, states.get(row.id) ?? {}, last.get(row.id) ?? null));
  return toListPage({ ...page, rows }, { matching, all });
}
