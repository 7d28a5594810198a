import type { Json, JsonObject } from '../../blueprint/json.ts';
import { isJsonObject, jsonObject } from '../../blueprint/json-object.ts';
import type { DslCode } from '../../diagnostics/codes.ts';
import { inWords } from '../functions/arguments.ts';
import { functionOf } from '../functions/names.ts';
import { isOfPlainType } from '../types/plain-values.ts';
import { nounOfType } from '../types/primitives.ts';
import { type Constraint, constraintsOf, describeConstraint, judge } from './constraints.ts';

/** What is asked about things of the product: which of them there are, that keep to the given constraints. */
export interface ValuesQuery {
  /** A type such as `deployment_id` or `node_instance`. */
  type: string;
  /** The value whose existence is in question. */
  value: Json;
  /** Arguments of the constraints, by the names under which their meaning depends on the type: `id_specs`, `labels`. */
  constraints: JsonObject;
}

/** Knows the things of the product that values of inputs name (dsl.md section 4, data-based constraints). */
export interface ValuesGetter {
  /** Whether queries are about one deployment, or one blueprint, although no constraint says which. */
  hasDeployment: boolean;
  hasBlueprint: boolean;
  /** Values that fit; the value in question must be among them when it fits. */
  get(query: ValuesQuery): readonly Json[];
}

/** What is wrong with a value; `message` is a full sentence about "the value of ...". */
export interface ValueProblem {
  code: DslCode;
  message: string;
}

const ofBlueprintOrDeployment = ['scaling_group', 'operation_name', 'node_id', 'node_type'];
const ofDeployment = ['capability_value', 'node_instance'];
const inside = [...ofBlueprintOrDeployment, ...ofDeployment];
/** Types whose values name things of the product. */
const dataTypes: ReadonlySet<string> = new Set([...inside, 'blueprint_id', 'deployment_id', 'secret_key']);

/** The types that each data-based constraint is about. */
const dataBased: Readonly<Record<string, readonly string[]>> = {
  valid_values: inside,
  filter_id: ['deployment_id', 'blueprint_id'],
  labels: ['deployment_id', 'blueprint_id'],
  tenants: ['deployment_id', 'blueprint_id'],
  name_pattern: ['deployment_id', 'blueprint_id', 'secret_key', ...inside],
  deployment_id: inside,
};

const namePatterns: Readonly<Record<string, string>> = {
  blueprint_id: 'id_specs',
  deployment_id: 'display_name_specs',
  secret_key: 'key_specs',
  node_id: 'id_specs',
  node_type: 'type_specs',
  node_instance: 'id_specs',
  capability_value: 'capability_key_specs',
  scaling_group: 'scaling_group_name_specs',
  operation_name: 'operation_name_specs',
};

/**
 * Checks a value of an input against the type of its items and its constraints (dsl.md section 4); null when nothing
 * is wrong. `values` is null where nothing is known about things of the product: values that name them are refused.
 */
export function checkInputValue(
  name: string,
  declaration: JsonObject,
  at: { value: Json; values: ValuesGetter | null },
): ValueProblem | null {
  const constraints = constraintsOf(declaration);
  const { type = null, item_type: itemType = null } = declaration;
  const check = (value: Json, itsType: Json) =>
    checkOne(value, { name, type: typeof itsType === 'string' ? itsType : null, constraints, values: at.values });
  if (type !== 'list' || typeof itemType !== 'string') return check(at.value, type);
  for (const [index, item] of itemsOf(at.value).entries()) {
    if (!isOfPlainType(item, itemType)) {
      return {
        code: 105,
        message: `Item ${index + 1} of "${name}" must be ${nounOfType(itemType)}, and it is ${inWords(item)}.`,
      };
    }
    const problem = check(item, itemType);
    if (problem !== null) return problem;
  }
  return null;
}

interface Expectation {
  name: string;
  type: string | null;
  constraints: Constraint[];
  values: ValuesGetter | null;
}

