import type { Json, JsonObject } from '../blueprint/json.ts';
import { jsonObject, ownValue } from '../blueprint/json-object.ts';
import { nearestName } from '../diagnostics/nearest.ts';
import { checkInputValue, type ValuesGetter } from '../dsl/sections/input-constraints.ts';
import { correctType, fitInputValue } from '../plan/input-values.ts';
import type { PlanWorkflow } from '../plan/plan.ts';

/** What is wrong with a run's parameters; `parameter` is null when it is not about one of them. */
export interface ParameterProblem {
  parameter: string | null;
  message: string;
}

/** What the values of parameters are judged by. */
export interface ParameterRules {
  /** The plan's data types, completed. */
  dataTypes: JsonObject;
  /** Knows the parts of the deployment and the things of the product that values name. */
  values: ValuesGetter;
  /** Parameters that the blueprint does not declare are passed on as they are. */
  allowCustom: boolean;
}

/** Beyond this many unknown names, further ones are not listed. */
const mostUnknown = 50;

/**
 * The parameters that a run of a workflow gets: the given values, converted to their declared types, and the defaults
 * of the others (runtime.md B.8). One that has neither and need not be given is left out. All problems at once: wrong
 * values, then missing ones, then unknown names.
 */
export function bindParameters(
  workflow: { name: string; declared: PlanWorkflow['parameters'] },
  given: JsonObject,
  rules: ParameterRules,
): { values: JsonObject; problems: ParameterProblem[] } {
  const wrong: ParameterProblem[] = [];
  const missing: ParameterProblem[] = [];
  const values: [string, Json][] = [];
  for (const [name, declaration] of Object.entries(workflow.declared)) {
    const found = givenOrDefault(name, declaration, given);
    if (found === undefined) {
      if (declaration['required'] === false) continue;
      missing.push({
        parameter: name,
        message: `"${name}" needs a value: the workflow "${workflow.name}" has no default for it.`,
      });
      continue;
    }
    const checked = checkValue(name, declaration, { value: found, rules });
    if (checked.ok) values.push([name, checked.value]);
    else wrong.push({ parameter: name, message: checked.message });
  }
  const unknown = Object.keys(given).filter((name) => !Object.hasOwn(workflow.declared, name));
  if (rules.allowCustom) values.push(...unknown.map((name): [string, Json] => [name, given[name] ?? null]));
  const strangers = rules.allowCustom ? [] : unknown.slice(0, mostUnknown).map((name) => stranger(name, workflow));
  return { values: jsonObject(values), problems: [...wrong, ...missing, ...strangers] };
}

/** The given value, else the default, `null` being one too; undefined when there is neither. */
function givenOrDefault(name: string, declaration: JsonObject, given: JsonObject): Json | undefined {
  return ownValue(given, name) ?? (Object.hasOwn(given, name) ? null : ownValue(declaration, 'default'));
}

type Checked = { ok: true; value: Json } | { ok: false; message: string };

function checkValue(name: string, declaration: JsonObject, at: { value: Json; rules: ParameterRules }): Checked {
  const isDefault = at.value === ownValue(declaration, 'default');
  // Nothing is meant by null, whatever the type is: the reference's own types declare it as a default.
  if (at.value === null && (isDefault || declaration['required'] === false)) return { ok: true, value: null };
  const type = textOf(declaration['type']);
  const itemType = textOf(declaration['item_type']);
  const value = converted(at.value, type, itemType);
  if (type === 'string' && typeof value !== 'string') return { ok: false, message: `"${name}" must be a text.` };
  const fitted = fitInputValue(value, { type, path: name }, at.rules.dataTypes);
  if (!fitted.ok) return fitted;
  const broken = checkInputValue(name, declaration, { value, values: at.rules.values });
  return broken === null ? fitted : { ok: false, message: broken.message };
}

/** Texts become what their declared type asks for, in lists too. Unlike inputs, truth values may be written in any case. */
function converted(value: Json, type: string | null, itemType: string | null): Json {
  if (type === 'list' && Array.isArray(value)) return value.map((item) => converted(item, itemType, null));
  return correctType(type === 'boolean' && typeof value === 'string' ? value.trim().toLowerCase() : value, type);
}

function stranger(name: string, workflow: { name: string; declared: object }): ParameterProblem {
  const nearest = nearestName(name, Object.keys(workflow.declared));
  const hint =
    nearest === null ? ' Leave it out, or allow parameters that are not declared.' : ` Did you mean "${nearest}"?`;
  return { parameter: name, message: `The workflow "${workflow.name}" has no parameter "${name}".${hint}` };
}

function textOf(value: Json | undefined): string | null {
  return typeof value === 'string' ? value : null;
}
