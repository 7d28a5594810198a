import type { JsonObject } from '../../../../core/blueprint/json.ts';
import { createDeploymentPlan } from '../../../../core/plan/index.ts';
import type { BlueprintCase, Outcome } from '../case.ts';
import { compileCase, refused } from './compile.ts';

/** Blueprint text to deployment plan, node instances included. */
export async function runPrepare(recorded: BlueprintCase): Promise<Outcome> {
  const compiled = await compileCase(recorded);
  if (compiled.plan === null) return refused(compiled.problem);
  let last = 0;
  const suffix = (length: number) => (last++).toString(36).padStart(length, '0');
  const ids = { uuid: () => suffix(36), suffix };
  const result = createDeploymentPlan(compiled.plan, (recorded['inputs'] ?? {}) as JsonObject, ids);
  if (result.plan === null) return { ok: false, code: null, message: result.problems[0].message };
  return { ok: true, value: result.plan };
}

/** The same for cases that were recorded from the expansion of instances alone. */
export async function runInstances(recorded: BlueprintCase): Promise<Outcome> {
  const outcome = await runPrepare(recorded);
  if (!outcome.ok) return outcome;
  const { inter_deployment_functions: _notPartOfIt, ...value } = outcome.value as JsonObject;
  return { ok: true, value };
}
