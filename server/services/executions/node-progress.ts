import type { TimelineEvent } from '../../../core/timeline/timeline.ts';
import type { TimelineGraph } from '../../../core/timeline/timeline-graph.ts';
import type { NodeProgressView } from '../../api/contract.ts';
import type { Actor } from '../../security/actor.ts';
import type { ServiceDependencies } from '../dependencies.ts';
import { requireExecution } from './read-executions.ts';
import { readTimelineEvents, readTimelineGraph } from './timeline.ts';

/** How far an execution is with each node: of the operations that are known so far, those that have gone well. */
export async function readNodeProgress(
  dependencies: ServiceDependencies,
  actor: Actor,
  id: string,
): Promise<NodeProgressView> {
  const row = await requireExecution(dependencies, actor, id);
  const [graph, events] = await Promise.all([
    readTimelineGraph(dependencies, row),
    readTimelineEvents(dependencies, row),
  ]);
  return countByNode(graph, events);
}

/** Operations that only run when others fail do not count before they do. */
export function countByNode(
  { operations }: Pick<TimelineGraph, 'operations'>,
  events: readonly Pick<TimelineEvent, 'kind' | 'task'>[],
): NodeProgressView {
  const begun = new Set(events.map(({ task }) => task));
  const ended = new Set(events.flatMap(({ kind, task }) => (kind === 'succeeded' ? [task] : [])));
  const counts = new Map<string, { done: number; total: number }>();
  for (const { node, task, isDormant, isMarkedDone } of operations) {
    if (isDormant && !begun.has(task)) continue;
    const count = counts.get(node) ?? { done: 0, total: 0 };
    count.total++;
    if (isMarkedDone || ended.has(task)) count.done++;
    counts.set(node, count);
  }
  const all = [...counts];
  return {
    nodes: all.map(([node]) => node),
    done: all.map(([, { done }]) => done),
    total: all.map(([, { total }]) => total),
  };
}
