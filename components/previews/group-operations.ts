import type { PreviewOperation } from '../../server/api/contract.ts';

/** An operation with its place in the run, from 1. */
export interface NumberedOperation {
  number: number;
  operation: PreviewOperation;
}

/** Operations under one heading. */
export interface OperationGroup {
  key: string;
  /** Null when the heading would say nothing, as with a run of one stage in order. */
  title: string | null;
  /** The instance that the group is of, when it is of one. */
  instance: { id: string; node: string } | null;
  operations: NumberedOperation[];
}

/** In the order of the run, or gathered by instance. */
export type Arrangement = 'order' | 'instance';

/** The operations of a preview in groups: by stage, and within it by instance if asked, in the order of first appearance. */
export function groupOperations(
  operations: readonly PreviewOperation[],
  arrangement: Arrangement,
  stages: number,
): OperationGroup[] {
  const groups = new Map<string, OperationGroup>();
  for (const [at, operation] of operations.entries()) {
    const key = arrangement === 'order' ? `${operation.stage}` : `${operation.stage} ${operation.instance}`;
    let group = groups.get(key);
    if (!group) {
      group = { key, ...headingOf(operation, arrangement, stages), operations: [] };
      groups.set(key, group);
    }
    group.operations.push({ number: at + 1, operation });
  }
  return [...groups.values()];
}

function headingOf(operation: PreviewOperation, arrangement: Arrangement, stages: number) {
  const stage = stages > 1 ? `Stage ${operation.stage} of ${stages}` : null;
  if (arrangement === 'order') return { title: stage, instance: null };
  return { title: stage, instance: { id: operation.instance, node: operation.node } };
}