function checkOne(value: Json, at: Expectation): ValueProblem | null {
  if (at.constraints.length > 0 && functionOf(value) !== null) {
    const message = `"${at.name}" is limited by constraints, so its value cannot be a function.`;
    return { code: 9052, message };
  }
  return checkThing(value, at) ?? checkPlain(value, at) ?? checkData(value, at);
}

/** Values that name things of the product: the thing must exist, and it must be said of which deployment it is a part. */
function checkThing(value: Json, { name, type, constraints, values }: Expectation): ValueProblem | null {
  if (type === null || !dataTypes.has(type)) return null;
  if (values === null) return refused(`"${name}" has the type ${type}, and what there is of it is not known here.`);
  const has = (constraint: string) => constraints.some((one) => one.name === constraint);
  const inDeployment = values.hasDeployment || has('deployment_id');
  if (ofBlueprintOrDeployment.includes(type) && !inDeployment && !values.hasBlueprint) {
    return refused(`"${name}" has the type ${type} and needs the constraint deployment_id, which says where to look.`);
  }
  if (ofDeployment.includes(type) && !inDeployment) {
    return refused(`"${name}" has the type ${type} and needs the constraint deployment_id, which says where to look.`);
  }
  if (inside.includes(type) && (has('deployment_id') || !values.hasDeployment)) return null;
  const exists = values.get({ type, value, constraints: {} }).includes(value);
  return exists ? null : refused(`The value of "${name}" is ${inWords(value)}, and there is no such ${type}.`);
}

function checkPlain(value: Json, { name, type, constraints }: Expectation): ValueProblem | null {
  for (const constraint of constraints) {
    if (isDataBased(constraint, type)) continue;
    const verdict = judge(constraint.name, constraint.argument, value);
    if (verdict === true || verdict === null) continue;
    if (typeof verdict === 'string') {
      return refused(`The value of "${name}" cannot be checked against ${describeConstraint(constraint)}: ${verdict}.`);
    }
    const broken = `The value of "${name}" breaks the constraint ${describeConstraint(constraint)}.`;
    return refused(constraint.message === null ? broken : `The value of "${name}" is invalid: ${constraint.message}`);
  }
  return null;
}

function checkData(value: Json, { name, type, constraints, values }: Expectation): ValueProblem | null {
  const based = constraints.filter((constraint) => isDataBased(constraint, type));
  if (based.length === 0 && !ofDeployment.includes(type ?? '')) return null;
  const stray = based.find((constraint) => !dataBased[constraint.name]?.includes(type ?? ''));
  if (stray !== undefined) {
    return refused(
      `The constraint ${stray.name} of "${name}" means nothing for ${type === null ? 'an input without a type' : `the type ${type}`}.`,
    );
  }
  const query = jsonObject(based.map((constraint) => [parameterOf(constraint.name, type ?? ''), constraint.argument]));
  if (values?.get({ type: type ?? '', value, constraints: query }).includes(value)) return null;
  const rules = based.map(describeConstraint).join(', ');
  return refused(
    `The value of "${name}" is ${inWords(value)}, and no ${type} is named so${rules === '' ? '' : ` and keeps to ${rules}`}.`,
  );
}

function isDataBased({ name }: Constraint, type: string | null): boolean {
  if (name === 'valid_values') return inside.includes(type ?? '');
  return Object.hasOwn(dataBased, name);
}

function parameterOf(constraint: string, type: string): string {
  return constraint === 'name_pattern' ? (namePatterns[type] ?? constraint) : constraint;
}

function refused(message: string): ValueProblem {
  return { code: 9035, message };
}

/** What Python goes through when it goes through a value: the keys of a map, the characters of a text. */
function itemsOf(value: Json): Json[] {
  if (Array.isArray(value)) return value;
  if (typeof value === 'string') return [...value];
  return isJsonObject(value) ? Object.keys(value) : [];
}
