import type { JsonObject } from '../../../../core/blueprint/json.ts';
import { formatDslCode } from '../../../../core/diagnostics/codes.ts';
import { createDeploymentPlan, type SecretNames } from '../../../../core/plan/index.ts';
import type { BlueprintPlan } from '../../../../core/plan/plan.ts';
import type { BlueprintCase, DslCase, Outcome } from '../case.ts';
import { compileCase, refused } from './compile.ts';

/** What a store of secrets answered when the case was recorded. */
interface RecordedSecrets {
  calls: Record<string, { ok: true } | { ok: false; error_class: string; status_code: number | null }>;
}

/** A case of the kinds that end with a deployment plan; some begin with a plan that is compiled already. */
interface PrepareCase extends BlueprintCase {
  plan?: BlueprintPlan;
  inputs?: JsonObject | null;
  secrets?: RecordedSecrets | null;
  runtime_only_evaluation?: boolean;
  auto_correct_types?: boolean;
  existing_ni_ids?: Record<string, string[]> | null;
}

/** Blueprint text to deployment plan, node instances included. */
export async function runPrepare(recorded: DslCase): Promise<Outcome> {
  const wanted = recorded as PrepareCase;
  const compiled = wanted.plan === undefined ? await compileCase(wanted) : { plan: wanted.plan, problem: null };
  if (compiled.plan === null) return refused(compiled.problem);
  const crash = crashOf(wanted.secrets);
  const result = createDeploymentPlan(compiled.plan, {
    ids: countingIds(),
    inputs: wanted.inputs ?? {},
    secrets: wanted.secrets ? storeOf(wanted.secrets) : null,
    autoCorrectTypes: wanted.auto_correct_types ?? false,
    runtimeOnlyEvaluation: wanted.runtime_only_evaluation ?? false,
    existingInstanceIds: wanted.existing_ni_ids ?? {},
  });
  if (crash !== null) return { ok: false, code: null, message: crash };
  if (result.plan !== null) return { ok: true, value: result.plan };
  const [first] = result.problems;
  return { ok: false, code: formatDslCode(first.code), message: first.message };
}

function countingIds() {
  let last = 0;
  const suffix = (length: number) => (last++).toString(36).padStart(length, '0');
  return { uuid: () => suffix(36), suffix };
}

/** A secret whose reading was not recorded as a failure is there. */
function storeOf({ calls }: RecordedSecrets): SecretNames {
  return { has: (name) => calls[name]?.ok !== false };
}

/** A store that fails for another reason than that a secret is missing: whoever asks it gets that failure. */
function crashOf(secrets: RecordedSecrets | null | undefined): string | null {
  const crashed = Object.values(secrets?.calls ?? {}).find((call) => !call.ok && call.status_code !== 404);
  return crashed === undefined || crashed.ok ? null : crashed.error_class;
}

/** The same for cases that were recorded from the expansion of instances alone. */
export async function runInstances(recorded: DslCase): Promise<Outcome> {
  const outcome = await runPrepare(recorded);
  if (!outcome.ok) return outcome;
  const { inter_deployment_functions: _notPartOfIt, ...value } = outcome.value as JsonObject;
  return { ok: true, value };
}
