import { addBody, type Subject } from './instance-subgraph.ts';
import type { Lifecycles } from './lifecycles.ts';
import { createSequence, type GraphDraft } from './sequence.ts';
import type { SubgraphTask } from './task-graph.ts';

/** The subgraph of an instance that may be run anew. */
export interface Retried {
  of: SubgraphTask;
  kind: 'install' | 'uninstall';
  /** The name of the graph; ids begin with it. */
  graph: string;
  subject: Subject;
  lifecycles: Lifecycles;
}

const rerunText = 'Node lifecycle failed. Attempting to re-run node lifecycle';

/**
 * Adds the subgraphs that take the place of an instance's subgraph when it fails, one after the other (runtime.md A.8):
 * a removal is begun again, an installation is preceded by a removal. They are built from the state in which the
 * instance was at the start, as the first one is.
 */
export function addFallbacks(draft: GraphDraft, retried: Retried, retries: number): void {
  let failed = retried.of;
  for (let retry = 1; retry <= retries; retry++) {
    const next = retried.kind === 'install' ? addReinstall(draft, retried, retry) : addUninstall(draft, retried, retry);
    failed.fallback = next.id;
    failed = next;
  }
}

function addUninstall(draft: GraphDraft, { graph, subject, lifecycles }: Retried, retry: number): SubgraphTask {
  const { id: instance } = subject.instance;
  const subgraph = dormant(`${graph}/uninstall-${retry}/${instance}`, instance);
  draft.tasks.push(subgraph);
  addBody({ draft, id: subgraph.id }, subject, lifecycles.uninstall);
  return subgraph;
}

function addReinstall(draft: GraphDraft, { graph, subject, lifecycles }: Retried, retry: number): SubgraphTask {
  const { id: instance } = subject.instance;
  const subgraph = dormant(`${graph}/reinstall-${retry}/${instance}`, `reinstall_${instance}`);
  draft.tasks.push(subgraph);
  const sequence = createSequence(draft, subgraph.id, instance);
  sequence.announce({ text: rerunText }, false);
  sequence.end();
  const removal: SubgraphTask = {
    kind: 'subgraph',
    id: `${subgraph.id}/uninstall`,
    name: instance,
    parent: subgraph.id,
    dependencies: [...sequence.tails],
  };
  draft.tasks.push(removal);
  const ignoreFailure = lifecycles.alwaysIgnoresFailure;
  addBody({ draft, id: removal.id }, { ...subject, isReversed: true, ignoreFailure }, lifecycles.uninstall);
  const installation: SubgraphTask = {
    kind: 'subgraph',
    id: `${subgraph.id}/install`,
    name: `install_${instance}`,
    parent: subgraph.id,
    dependencies: [removal.id],
  };
  draft.tasks.push(installation);
  addBody({ draft, id: installation.id }, subject, lifecycles.install);
  return subgraph;
}

function dormant(id: string, name: string): SubgraphTask {
  return { kind: 'subgraph', id, name, dependencies: [], isDormant: true };
}
