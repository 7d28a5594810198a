import { forecast } from '../../../core/timeline/forecast.ts';
import { type Attempt, createTimeline, type Timeline, takeEvents } from '../../../core/timeline/timeline.ts';
import type { TimelineOperation } from '../../../core/timeline/timeline-graph.ts';
import { findDeployment } from '../../../db/repositories/deployment.ts';
import type { ExecutionRow } from '../../../db/repositories/execution.ts';
import { listPastRuns, type PastRun, readUsualDurations } from '../../../db/repositories/timeline-events.ts';
import type { ExecutionForecast, RunEstimate } from '../../api/contract.ts';
import type { Actor } from '../../security/actor.ts';
import type { ServiceDependencies } from '../dependencies.ts';
import { notFound } from '../not-found.ts';
import { requireExecution } from './read-executions.ts';
import { readTimelineEvents, readTimelineGraph } from './timeline.ts';

/** Older runs say less about the next one. */
const runsLookedAt = 5;
/** With more unknown operations than this share of those left, no time is named. */
const mostUnknown = 0.5;
const mostNamed = 20;

/** How long a workflow of a deployment usually takes. Throws `not-found`. */
export async function estimateRun(
  dependencies: ServiceDependencies,
  actor: Actor,
  key: { deploymentId: string; workflow: string },
): Promise<RunEstimate> {
  if ((await findDeployment(dependencies.db, actor.tenant.id, key.deploymentId)) === null) throw notFound('deployment');
  const { runs, isOwn } = await findPastRuns(dependencies, key);
  const usual = await readUsualDurations(
    dependencies.db,
    runs.map(({ id }) => id),
  );
  const [longest] = usual.toSorted((a, b) => b.median - a.median);
  return {
    runs: runs.length,
    isOwn,
    medianMs: medianOf(runs.map(({ duration }) => duration)),
    longest: longest ? { node: longest.node, operation: longest.operation, medianMs: longest.median } : null,
  };
}

/** How a running execution is expected to go on; null when it is not running, or being stopped. Throws `not-found`. */
export async function forecastExecution(
  dependencies: ServiceDependencies,
  actor: Actor,
  id: string,
): Promise<ExecutionForecast | null> {
  const row = await requireExecution(dependencies, actor, id);
  if (row.status !== 'started') return null;
  const { runs } = await findPastRuns(dependencies, row);
  const usual = await readUsualDurations(
    dependencies.db,
    runs.map((run) => run.id),
  );
  const timeline = await loadTimeline(dependencies, row);
  const known = new Map(usual.map(({ node, operation, median }) => [keyOf(node, operation), median]));
  for (const [key, durations] of durationsSoFar(timeline)) {
    if (!known.has(key)) known.set(key, medianOf(durations) ?? 0);
  }
  const durationOf = (place: number): number | null => known.get(keyOfOperation(operationAt(timeline, place))) ?? null;
  const now = dependencies.clock.now();
  const { remainingMs, unknown, left, path } = forecast(timeline, durationOf, {
    now,
    parallel: row.settings.parallel ?? null,
  });
  const isKnown = left > 0 && unknown <= left * mostUnknown;
  return {
    remainingMs: isKnown ? remainingMs : null,
    isAtLeast: unknown > 0,
    runs: runs.length,
    path: isKnown ? path.slice(0, mostNamed).map((place) => nameOf(operationAt(timeline, place))) : [],
    overdueMs: path[0] === undefined ? 0 : overdue(timeline.attempts[path[0]]?.at(-1), durationOf(path[0]), now),
  };
}

function overdue(attempt: Attempt | undefined, usual: number | null, now: number): number {
  if (attempt === undefined || attempt.endedAt !== null || usual === null) return 0;
  return Math.max(0, now - attempt.startedAt - usual);
}

async function loadTimeline(dependencies: ServiceDependencies, row: ExecutionRow): Promise<Timeline> {
  const events = await readTimelineEvents(dependencies, row);
  const timeline = createTimeline(await readTimelineGraph(dependencies, row));
  takeEvents(timeline, events);
  return timeline;
}

/** Runs of the deployment itself, or of others of its blueprint when it has none. */
async function findPastRuns(
  { db }: Pick<ServiceDependencies, 'db'>,
  { deploymentId, workflow }: { deploymentId: string; workflow: string },
): Promise<{ runs: PastRun[]; isOwn: boolean }> {
  const found = await listPastRuns(db, { deploymentId, workflow, limit: runsLookedAt });
  const own = found.filter((run) => run.deploymentId === deploymentId);
  return own.length > 0 ? { runs: own, isOwn: true } : { runs: found, isOwn: false };
}

/** How long the operations took that have ended well in this run. */
function durationsSoFar(timeline: Timeline): Map<string, number[]> {
  const durations = new Map<string, number[]>();
  for (const [place, attempts] of timeline.attempts.entries()) {
    const last: Attempt | undefined = attempts.at(-1);
    if (last?.outcome !== 'succeeded' || last.endedAt === null) continue;
    const key = keyOfOperation(operationAt(timeline, place));
    const list = durations.get(key) ?? [];
    list.push(last.endedAt - last.startedAt);
    durations.set(key, list);
  }
  return durations;
}

function operationAt({ graph }: Timeline, place: number): TimelineOperation {
  return graph.operations[place] as TimelineOperation;
}

function keyOfOperation({ runsOn, operation }: TimelineOperation): string {
  return keyOf(runsOn, operation);
}

function keyOf(node: string, operation: string): string {
  return `${operation} ${node}`;
}

function nameOf({ task, instance, node, operation }: TimelineOperation): ExecutionForecast['path'][number] {
  return { task, instance, node, operation };
}

function medianOf(values: number[]): number | null {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? null;
}
