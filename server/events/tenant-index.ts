import type { Db } from '../../db/client.ts';
import { findTenantOf } from '../../db/repositories/deployment.ts';

/** About 150 bytes each. */
const mostKept = 10_000;

/** Whose a deployment is: read once for all who want to know it. Null when it is gone. */
export function createTenantIndex(db: Db): (deploymentId: string) => Promise<string | null> {
  const known = new Map<string, Promise<string | null>>();
  return (deploymentId) => {
    const before = known.get(deploymentId);
    if (before !== undefined) return before;
    const found = findTenantOf(db, deploymentId);
    known.set(deploymentId, found);
    // Neither a fault nor "not there", as it may be written a moment later, is kept.
    const forget = (): void => void known.delete(deploymentId);
    found.then((tenantId) => tenantId === null && forget(), forget);
    const [oldest] = known.keys();
    if (known.size > mostKept && oldest !== undefined) known.delete(oldest);
    return found;
  };
}
