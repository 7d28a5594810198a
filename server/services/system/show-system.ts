import { listOwnedExecutions, listWorkers, readDatabaseFacts } from '../../../db/repositories/system.ts';
import type { SystemView } from '../../api/contract.ts';
import type { Actor } from '../../security/actor.ts';
import type { ServiceDependencies } from '../dependencies.ts';

/** A worker says that it lives every few seconds. */
const silenceMs = 30_000;

/** How the product itself is: its workers with what they run, its database, its settings. */
export async function showSystem(d: ServiceDependencies, actor: Actor): Promise<SystemView> {
  const { db, version, lab, system } = d;
  const [database, workers, owned] = await Promise.all([
    readDatabaseFacts(db),
    listWorkers(db, silenceMs),
    listOwnedExecutions(db, actor.tenant.id),
  ]);
  return {
    ...{ version, lab, node: process.version, startedAt: system.startedAt.toISOString() },
    database: { ...database, isEmbedded: system.isEmbedded },
    workers: workers.map(({ id, pid, startedAt, heartbeatAt, isSilent }) => ({
      ...{ id, pid, isAlive: !isSilent },
      startedAt: startedAt.toISOString(),
      heartbeatAt: heartbeatAt.toISOString(),
      executions: owned.filter(({ owner }) => owner === id).map(({ owner: _, ...execution }) => execution),
    })),
    settings: [...system.settings],
  };
}
