import type { WorkflowInstance } from './model.ts';
import { type LinkedRelationship, relationshipOperations } from './operations.ts';
import { relationshipLifecycle } from './phases.ts';
import { createSequence, type GraphDraft } from './sequence.ts';
import type { Task } from './task-graph.ts';

/** An instance that a workflow leaves as it is. */
export interface StubOrder {
  /** The id of the task that stands for the instance. */
  id: string;
  instance: WorkflowInstance;
  /** Its relationships to instances that the workflow is for. */
  links: readonly LinkedRelationship[];
  direction: 'install' | 'uninstall';
}

/**
 * Adds the task through which order passes for an instance that is left as it is. It renews the instance's
 * relationships to what is installed, or ends those to what is removed, one operation after the other; ending them
 * never fails the workflow (runtime.md A.4, A.6).
 */
export function addStub(draft: GraphDraft, order: StubOrder): Task {
  const isInstall = order.direction === 'install';
  const operation = `${relationshipLifecycle}.${isInstall ? 'establish' : 'unlink'}`;
  const owner = { instance: order.instance, ignoreFailure: !isInstall };
  const operations = order.links.flatMap((link) => relationshipOperations(owner, link, operation));
  const base = { id: order.id, dependencies: [] };
  const stub: Task =
    operations.length === 0
      ? { kind: 'effects', ...base, effects: [] }
      : { kind: 'subgraph', ...base, name: `stub_${order.instance.id}` };
  draft.tasks.push(stub);
  const sequence = createSequence(draft, order.id, order.instance.id);
  for (const one of operations) sequence.fork([one]);
  sequence.end();
  return stub;
}
