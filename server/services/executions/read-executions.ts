import { readEvents } from '../../../db/repositories/event.ts';
import { findExecution, listExecutions as listRows, type NamedExecution } from '../../../db/repositories/execution.ts';
import type { ExecutionStatus } from '../../../db/schema/execution.ts';
import type { EventPage, ExecutionSummary } from '../../api/contract.ts';
import type { Actor } from '../../security/actor.ts';
import type { ServiceDependencies } from '../dependencies.ts';
import { notFound } from '../not-found.ts';
import type { EventQuery, TrackedMessage } from '../services.ts';
import { toExecutionSummary } from './execution-view.ts';

/** More are never shown at once; filters narrow the list down. */
const mostListed = 200;

/** The tenant's executions, newest first. */
export async function listExecutions(
  { db }: ServiceDependencies,
  actor: Actor,
  filter: { deploymentId?: string | undefined; status?: ExecutionStatus | undefined },
): Promise<ExecutionSummary[]> {
  const rows = await listRows(db, { tenantId: actor.tenant.id, limit: mostListed, ...filter });
  return rows.map(toExecutionSummary);
}

export async function getExecution(
  dependencies: ServiceDependencies,
  actor: Actor,
  id: string,
): Promise<ExecutionSummary> {
  return toExecutionSummary(await requireExecution(dependencies, actor, id));
}

/** A page of events; see EventQuery. */
export async function readExecutionEvents(
  dependencies: ServiceDependencies,
  actor: Actor,
  query: EventQuery,
): Promise<EventPage> {
  const { id, ...filter } = query;
  const row = await requireExecution(dependencies, actor, id);
  return { events: await readEvents(dependencies.db, { executionId: row.id, ...filter }), lastSeq: row.lastSeq };
}

/** The execution's events as a stream; see ExecutionServices. */
export async function* streamExecution(
  dependencies: ServiceDependencies,
  actor: Actor,
  { id, after, signal }: { id: string; after: number; signal: AbortSignal },
): AsyncGenerator<TrackedMessage> {
  const row = await requireExecution(dependencies, actor, id);
  yield* dependencies.events.streamEvents(row.id, after, signal);
}

/** The execution if it belongs to the actor's tenant; throws `not-found` otherwise. */
export async function requireExecution(
  { db }: Pick<ServiceDependencies, 'db'>,
  actor: Actor,
  id: string,
): Promise<NamedExecution> {
  const row = await findExecution(db, { id, tenantId: actor.tenant.id });
  if (row === null) throw notFound('execution');
  return row;
}
