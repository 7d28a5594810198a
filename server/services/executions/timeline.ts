import { packEvents, packGraph } from '../../../core/timeline/pack.ts';
import type { TimelineEvent } from '../../../core/timeline/timeline.ts';
import { timelineEventTypes, toTimelineEvent } from '../../../core/timeline/timeline-event.ts';
import { buildTimelineGraph, type TimelineGraph } from '../../../core/timeline/timeline-graph.ts';
import { decodeGraph } from '../../../core/workflow/graph-encoding.ts';
import type { ExecutionRow } from '../../../db/repositories/execution.ts';
import { listNodeInstances } from '../../../db/repositories/node-instance.ts';
import { listTaskGraphs } from '../../../db/repositories/task-graph.ts';
import { readTaskEvents } from '../../../db/repositories/timeline-events.ts';
import type { TimelineView } from '../../api/contract.ts';
import type { Actor } from '../../security/actor.ts';
import type { ServiceDependencies } from '../dependencies.ts';
import { requireExecution } from './read-executions.ts';

/** The timeline of an execution, from all its graphs and its events so far. Throws `not-found`. */
export async function readTimeline(dependencies: ServiceDependencies, actor: Actor, id: string): Promise<TimelineView> {
  const row = await requireExecution(dependencies, actor, id);
  // In this order, so that the graphs have every operation that an event names.
  const events = await readTimelineEvents(dependencies, row);
  const graph = await readTimelineGraph(dependencies, row);
  return {
    graph: packGraph(graph),
    events: packEvents(events, graph),
    status: row.status,
    parallel: row.settings.parallel ?? null,
    lastSeq: Math.max(row.lastSeq, events.at(-1)?.seq ?? 0),
    now: dependencies.clock.now(),
  };
}

/** The operations of all graphs of an execution so far. */
export async function readTimelineGraph(
  { db }: Pick<ServiceDependencies, 'db'>,
  row: Pick<ExecutionRow, 'id' | 'deploymentId' | 'settings'>,
): Promise<TimelineGraph> {
  const stored = await listTaskGraphs(db, row.id);
  const instances = await listNodeInstances(db, row.deploymentId);
  const nodes = new Map(instances.map(({ id, nodeName }) => [id, nodeName]));
  return buildTimelineGraph(
    stored.map(({ position, text }) => ({ position, graph: decodeGraph(text) })),
    { nodeOf: (instance) => nodes.get(instance) ?? nodeOfGone(instance), maxRetries: row.settings.maxRetries },
  );
}

/** What happened to the operations of an execution so far. */
export async function readTimelineEvents(
  { db }: Pick<ServiceDependencies, 'db'>,
  { id }: Pick<ExecutionRow, 'id'>,
): Promise<TimelineEvent[]> {
  const records = await readTaskEvents(db, id, timelineEventTypes);
  return records.flatMap((record) => toTimelineEvent(record) ?? []);
}

/** An instance that is no longer there was called by its node, with a suffix. */
function nodeOfGone(instance: string): string {
  return instance.replace(/_[^_]*$/, '');
}
