import type { JsonObject } from '../blueprint/json.ts';
import { type BuildOptions, limitsOf } from './build-options.ts';
import type { GraphResult, WorkflowDefinition } from './definition.ts';
import { type GraphBuilder, graphsInTurn } from './graphs-in-turn.ts';
import { buildInstanceGraph, type InstanceAnchor, type InstancePart } from './instance-graph.ts';
import type { WorkflowInstance, WorkflowModel } from './model.ts';
import { nodeOperation, relationshipOperations } from './operations.ts';
import { lifecycle, relationshipLifecycle } from './phases.ts';
import { isTrue, selectInstances, tellUnknownNames } from './selection.ts';
import type { UnplacedOperation } from './sequence.ts';
import type { EffectsTask, OperationTask, OutcomeUse } from './task-graph.ts';

/* check_status and check_drift: operations whose results are kept with the instances (runtime.md A.11). */

/** What is looked at, and how. */
export interface CheckOrder {
  selected: ReadonlySet<WorkflowInstance>;
  /** An instance is looked at after its targets. */
  isOrdered: boolean;
  /** A check that fails is kept as such, and the run goes on. */
  ignoreFailure: boolean;
}

const statusOperation = 'cloudify.interfaces.validation.check_status';

/**
 * Asks every selected instance for its status. A check is tried once, unless its operation says how often or, where
 * failures are ignored, asks for a retry itself.
 */
export function buildCheckStatus(model: WorkflowModel, order: CheckOrder, options: BuildOptions = {}): GraphResult {
  return buildCheck(model, { name: 'check_status', order, add: addStatus }, options);
}

/** Asks every selected instance, then each of its relationships, whether it still is what the blueprint says. */
export function buildCheckDrift(model: WorkflowModel, order: CheckOrder, options: BuildOptions = {}): GraphResult {
  return buildCheck(model, { name: 'check_drift', order, add: addDrift }, options);
}

/** Finds out the status of the selected instances and keeps it. */
export const checkStatus: WorkflowDefinition = graphsInTurn([check(buildCheckStatus)], { says: tellUnknownNames });

/** Finds out in what the selected instances differ from the blueprint and keeps it. */
export const checkDrift: WorkflowDefinition = graphsInTurn([check(buildCheckDrift)], { says: tellUnknownNames });

function check(build: typeof buildCheckStatus): GraphBuilder {
  return (model, parameters: JsonObject, options) => {
    const selected = selectInstances(model, parameters);
    const isOrdered = isTrue(parameters, 'run_by_dependency_order');
    return build(model, { selected, isOrdered, ignoreFailure: false }, options);
  };
}

interface Check {
  name: string;
  order: CheckOrder;
  add(check: Check, part: InstancePart): InstanceAnchor | undefined;
}

function buildCheck(model: WorkflowModel, check: Check, options: BuildOptions): GraphResult {
  const { name, order } = check;
  const direction = order.isOrdered ? 'install' : 'none';
  const add = (part: InstancePart) => (order.selected.has(part.instance) ? check.add(check, part) : undefined);
  return buildInstanceGraph(model, { name, direction, add }, limitsOf(options));
}

function addStatus(check: Check, part: InstancePart): InstanceAnchor | undefined {
  const operation = nodeOperation(subjectOf(check, part), statusOperation);
  if (!operation) return undefined;
  const retries = check.order.ignoreFailure ? {} : { maxRetries: 0 };
  const task = place(check, { ...retries, ...operation }, { kind: 'status' });
  part.draft.tasks.push(task);
  return { task };
}

function addDrift(check: Check, part: InstancePart): InstanceAnchor | undefined {
  const subject = subjectOf(check, part);
  const operation = nodeOperation(subject, `${lifecycle}.check_drift`);
  const links = part.links.flatMap((link) =>
    relationshipOperations(subject, link, `${relationshipLifecycle}.check_drift`),
  );
  if (!operation && links.length === 0) return undefined;
  const task = operation ? place(check, operation, drift) : nothing(check, part);
  part.draft.tasks.push(task);
  for (const link of links) part.draft.tasks.push({ ...place(check, link, drift), dependencies: [task.id] });
  return { task };
}

const drift: OutcomeUse = { kind: 'drift' };

function subjectOf({ order }: Check, { instance, node }: InstancePart) {
  return { instance, node, ignoreFailure: order.ignoreFailure };
}

function place({ name }: Check, { key, ...operation }: UnplacedOperation, keeps: OutcomeUse): OperationTask {
  const id = `${name}/${operation.instance}/${key}`;
  return { kind: 'operation', id, dependencies: [], ...operation, keeps };
}

/** Stands for an instance of which only relationships are looked at. */
function nothing({ name }: Check, { instance }: InstancePart): EffectsTask {
  return { kind: 'effects', id: `${name}/${instance.id}`, dependencies: [], effects: [] };
}
