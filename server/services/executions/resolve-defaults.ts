import type { JsonObject } from '../../../core/blueprint/json.ts';
import { functionOf, hasFunction, mentions } from '../../../core/dsl/functions/names.ts';
import { type EvaluationStorage, evaluateAtRuntime } from '../../../core/dsl/index.ts';
import type { PlanWorkflow } from '../../../core/plan/plan.ts';
import type { ParameterProblem } from '../../../core/workflow/parameters.ts';

const secret: ReadonlySet<string> = new Set(['get_secret']);

type Declared = PlanWorkflow['parameters'];

/**
 * The declared parameters with the functions in the defaults of those that are not given evaluated now. A default that
 * reads a secret stays as it is written: parameters are recorded, and an operation that gets it evaluates it itself.
 */
export async function resolveDefaults(
  declared: Declared,
  given: JsonObject,
  storage: EvaluationStorage,
): Promise<{ declared: Declared; problems: ParameterProblem[] }> {
  const problems: ParameterProblem[] = [];
  const resolved: [string, JsonObject][] = [];
  for (const [name, declaration] of Object.entries(declared)) {
    const written = declaration['default'] ?? null;
    if (Object.hasOwn(given, name) || !hasFunction(written) || mentions(written, secret)) {
      resolved.push([name, declaration]);
      continue;
    }
    try {
      resolved.push([name, { ...declaration, default: await evaluateAtRuntime(written, storage) }]);
    } catch (fault) {
      const call = functionOf(written)?.name ?? 'a function in it';
      const reason = fault instanceof Error ? fault.message : 'it cannot be evaluated';
      const message = `The default of "${name}" has no value now (${call}): ${reason} Give it a value.`;
      problems.push({ parameter: name, message });
    }
  }
  return { declared: Object.fromEntries(resolved), problems };
}
