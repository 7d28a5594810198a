import type { JsonObject } from '../blueprint/json.ts';
import { isJsonObject } from '../blueprint/json-object.ts';
import { pythonText } from '../dsl/functions/python-text.ts';
import { type BuildOptions, limitsOf } from './build-options.ts';
import { type GraphResult, type WorkflowDefinition, WorkflowRefusal } from './definition.ts';
import { type GraphBuilder, graphsInTurn } from './graphs-in-turn.ts';
import { buildInstanceGraph, type InstanceAnchor, type InstancePart } from './instance-graph.ts';
import type { WorkflowModel } from './model.ts';
import { nodeOperation } from './operations.ts';
import { lifecycle } from './phases.ts';
import { isTrue, selectInstances, tellUnknownNames } from './selection.ts';
import { createSequence } from './sequence.ts';
import type { SubgraphTask } from './task-graph.ts';

/* execute_operation and the workflows that are one operation of each instance (runtime.md A.7). */

/** Which operation is run, and with what. */
interface OperationOrder {
  operation: string;
  inputs: JsonObject;
  /** The inputs may replace those that the blueprint declares. */
  mayOverride: boolean;
}

/** Runs any operation of the selected instances that have it. */
export const executeOperation: WorkflowDefinition = graphsInTurn(
  [
    (model, parameters, options) => {
      const { operation } = parameters;
      if (typeof operation !== 'string' || operation === '') throw new WorkflowRefusal(noOperation);
      const inputs = inputsOf(parameters, 'operation_kwargs');
      const order = { operation, inputs, mayOverride: isTrue(parameters, 'allow_kwargs_override') };
      return build(model, parameters, { order, options });
    },
  ],
  { says: tellUnknownNames },
);

const noOperation =
  'The parameter "operation" must name an operation with its interface, e.g. cloudify.interfaces.lifecycle.start.';

/** Runs the start operations; states do not change. */
export const start: WorkflowDefinition = graphsInTurn([lifecycleOperation('start', 'operation_parms')], {
  says: tellUnknownNames,
});

/** Runs the stop operations, in the same order as `start`; states do not change. */
export const stop: WorkflowDefinition = graphsInTurn([lifecycleOperation('stop', 'operation_parms')], {
  says: tellUnknownNames,
});

/** Runs all stop operations, then all start operations. */
export const restart: WorkflowDefinition = graphsInTurn(
  [lifecycleOperation('stop', 'stop_parms'), lifecycleOperation('start', 'start_parms')],
  { says: tellUnknownNames },
);

/** Runs the pull operations. */
export const pull: WorkflowDefinition = graphsInTurn([lifecycleOperation('pull', 'operation_parms')], {
  says: tellUnknownNames,
});

/** One lifecycle operation, whose inputs are the parameter of that name. */
function lifecycleOperation(name: string, inputs: string): GraphBuilder {
  return (model, parameters, options) => {
    const order = { operation: `${lifecycle}.${name}`, inputs: inputsOf(parameters, inputs), mayOverride: true };
    return build(model, parameters, { order, options });
  };
}

function inputsOf(parameters: JsonObject, key: string): JsonObject {
  const value = parameters[key] ?? {};
  if (!isJsonObject(value)) throw new WorkflowRefusal(`The parameter "${key}" must be a map of inputs by name.`);
  return value;
}

function build(
  model: WorkflowModel,
  parameters: JsonObject,
  { order, options }: { order: OperationOrder; options: BuildOptions },
): GraphResult {
  const selected = selectInstances(model, parameters);
  const name = `execute_operation_${order.operation}`;
  const direction = isTrue(parameters, 'run_by_dependency_order') ? 'install' : 'none';
  const add = (part: InstancePart) => (selected.has(part.instance) ? addInstance(name, order, part) : undefined);
  return buildInstanceGraph(model, { name, direction, add }, limitsOf(options));
}

function addInstance(graph: string, order: OperationOrder, part: InstancePart): InstanceAnchor | undefined {
  const { instance, node, draft } = part;
  const operation = nodeOperation({ instance, node, ignoreFailure: false }, order.operation);
  if (!operation) return undefined;
  if (!order.mayOverride) refuseOverrides(order, part);
  const task: SubgraphTask = { kind: 'subgraph', id: `${graph}/${instance.id}`, name: instance.id, dependencies: [] };
  draft.tasks.push(task);
  const hasInputs = Object.keys(order.inputs).length > 0;
  const given = hasInputs ? ` (Operation parameters: ${pythonText(order.inputs)})` : '';
  const sequence = createSequence(draft, task.id, instance.id);
  sequence.announce({ text: `Starting operation ${order.operation}${given}` }, false);
  sequence.fork([hasInputs ? { ...operation, inputs: order.inputs } : operation]);
  sequence.announce({ text: `Finished operation ${order.operation}` }, true);
  sequence.end();
  return { task };
}

function refuseOverrides({ operation, inputs }: OperationOrder, { node }: InstancePart): void {
  const declared = node.operations[operation]?.inputs ?? {};
  const twice = Object.keys(inputs).find((key) => Object.hasOwn(declared, key));
  if (twice === undefined) return;
  throw new WorkflowRefusal(
    `Duplicate definition of ${twice} in operation properties and in kwargs: the blueprint gives it to ${operation} of ` +
      `the node ${node.id}, and so does operation_kwargs. Set allow_kwargs_override to true to replace it, or leave it out.`,
  );
}
