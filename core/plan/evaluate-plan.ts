import type { Json, JsonObject } from '../blueprint/json.ts';
import { isJsonObject } from '../blueprint/json-object.ts';
import type { CreationContext, NodeScope } from '../dsl/functions/definition.ts';
import { evaluateAtCreation } from '../dsl/functions/evaluate-static.ts';
import { FunctionFault } from '../dsl/functions/fault.ts';
import { hasFunction } from '../dsl/functions/names.ts';
import type { InputProblem } from './input-problem.ts';
import type { BlueprintPlan, PlanNode, PlanOperation, PlanOutput, PlanRelationship } from './plan.ts';

type EvaluatedPlan = Omit<BlueprintPlan, 'inputs'>;

export type PlanEvaluation =
  | { plan: EvaluatedPlan; problems: [] }
  | { plan: null; problems: [InputProblem, ...InputProblem[]] };

/** Evaluates every function of a plan that can be evaluated once the inputs are known; the others stay in it. */
export function evaluatePlan(plan: BlueprintPlan, inputs: JsonObject): PlanEvaluation {
  const evaluation = new PlanEvaluator(plan, inputs);
  const { inputs: _schemas, ...rest } = plan;
  const evaluated: EvaluatedPlan = {
    ...rest,
    nodes: plan.nodes.map((node) => evaluation.node(node)),
    outputs: evaluation.outputs(plan.outputs, 'output'),
    capabilities: evaluation.outputs(plan.capabilities, 'capability'),
    labels: evaluation.object(plan.labels, 'the labels'),
    deployment_settings: evaluation.object(plan.deployment_settings, 'the deployment settings'),
  };
  const [first, ...more] = evaluation.problems;
  return first === undefined ? { plan: evaluated, problems: [] } : { plan: null, problems: [first, ...more] };
}

/** Beyond this many, further problems are not collected. */
const mostProblems = 100;

class PlanEvaluator {
  readonly problems: InputProblem[] = [];
  readonly #context: CreationContext;

  constructor(plan: BlueprintPlan, inputs: JsonObject) {
    this.#context = { inputs, nodes: new Map(plan.nodes.map((node) => [node.id, node])) };
  }

  node(node: PlanNode): PlanNode {
    const self = { self: node.id };
    const what = `the node template "${node.id}"`;
    const scalable = node.capabilities.scalable.properties;
    const operations = this.#operations(node.operations, self, what);
    return {
      ...node,
      properties: this.#object(node.properties, self, what),
      interfaces: withInputs(node.interfaces, operations),
      operations,
      relationships: node.relationships.map((relationship) => this.#relationship(node.id, relationship)),
      capabilities: { scalable: { properties: this.#value(scalable as JsonObject, self, what) as typeof scalable } },
    };
  }

  outputs(outputs: Record<string, PlanOutput>, what: string): Record<string, PlanOutput> {
    const entries = Object.entries(outputs).map(([name, output]): [string, PlanOutput] => [
      name,
      { ...output, value: this.#value(output.value, {}, `the ${what} "${name}"`) },
    ]);
    return Object.fromEntries(entries);
  }

  object(value: JsonObject, what: string): JsonObject {
    return this.#object(value, {}, what);
  }

  #relationship(source: string, relationship: PlanRelationship): PlanRelationship {
    const scope = { source, target: relationship.target_id };
    const what = `the relationship of "${source}" to "${relationship.target_id}"`;
    const source_operations = this.#operations(relationship.source_operations, scope, what);
    const target_operations = this.#operations(relationship.target_operations, scope, what);
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
    const entries = Object.entries(operations).map(([name, operation]): [string, PlanOperation] => {
      const evaluated = done.get(operation) ?? this.#operation(operation, scope, what);
      done.set(operation, evaluated);
      return [name, evaluated];
    });
    return Object.fromEntries(entries);
  }

  #operation(operation: PlanOperation, scope: NodeScope, what: string): PlanOperation {
    if (!hasFunction(operation.inputs)) return operation;
    const inputs = this.#object(operation.inputs, scope, what);
    return { ...operation, inputs, has_intrinsic_functions: hasFunction(inputs) };
  }

  #object(value: JsonObject, scope: NodeScope, what: string): JsonObject {
    return this.#value(value, scope, what) as JsonObject;
  }

  #value(value: Json, scope: NodeScope, what: string): Json {
    if (!hasFunction(value)) return value;
    try {
      return evaluateAtCreation(value, scope, this.#context);
    } catch (error) {
      if (!(error instanceof FunctionFault)) throw error;
      const message = `In ${what}: ${error.message}`;
      const known = this.problems.some((problem) => problem.message === message);
      if (!known && this.problems.length < mostProblems) this.problems.push({ input: null, message });
      return value;
    }
  }
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
  return Object.fromEntries(entries);
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
  return Object.fromEntries(entries);
}

function isScript(operation: PlanOperation): boolean {
  const { inputs, operation: name } = operation;
  const hasScript = Object.hasOwn(inputs, 'script_path') || Object.hasOwn(inputs, 'script_source');
  return hasScript && name.startsWith('script_runner.tasks.');
}
