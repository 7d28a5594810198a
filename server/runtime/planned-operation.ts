import type { Executor, PlanNode, PlanOperation } from '../../core/plan/plan.ts';
import { findRelationship } from '../../core/workflow/model.ts';
import type { OperationTask } from '../../core/workflow/task-graph.ts';
import type { NodeInstanceRow } from '../../db/repositories/node-instance.ts';
import type { Subject } from './subject.ts';

/** An operation with whom it is about and on whose host it runs. */
export interface PlannedOperation {
  planned: PlanOperation;
  /** The instance that runs it: the node's own, or the relationship's side. */
  runner: NodeInstanceRow;
  source: NodeInstanceRow;
  /** Present in relationship operations. */
  target: NodeInstanceRow | null;
  executor: 'central_deployment_agent' | 'host_agent';
  /** The name it has in the registry of operations. */
  registryName: string;
}

/** Finds in the plan what a task of the graph runs. Throws when graph and plan do not fit: the builder is at fault. */
export function findPlannedOperation(subject: Subject, task: OperationTask): PlannedOperation {
  const source = instanceOf(subject, task.instance);
  const target = task.relationship === undefined ? null : instanceOf(subject, task.relationship.target);
  const runner = task.relationship?.side === 'target' && target !== null ? target : source;
  const planned = planOf(subject, task, { source, target });
  return {
    planned,
    runner,
    source,
    target,
    executor: executorOf(planned, nodeOf(subject, runner), runner.hostId !== null),
    registryName: `${planned.plugin}.${planned.operation}`,
  };
}

function planOf(
  subject: Subject,
  task: OperationTask,
  ends: { source: NodeInstanceRow; target: NodeInstanceRow | null },
): PlanOperation {
  const node = nodeOf(subject, ends.source);
  const operations =
    task.relationship === undefined || ends.target === null
      ? node.operations
      : findRelationship(node, ends.target.nodeName)?.[`${task.relationship.side}_operations`];
  const planned = operations?.[task.operation];
  if (planned === undefined) throw new Error(`The plan of ${task.instance} has no operation ${task.operation}.`);
  return planned;
}

/** `auto`, and plugins that leave it open: on the host when there is one. */
function executorOf(planned: PlanOperation, node: PlanNode, hasHost: boolean): PlannedOperation['executor'] {
  const declared: Executor | null =
    planned.executor ?? node.plugins.find((plugin) => plugin.name === planned.plugin)?.executor ?? null;
  if (declared === 'central_deployment_agent' || declared === 'host_agent') return declared;
  return hasHost ? 'host_agent' : 'central_deployment_agent';
}

function instanceOf(subject: Subject, id: string): NodeInstanceRow {
  const row = subject.instances.find(id);
  if (row === null) throw new Error(`The deployment has no node instance ${id}.`);
  return row;
}

function nodeOf(subject: Subject, row: NodeInstanceRow): PlanNode {
  const node = subject.nodes.get(row.nodeName);
  if (node === undefined) throw new Error(`The deployment's plan has no node ${row.nodeName}.`);
  return node;
}
