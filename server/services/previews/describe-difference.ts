import type { PreviewOperation } from '../../api/contract.ts';
import { nameSome } from '../name-some.ts';

/** What is compared of an operation; its inputs are shown with secrets masked and are not. */
export type ComparedOperation = Pick<PreviewOperation, 'stage' | 'task' | 'instance' | 'operation'>;

const mostNamed = 3;

/** In what a run differs from its preview, for the person who approved that. */
export function describeDifference(then: readonly ComparedOperation[], now: readonly ComparedOperation[]): string {
  const added = without(now, then);
  const missing = without(then, now);
  const parts = [
    ...(added.length > 0 ? [`it would also run ${named(added)}`] : []),
    ...(missing.length > 0 ? [`it would no longer run ${named(missing)}`] : []),
  ];
  const what = parts.length > 0 ? parts.join(', and ') : 'the order, the hosts or the inputs of its operations differ';
  return `The deployment has changed since the preview: ${what}. Make a new preview and look at it.`;
}

function without(operations: readonly ComparedOperation[], others: readonly ComparedOperation[]): ComparedOperation[] {
  const known = new Set(others.map(keyOf));
  return operations.filter((operation) => !known.has(keyOf(operation)));
}

function keyOf({ stage, task }: ComparedOperation): string {
  return `${stage} ${task}`;
}

function named(operations: readonly ComparedOperation[]): string {
  return nameSome(
    operations.map(({ instance, operation }) => `${operation} of ${instance}`),
    mostNamed,
  );
}
