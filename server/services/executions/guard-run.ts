import { whyUnavailable } from '../../../core/workflow/availability.ts';
import type { Db, Tx } from '../../../db/client.ts';
import { dependentsOf } from '../../../db/repositories/deployment-dependency.ts';
import { AppError } from '../../faults/app-error.ts';
import { nameDependents } from '../deployments/name-dependents.ts';
import type { PreparedRun } from './prepare-run.ts';

/** Workflows that take away what other deployments may be using (runtime.md B.8, dependency guard). */
const guarded: ReadonlySet<string> = new Set(['stop', 'uninstall', 'update', 'heal']);

/** @throws AppError when the workflow is not available, or other deployments need what it takes away, unless it is forced. */
export async function guardRun(db: Db | Tx, name: string, { deployment, workflow, model }: PreparedRun): Promise<void> {
  const reason = whyUnavailable(workflow.availability_rules, model);
  if (reason !== null) {
    throw new AppError(
      'conflict',
      `"${name}" is not available for "${deployment.name}": ${reason}. Force it to run it nevertheless.`,
    );
  }
  const dependents = guarded.has(name) ? await dependentsOf(db, deployment.id) : [];
  if (dependents.length === 0) return;
  throw new AppError(
    'conflict',
    `"${deployment.name}" is used by ${nameDependents(dependents)}, which "${name}" may break. Force it to run it nevertheless.`,
  );
}
