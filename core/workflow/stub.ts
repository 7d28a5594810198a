import type { WorkflowInstance } from './model.ts';
import { type LinkedRelationship, relationshipOperations } from './operations.ts';
import { relationshipLifecycle } from './phases.ts';
import { createSequence, type GraphDraft } from './sequence.ts';
import type { SubgraphTask } from './task-graph.ts';

/** An instance that a workflow leaves as it is. */
export interface StubOrder {
  /** The id of the task that stands for the instance. */
  id: string;
  instance: WorkflowInstance;
  /** Its relationships that are renewed or ended. */
  links: readonly LinkedRelationship[];
  /** They are renewed; otherwise ended. */
  isInstall: boolean;
}

/**
 * Adds what is done for an instance that is left as it is: its relationships to what is installed are renewed, those to
 * what is removed are ended, one operation after the other and ending the last one first. Ending them never fails the
 * workflow (runtime.md A.4, A.6). Undefined when there is nothing to do.
 */
export function addStub(draft: GraphDraft, { id, instance, links, isInstall }: StubOrder): SubgraphTask | undefined {
  const operation = `${relationshipLifecycle}.${isInstall ? 'establish' : 'unlink'}`;
  const owner = { instance, ignoreFailure: !isInstall };
  const inOrder = isInstall ? links : links.toReversed();
  const operations = inOrder.flatMap((link) => relationshipOperations(owner, link, operation));
  if (operations.length === 0) return undefined;
  const stub: SubgraphTask = { kind: 'subgraph', id, name: `stub_${instance.id}`, dependencies: [] };
  draft.tasks.push(stub);
  const sequence = createSequence(draft, id, instance.id);
  for (const one of operations) sequence.fork([one]);
  sequence.end();
  return stub;
}
