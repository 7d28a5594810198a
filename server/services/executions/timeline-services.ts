import type { ServiceDependencies } from '../dependencies.ts';
import type { ExecutionServices } from '../services.ts';
import { estimateRun, forecastExecution } from './estimate.ts';
import { readNodeProgress } from './node-progress.ts';
import { readReplay } from './replay.ts';
import { readTimeline } from './timeline.ts';

/** The use cases about how executions go and how long they take. */
export function timelineServices(
  d: ServiceDependencies,
): Pick<ExecutionServices, 'timeline' | 'estimate' | 'forecast' | 'stateChanges' | 'nodeProgress'> {
  return {
    timeline: (actor, id) => readTimeline(d, actor, id),
    estimate: (actor, key) => estimateRun(d, actor, key),
    forecast: (actor, id) => forecastExecution(d, actor, id),
    stateChanges: (actor, id) => readReplay(d, actor, id),
    nodeProgress: (actor, id) => readNodeProgress(d, actor, id),
  };
}
