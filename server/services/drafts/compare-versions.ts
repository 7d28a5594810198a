import { comparePlans, type PlanComparison } from '../../../core/topology/compare-plans.ts';
import { findBlueprintHead, findVersion, findVersionHead } from '../../../db/repositories/blueprint.ts';
import type { Actor } from '../../security/actor.ts';
import type { ServiceDependencies } from '../dependencies.ts';
import { notFound } from '../not-found.ts';

/** What differs between what two versions of a blueprint install. */
export async function compareVersions(
  { db }: ServiceDependencies,
  actor: Actor,
  { id, from, to }: { id: string; from: number; to: number },
): Promise<PlanComparison> {
  if ((await findBlueprintHead(db, actor.tenant.id, id)) === null) throw notFound('blueprint');
  const [before, after] = await Promise.all(
    [from, to].map(async (number) => {
      const head = await findVersionHead(db, id, number);
      const version = head === null ? null : await findVersion(db, head.id);
      if (version === null) throw notFound('version');
      return version.plan;
    }),
  );
  if (before === undefined || after === undefined) throw notFound('version');
  return comparePlans(before, after);
}
