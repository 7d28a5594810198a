import type { ServiceDependencies } from '../dependencies.ts';
import type { ExecutionServices } from '../services.ts';
import { estimateRun, forecastExecution } from './estimate.ts';
import { readTimeline } from './timeline.ts';

/** The use cases about how executions go and how long they take. */
export function timelineServices(
  d: ServiceDependencies,
): Pick<ExecutionServices, 'timeline' | 'estimate' | 'forecast'> {
  return {
    timeline: (actor, id) => readTimeline(d, actor, id),
    estimate: (actor, key) => estimateRun(d, actor, key),
    forecast: (actor, id) => forecastExecution(d, actor, id),
  };
}
