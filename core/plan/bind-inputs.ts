import type { Json, JsonObject } from '../blueprint/json.ts';
import { jsonObject, ownValue } from '../blueprint/json-object.ts';
import { nearestName } from '../diagnostics/nearest.ts';
import { checkInputValue, type ValuesGetter } from '../dsl/sections/input-constraints.ts';
import type { InputProblem } from './input-problem.ts';
import { correctType, fitInputValue } from './input-values.ts';
import type { BlueprintPlan, PlanInput } from './plan.ts';

export interface BoundInputs {
  values: JsonObject;
  problems: InputProblem[];
}

export interface BindOptions {
  /** Make texts into numbers and truth values where the input asks for those. */
  autoCorrectTypes?: boolean;
  /** Knows the things of the product that values name; null: such values are refused. */
  values?: ValuesGetter | null;
}

/** Beyond this many unknown names, further ones are not listed. */
const mostUnknown = 50;

/**
 * The value of every input: the given one, else its default, else null for one that need not be given (dsl.md section
 * 4). All problems at once, in the order in which the reference would meet them: wrong values, missing ones, unknown names.
 */
export function bindInputs(
  plan: Pick<BlueprintPlan, 'inputs' | 'data_types'>,
  given: JsonObject,
  options: BindOptions = {},
): BoundInputs {
  const wrong: InputProblem[] = [];
  const missing: InputProblem[] = [];
  const values: [string, Json][] = [];
  for (const [name, input] of Object.entries(plan.inputs)) {
    const bound = bindInput(name, input, { given: ownValue(given, name), dataTypes: plan.data_types, options });
    if ('value' in bound) values.push([name, bound.value]);
    else (bound.code === 9061 ? missing : wrong).push(bound);
  }
  const known = Object.keys(plan.inputs);
  const unknown = Object.keys(given).filter((name) => !Object.hasOwn(plan.inputs, name));
  const strangers = unknown.slice(0, mostUnknown).map((name) => unknownInput(name, known));
  return { values: jsonObject(values), problems: [...wrong, ...missing, ...strangers] };
}

interface Origin {
  given: Json | undefined;
  dataTypes: JsonObject;
  options: BindOptions;
}

function bindInput(name: string, input: PlanInput, from: Origin): { value: Json } | InputProblem {
  const problem = (code: InputProblem['code'], message: string): InputProblem => ({ input: name, code, message });
  if (from.given !== undefined && !isWellFormed(from.given)) {
    return problem(108, `The value of "${name}" holds a half of a character, which cannot be stored.`);
  }
  const type = input.type ?? null;
  const found =
    from.given ?? (from.given === null ? null : (input.default ?? builtFromDefaults(type, from.dataTypes, name)));
  if (from.given === undefined && found === null) {
    return input.required === false ? { value: null } : problem(9061, `"${name}" needs a value.`);
  }
  const value = from.options.autoCorrectTypes === true ? correctType(found, type) : found;
  const declaration = input as JsonObject;
  const broken = checkInputValue(name, declaration, { value, values: from.options.values ?? null });
  if (broken !== null) return problem(broken.code, broken.message);
  const fitted = fitInputValue(value, { type, path: name }, from.dataTypes);
  return fitted.ok ? { value: fitted.value } : problem(9053, fitted.message);
}

/** No value and no default: a data type may have defaults for all its members. */
function builtFromDefaults(type: string | null, dataTypes: JsonObject, path: string): Json {
  if (type === null || !Object.hasOwn(dataTypes, type)) return null;
  const built = fitInputValue({}, { type, path }, dataTypes);
  return built.ok && Object.keys(built.value ?? {}).length > 0 ? built.value : null;
}

function unknownInput(name: string, known: string[]): InputProblem {
  const nearest = nearestName(name, known);
  const hint = nearest === null ? '' : ` Did you mean "${nearest}"?`;
  return { input: name, code: 9030, message: `The blueprint has no input "${name}".${hint}` };
}

/** Whether no text in a value, keys included, holds half of a pair of surrogates. */
function isWellFormed(value: Json): boolean {
  if (typeof value === 'string') return value.isWellFormed();
  if (Array.isArray(value)) return value.every(isWellFormed);
  return Object.entries(value ?? {}).every(([key, item]) => key.isWellFormed() && isWellFormed(item));
}
