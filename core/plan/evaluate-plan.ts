import type { Json, JsonObject } from '../blueprint/json.ts';
import { isJsonObject, jsonObject, setOwn } from '../blueprint/json-object.ts';
import type { NodeScope } from '../dsl/functions/definition.ts';
import { CreationEvaluation } from '../dsl/functions/evaluate-creation.ts';
import { FunctionFault } from '../dsl/functions/fault.ts';
import { hasFunction } from '../dsl/functions/names.ts';
import type { InputProblem } from './input-problem.ts';
import type { BlueprintPlan, PlanNode, PlanOperation, PlanOutput, PlanRelationship } from './plan.ts';

type EvaluatedPlan = Omit<BlueprintPlan, 'inputs'> & { inputs: JsonObject };

export type PlanEvaluation =
  | { plan: EvaluatedPlan; problems: [] }
  | { plan: null; problems: [InputProblem, ...InputProblem[]] };

export interface PlanEvaluationOptions {
  /** Leave every function to run time, and only note which operations have some. */
  runtimeOnly?: boolean;
}

/**
 * Evaluates every function of a plan that can be evaluated once the inputs are known; the others stay in it. Places are
 * evaluated in the order of the scan (dsl.md section 9), so that a function sees what stands before it evaluated, and
 * what stands behind it as it was written.
 */
export function evaluatePlan(
  plan: BlueprintPlan,
  inputs: JsonObject,
  options: PlanEvaluationOptions = {},
): PlanEvaluation {
  // Functions in the values of inputs are evaluated in them, where they are used first.
  const values = jsonObject(Object.entries(inputs).map(([name, value]) => [name, ownCopy(value)]));
  const evaluation = new PlanEvaluator(plan, values, options);
  const evaluated: EvaluatedPlan = {
    ...plan,
    inputs: values,
    nodes: plan.nodes.map((node) => evaluation.node(node)),
    outputs: evaluation.outputs(plan.outputs, 'output'),
    policies: evaluation.named(plan.policies, 'policy'),
    scaling_groups: evaluation.named(plan.scaling_groups, 'scaling group'),
    capabilities: evaluation.outputs(plan.capabilities, 'capability'),
    labels: evaluation.named(plan.labels, 'label'),
    deployment_settings: evaluation.object(plan.deployment_settings, {}, 'the deployment settings'),
  };
  const [first, ...more] = evaluation.problems;
  return first === undefined ? { plan: evaluated, problems: [] } : { plan: null, problems: [first, ...more] };
}

/** Beyond this many, further problems are not collected. */
const mostProblems = 100;

class PlanEvaluator {
  readonly problems: InputProblem[] = [];
  /** Templates with their properties as far as they are evaluated. */
  readonly #nodes: Map<string, { properties: JsonObject }>;
  readonly #evaluation: CreationEvaluation;

  constructor(plan: BlueprintPlan, inputs: JsonObject, options: PlanEvaluationOptions) {
    this.#nodes = new Map(plan.nodes.map((node) => [node.id, node]));
    this.#evaluation = new CreationEvaluation({ inputs, nodes: this.#nodes }, options);
  }

  node(node: PlanNode): PlanNode {
    const self = { self: node.id };
    const what = `the node template "${node.id}"`;
    const properties = this.#properties(node, self, what);
    const scalable = this.object(node.capabilities.scalable.properties as JsonObject, self, what);
    const operations = this.#operations(node.operations, self, what);
    return {
      ...node,
      properties,
      interfaces: withInputs(node.interfaces, operations),
      operations,
      relationships: node.relationships.map((relationship) => this.#relationship(node.id, relationship)),
      capabilities: { scalable: { properties: scalable as PlanNode['capabilities']['scalable']['properties'] } },
    };
  }

  outputs(outputs: Record<string, PlanOutput>, what: string): Record<string, PlanOutput> {
    const entries = Object.entries(outputs).map(([name, output]): [string, PlanOutput] => [
      name,
      { ...output, value: this.object({ value: output.value }, {}, `the ${what} "${name}"`)['value'] ?? null },
    ]);
    return Object.fromEntries(entries);
  }

  /** The items of a section, each with its members evaluated. */
  named<Section extends Record<string, unknown>>(section: Section, what: string): Section {
    const entries = Object.entries(section as JsonObject).map(([name, value]): [string, Json] => [
      name,
      isJsonObject(value) ? this.object(value, {}, `the ${what} "${name}"`) : value,
    ]);
    return jsonObject(entries) as Section & JsonObject;
  }

  /** The members of an object, one after the other. */
  object(value: JsonObject, scope: NodeScope, what: string): JsonObject {
    return hasMembersWithFunctions(value) ? this.#members({ ...value }, { scope, what }) : value;
  }

  #properties(node: PlanNode, scope: NodeScope, what: string): JsonObject {
    if (!hasMembersWithFunctions(node.properties)) return node.properties;
    const properties = { ...node.properties };
    this.#nodes.set(node.id, { properties });
    return this.#members(properties, { scope, what });
  }

