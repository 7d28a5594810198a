import { unpackEvents, unpackGraph } from '../../core/timeline/pack.ts';
import { createTimeline, type Timeline, takeEvents } from '../../core/timeline/timeline.ts';
import type { TimelineView } from '../../server/api/contract.ts';
import { isActive } from '../executions/execution-status.ts';

/** A timeline as the server gives it. `skew`: the server's clock minus this computer's, milliseconds. */
export function loadTimeline({ graph: packed, events, status, lastSeq, now }: TimelineView) {
  const graph = unpackGraph(packed);
  const timeline = createTimeline(graph);
  takeEvents(timeline, unpackEvents(events, graph));
  if (!isActive(status) && timeline.endedAt === null) endNow(timeline);
  timeline.lastSeq = Math.max(timeline.lastSeq, lastSeq);
  return { timeline, status, skew: now - Date.now() };
}

/** A run that was given up says so in no event of its own. */
function endNow(timeline: Timeline): void {
  const at = Number.isNaN(timeline.lastAt) ? Date.now() : timeline.lastAt;
  takeEvents(timeline, [{ seq: timeline.lastSeq + 1, at, kind: 'run-ended', task: null, attempt: 0 }]);
}
