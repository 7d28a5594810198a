import type { Json, JsonObject } from '../blueprint/json.ts';
import { ownValue } from '../blueprint/json-object.ts';
import { nearestName } from '../diagnostics/nearest.ts';
import { hasFunction } from '../dsl/functions/names.ts';
import { checkConstraints } from '../dsl/sections/constraints.ts';
import type { InputProblem } from './input-problem.ts';
import { fitInputValue } from './input-values.ts';
import type { BlueprintPlan, PlanInput } from './plan.ts';

export interface BoundInputs {
  values: JsonObject;
  problems: InputProblem[];
}

/** Beyond this many unknown names, further ones are not listed. */
const mostUnknown = 50;

/**
 * The value of every input: the given one, else its default, else null for one that need not be given (dsl.md section
 * 4). All problems at once: unknown names, missing values, wrong types, broken constraints.
 */
export function bindInputs(plan: Pick<BlueprintPlan, 'inputs' | 'data_types'>, given: JsonObject): BoundInputs {
  const problems: InputProblem[] = [];
  const values: [string, Json][] = [];
  for (const name of Object.keys(given)) {
    if (Object.hasOwn(plan.inputs, name)) continue;
    problems.push(unknownInput(name, Object.keys(plan.inputs)));
    if (problems.length === mostUnknown) break;
  }
  for (const [name, input] of Object.entries(plan.inputs)) {
    const bound = bindInput(name, input, { given: ownValue(given, name), dataTypes: plan.data_types });
    if (typeof bound === 'string') problems.push({ input: name, message: bound });
    else values.push([name, bound.value]);
  }
  return { values: Object.fromEntries(values), problems };
}

interface Origin {
  given: Json | undefined;
  dataTypes: JsonObject;
}

function bindInput(name: string, input: PlanInput, from: Origin): { value: Json } | string {
  const value = from.given ?? input.default ?? null;
  if (value === null) return bindNothing(name, input, from);
  if (hasFunction(value)) {
    const constrained = from.given !== undefined && Array.isArray(input.constraints);
    return constrained ? `"${name}" is limited by constraints, so its value cannot be a function.` : { value };
  }
  const fitted = fitInputValue(value, { ...typeOf(input), path: name }, from.dataTypes);
  if (!fitted.ok) return fitted.message;
  const broken = checkItems(fitted.value, input);
  return broken === null ? { value: fitted.value } : `The value of "${name}" ${broken}`;
}

/** No value and no default: an untyped input takes an explicit null, and a data type may have defaults throughout. */
function bindNothing(name: string, input: PlanInput, from: Origin): { value: Json } | string {
  if (from.given === null && input.type === undefined) return { value: null };
  if (input.type !== undefined && Object.hasOwn(from.dataTypes, input.type)) {
    const built = fitInputValue({}, { type: input.type, path: name }, from.dataTypes);
    if (built.ok) return { value: built.value };
  }
  return input.required === false ? { value: null } : `"${name}" needs a value.`;
}

function typeOf(input: PlanInput): { type: string | null; itemType: string | null } {
  const itemType = input['item_type'];
  return { type: input.type ?? null, itemType: typeof itemType === 'string' ? itemType : null };
}

/** With an item type, constraints are about each item. */
function checkItems(value: Json, input: PlanInput): string | null {
  const constraints = input.constraints ?? null;
  if (typeof input['item_type'] !== 'string' || !Array.isArray(value)) return checkConstraints(value, constraints);
  return value.map((item) => checkConstraints(item, constraints)).find((broken) => broken !== null) ?? null;
}

function unknownInput(name: string, known: string[]): InputProblem {
  const nearest = nearestName(name, known);
  const hint = nearest === null ? '' : ` Did you mean "${nearest}"?`;
  return { input: name, message: `The blueprint has no input "${name}".${hint}` };
}