  #members(object: JsonObject, at: { scope: NodeScope; what: string; waits?: () => void }): JsonObject {
    try {
      this.#evaluation.members(object, at);
    } catch (error) {
      if (!(error instanceof FunctionFault)) throw error;
      const message = `In ${at.what}: ${error.message}`;
      const known = this.problems.some((problem) => problem.message === message);
      if (!known && this.problems.length < mostProblems) this.problems.push({ input: null, message, code: error.code });
    }
    return object;
  }

  #relationship(source: string, relationship: PlanRelationship): PlanRelationship {
    const scope = { source, target: relationship.target_id };
    const what = `the relationship of "${source}" to "${relationship.target_id}"`;
    const source_operations = this.#operations(relationship.source_operations, scope, what);
    const target_operations = this.#operations(relationship.target_operations, scope, what);
    if (source_operations === relationship.source_operations && target_operations === relationship.target_operations) {
      return relationship;
    }
    return {
      ...relationship,
      source_interfaces: withInputs(relationship.source_interfaces, source_operations),
      target_interfaces: withInputs(relationship.target_interfaces, target_operations),
      source_operations,
      target_operations,
    };
  }

  /** An operation that stands under two names stays one. */
  #operations(
    operations: Record<string, PlanOperation>,
    scope: NodeScope,
    what: string,
  ): Record<string, PlanOperation> {
    const done = new Map<PlanOperation, PlanOperation>();
    for (const name in operations) {
      const operation = operations[name];
      if (operation === undefined || done.has(operation)) continue;
      const evaluated = this.#operation(operation, scope, what);
      if (evaluated !== operation) done.set(operation, evaluated);
    }
    if (done.size === 0) return operations;
    const all: Record<string, PlanOperation> = {};
    for (const [name, operation] of Object.entries(operations)) setOwn(all, name, done.get(operation) ?? operation);
    return all;
  }

  #operation(operation: PlanOperation, scope: NodeScope, what: string): PlanOperation {
    if (!hasMembersWithFunctions(operation.inputs)) return operation;
    let waiting = false;
    const waits = () => {
      waiting = true;
    };
    const inputs = this.#members({ ...operation.inputs }, { scope, what, waits });
    return { ...operation, inputs, has_intrinsic_functions: waiting };
  }
}

/** A value that has functions inside, copied with all that is in it; any other value as it is. */
function ownCopy(value: Json): Json {
  if (!hasFunction(value)) return value;
  if (Array.isArray(value)) return value.map(ownCopy);
  return jsonObject(Object.entries(value ?? {}).map(([key, item]) => [key, ownCopy(item)]));
}

/** Whether a member of the object holds a call. The object itself is none, even when one key is named like a function. */
function hasMembersWithFunctions(object: JsonObject): boolean {
  for (const key in object) if (hasFunction(object[key] ?? null)) return true;
  return false;
}

/**
 * Interfaces show the evaluated inputs of operations that plugins carry out. Those of scripts, and of operations that
 * do nothing, stay as they were written: so it is in the reference's plans, which tools compare with.
 */
function withInputs(interfaces: JsonObject, operations: Record<string, PlanOperation>): JsonObject {
  if (!hasFunction(interfaces)) return interfaces;
  const entries = Object.entries(interfaces).map(([name, members]): [string, Json] => [
    name,
    isJsonObject(members) ? operationsWithInputs(name, members, operations) : members,
  ]);
  return jsonObject(entries);
}

function operationsWithInputs(
  name: string,
  members: JsonObject,
  operations: Record<string, PlanOperation>,
): JsonObject {
  const entries = Object.entries(members).map(([key, shown]): [string, Json] => {
    const planned = operations[`${name}.${key}`];
    const evaluated = planned !== undefined && planned.plugin !== '' && !isScript(planned);
    return [key, evaluated && isJsonObject(shown) ? { ...shown, inputs: planned.inputs } : shown];
  });
  return jsonObject(entries);
}

function isScript(operation: PlanOperation): boolean {
  const { inputs, operation: name } = operation;
  const hasScript = Object.hasOwn(inputs, 'script_path') || Object.hasOwn(inputs, 'script_source');
  return hasScript && name.startsWith('script_runner.tasks.');
}
