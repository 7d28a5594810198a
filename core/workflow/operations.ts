import type { PlanNode, PlanOperation, PlanRelationship } from '../plan/plan.ts';
import { hasImplementation, type WorkflowInstance } from './model.ts';
import type { UnplacedOperation } from './sequence.ts';

/** An instance whose tasks are being built, and how. */
export interface OperationOwner {
  instance: WorkflowInstance;
  /** A failed operation counts as done. */
  ignoreFailure: boolean;
}

/** The same, with what its node declares. */
export interface NodeSubject extends OperationOwner {
  node: PlanNode;
}

/** The task of a node's operation, or undefined when the operation does nothing. */
export function nodeOperation(subject: NodeSubject, operation: string): UnplacedOperation | undefined {
  const planned = subject.node.operations[operation];
  if (!planned || !hasImplementation(planned)) return undefined;
  return { key: operation, operation, instance: subject.instance.id, ...settings(planned, subject) };
}

/** The task of an operation that no node declares. */
export function nativeOperation({ instance, ignoreFailure }: OperationOwner, native: string): UnplacedOperation {
  return {
    ...{ key: native, operation: native, instance: instance.id, native },
    name: native.slice(native.indexOf('.') + 1),
    ...(ignoreFailure ? { ignoreFailure } : {}),
  };
}

/** A relationship instance with what its node declares for it, at its place in the instance's list. */
export interface LinkedRelationship {
  index: number;
  targetNode: string;
  targetInstance: string;
  declared: PlanRelationship;
}

/** The tasks of both sides of a relationship's operation, source first; sides that do nothing are left out. */
export function relationshipOperations(
  owner: OperationOwner,
  link: LinkedRelationship,
  operation: string,
): UnplacedOperation[] {
  const found: UnplacedOperation[] = [];
  for (const side of ['source', 'target'] as const) {
    const planned = link.declared[`${side}_operations`][operation];
    if (!planned || !hasImplementation(planned)) continue;
    const relationship = { index: link.index, target: link.targetInstance, side };
    const key = `${operation}/${link.index}/${side}`;
    found.push({ key, operation, instance: owner.instance.id, relationship, ...settings(planned, owner) });
  }
  return found;
}

function settings(
  planned: PlanOperation,
  owner: OperationOwner,
): Pick<UnplacedOperation, 'name' | 'maxRetries' | 'retryInterval' | 'ignoreFailure'> {
  return {
    name: planned.operation,
    ...(planned.max_retries === null ? {} : { maxRetries: planned.max_retries }),
    ...(planned.retry_interval === null ? {} : { retryInterval: planned.retry_interval }),
    ...(owner.ignoreFailure ? { ignoreFailure: true } : {}),
  };
}
