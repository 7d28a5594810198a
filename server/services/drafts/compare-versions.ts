import type { BlueprintPlan } from '../../../core/plan/plan.ts';
import { comparePlans, type PlanComparison } from '../../../core/topology/compare-plans.ts';
import { findBlueprintHead, findVersion, findVersionHead } from '../../../db/repositories/blueprint.ts';
import type { VersionPair } from '../../api/draft-contract.ts';
import { AppError } from '../../faults/app-error.ts';
import type { Actor } from '../../security/actor.ts';
import { compileFiles } from '../blueprints/compile-files.ts';
import type { ServiceDependencies } from '../dependencies.ts';
import { notFound } from '../not-found.ts';
import { findOpenDraft, mainFileOf, readFiles } from './read-draft.ts';

/** What differs between what two versions of a blueprint install; null stands for the draft. */
export async function compareVersions(
  dependencies: ServiceDependencies,
  actor: Actor,
  { id, from, to }: VersionPair,
): Promise<PlanComparison> {
  const tenantId = actor.tenant.id;
  if ((await findBlueprintHead(dependencies.db, tenantId, id)) === null) throw notFound('blueprint');
  const planOf = (side: number | null) =>
    side === null ? planOfDraft(dependencies, { tenantId, id }) : planOfVersion(dependencies, { id, number: side });
  const [before, after] = await Promise.all([planOf(from), planOf(to)]);
  return comparePlans(before, after);
}

async function planOfVersion(
  { db }: ServiceDependencies,
  { id, number }: { id: string; number: number },
): Promise<BlueprintPlan> {
  const head = await findVersionHead(db, id, number);
  const version = head === null ? null : await findVersion(db, head.id);
  if (version === null) throw notFound('version');
  return version.plan;
}

async function planOfDraft(
  { db, operationNames }: ServiceDependencies,
  key: { tenantId: string; id: string },
): Promise<BlueprintPlan> {
  const found = await findOpenDraft(db, key);
  const source = { files: await readFiles(db, found), mainFile: mainFileOf(found) };
  const { plan, diagnostics } = await compileFiles(source, operationNames);
  const error = diagnostics.find(({ severity }) => severity === 'error');
  if (plan !== null && error === undefined) return plan;
  const where = error === undefined ? '' : ` (${error.range.file}, line ${error.range.start.line})`;
  throw new AppError(
    'bad-request',
    `The draft has errors, so it cannot be said what it would install: ${error?.detail ?? 'it has no plan.'}${where} Mend it in the designer, or compare the texts.`,
  );
}
