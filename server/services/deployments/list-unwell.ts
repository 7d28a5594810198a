import type { Json, JsonObject } from '../../../core/blueprint/json.ts';
import { isJsonObject } from '../../../core/blueprint/json-object.ts';
import { isGone } from '../../../core/workflow/availability.ts';
import { findDeploymentOverview } from '../../../db/repositories/deployment.ts';
import { listTellingExecutions } from '../../../db/repositories/execution.ts';
import { listFailedInstances } from '../../../db/repositories/failed-instance.ts';
import { listNodeInstances, type NodeInstanceRow } from '../../../db/repositories/node-instance.ts';
import type { UnwellInstance } from '../../api/contract.ts';
import type { Actor } from '../../security/actor.ts';
import type { ServiceDependencies } from '../dependencies.ts';
import { notFound } from '../not-found.ts';

/** The node instances of a deployment whose last operation failed, or whose last check of their status did. */
export async function listUnwellInstances(
  { db, redactor }: ServiceDependencies,
  actor: Actor,
  id: string,
): Promise<UnwellInstance[]> {
  if ((await findDeploymentOverview(db, actor.tenant.id, id)) === null) throw notFound('deployment');
  const [instances, [last]] = await Promise.all([listNodeInstances(db, id), listTellingExecutions(db, [id])]);
  const failed = new Map<string, string | null>();
  for (const instance of last === undefined ? [] : await listFailedInstances(db, last.id)) failed.set(instance, null);
  for (const { instance, error } of last?.failedOperations ?? []) failed.set(instance, error);
  return unwellOf(instances, failed).map((one) => ({
    ...one,
    text: one.text === null ? null : redactor.redact(one.text),
  }));
}

type Looked = Pick<NodeInstanceRow, 'id' | 'nodeName' | 'hostId' | 'state' | 'systemProperties'>;

/** The same from instances, and from those whose last operation failed with what it said. Linear. */
export function unwellOf(instances: readonly Looked[], failed: ReadonlyMap<string, string | null>): UnwellInstance[] {
  return instances.flatMap<UnwellInstance>(({ id, nodeName: node, hostId, state, systemProperties }) => {
    const common = { id, node, hostId: hostId === id ? null : hostId };
    const said = failed.get(id);
    if (said !== undefined) return [{ ...common, reason: 'failed', text: said }];
    const status = systemProperties['status'];
    if (isGone(state) || !isJsonObject(status) || status['ok'] !== false) return [];
    return [{ ...common, reason: 'status', text: textOf(status) }];
  });
}

function textOf(status: JsonObject): string | null {
  const result: Json = status['result'] ?? null;
  if (result === null) return null;
  return typeof result === 'string' ? result : JSON.stringify(result);
}
