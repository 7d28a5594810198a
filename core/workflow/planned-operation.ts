import type { Executor, PlanNode, PlanOperation } from '../plan/plan.ts';
import { findRelationship } from './model.ts';
import type { OperationTask } from './task-graph.ts';

/** What must be known of a node instance to find its operations. */
export interface OperatedInstance {
  id: string;
  nodeName: string;
  hostId: string | null;
}

/** The deployment in which operations are looked up. */
export interface OperatedModel<Instance extends OperatedInstance> {
  node(name: string): PlanNode | undefined;
  instance(id: string): Instance | undefined;
}

/** An operation with whom it is about and on whose host it runs. */
export interface PlannedOperation<Instance extends OperatedInstance> {
  planned: PlanOperation;
  /** The instance that runs it: the node's own, or the relationship's side. */
  runner: Instance;
  source: Instance;
  /** Present in relationship operations. */
  target: Instance | null;
  executor: 'central_deployment_agent' | 'host_agent';
  /** The name it has in the registry of operations: `plugin.mapping`. */
  registryName: string;
}

/**
 * Finds in the plan what a task of a graph runs.
 * @throws Error when graph and plan do not fit: the builder is at fault.
 */
export function findPlannedOperation<Instance extends OperatedInstance>(
  model: OperatedModel<Instance>,
  task: OperationTask,
): PlannedOperation<Instance> {
  const source = instanceOf(model, task.instance);
  const target = task.relationship === undefined ? null : instanceOf(model, task.relationship.target);
  const runner = task.relationship?.side === 'target' && target !== null ? target : source;
  const planned = planOf(model, task, { source, target });
  return {
    planned,
    runner,
    source,
    target,
    executor: executorOf(planned, nodeOf(model, runner), runner.hostId !== null),
    registryName: task.native ?? `${planned.plugin}.${planned.operation}`,
  };
}

function planOf<Instance extends OperatedInstance>(
  model: OperatedModel<Instance>,
  task: OperationTask,
  ends: { source: Instance; target: Instance | null },
): PlanOperation {
  if (task.native !== undefined) return nativeOperation(task.native);
  const node = nodeOf(model, ends.source);
  const operations =
    task.relationship === undefined || ends.target === null
      ? node.operations
      : findRelationship(node, ends.target.nodeName)?.[`${task.relationship.side}_operations`];
  const planned = operations?.[task.operation];
  if (planned === undefined) throw new Error(`The plan of ${task.instance} has no operation ${task.operation}.`);
  return planned;
}

/** What a plan would say of an operation that the workflow brings: nothing but where it runs. */
function nativeOperation(name: string): PlanOperation {
  const dot = name.indexOf('.');
  return {
    plugin: name.slice(0, dot),
    operation: name.slice(dot + 1),
    executor: 'central_deployment_agent',
    inputs: {},
    has_intrinsic_functions: false,
    max_retries: null,
    retry_interval: null,
    timeout: null,
    timeout_recoverable: null,
  };
}

/** `auto`, and plugins that leave it open: on the host when there is one. */
function executorOf(
  planned: PlanOperation,
  node: PlanNode,
  hasHost: boolean,
): PlannedOperation<OperatedInstance>['executor'] {
  const declared: Executor | null =
    planned.executor ?? node.plugins.find((plugin) => plugin.name === planned.plugin)?.executor ?? null;
  if (declared === 'central_deployment_agent' || declared === 'host_agent') return declared;
  return hasHost ? 'host_agent' : 'central_deployment_agent';
}

function instanceOf<Instance extends OperatedInstance>(model: OperatedModel<Instance>, id: string): Instance {
  const instance = model.instance(id);
  if (instance === undefined) throw new Error(`The deployment has no node instance ${id}.`);
  return instance;
}

function nodeOf(model: OperatedModel<OperatedInstance>, instance: OperatedInstance): PlanNode {
  const node = model.node(instance.nodeName);
  if (node === undefined) throw new Error(`The deployment's plan has no node ${instance.nodeName}.`);
  return node;
}
