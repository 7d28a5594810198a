import {
  findPlannedOperation as findIn,
  type PlannedOperation as Planned,
} from '../../core/workflow/planned-operation.ts';
import type { OperationTask } from '../../core/workflow/task-graph.ts';
import type { NodeInstanceRow } from '../../db/repositories/node-instance.ts';
import type { Subject } from './subject.ts';

/** An operation with whom it is about and on whose host it runs. */
export type PlannedOperation = Planned<NodeInstanceRow>;

/** Finds in the plan what a task of the graph runs. Throws when graph and plan do not fit: the builder is at fault. */
export function findPlannedOperation({ nodes, instances }: Subject, task: OperationTask): PlannedOperation {
  return findIn({ node: (name) => nodes.get(name), instance: (id) => instances.find(id) ?? undefined }, task);
}
