import { findExecution, listOpenExecutions, type NamedExecution } from '../../../db/repositories/execution.ts';
import type { ExecutionDetail } from '../../api/contract.ts';
import type { Actor } from '../../security/actor.ts';
import { redactObject } from '../../security/redaction/redact-json.ts';
import type { ServiceDependencies } from '../dependencies.ts';
import { notFound } from '../not-found.ts';
import type { TrackedMessage } from '../services.ts';
import { toExecutionDetail } from './execution-view.ts';

export async function getExecution(
  dependencies: ServiceDependencies,
  actor: Actor,
  id: string,
): Promise<ExecutionDetail> {
  const row = await requireExecution(dependencies, actor, id);
  const detail = toExecutionDetail(row, await findBlocker(dependencies, row));
  return { ...detail, parameters: redactObject(detail.parameters, dependencies.redactor) };
}

/** The execution of the same deployment that a pending one waits for: one under way, else the one that came just before it. */
async function findBlocker(
  { db }: Pick<ServiceDependencies, 'db'>,
  { id, deploymentId, status, isForced }: NamedExecution,
): Promise<string | null> {
  if (status !== 'pending' || isForced) return null;
  const open = await listOpenExecutions(db, deploymentId);
  const before = open
    .slice(
      0,
      open.findIndex((other) => other.id === id),
    )
    .filter((other) => other.status !== 'queued');
  const underWay = open.find((other) => other.status !== 'pending' && other.status !== 'queued');
  return underWay?.id ?? before.at(-1)?.id ?? null;
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
