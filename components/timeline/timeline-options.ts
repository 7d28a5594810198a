import type { useApi } from '../api/api.ts';

/** It was asked for ahead (`useEarlyTimeline`), and the event stream goes on from what it says, ms. */
const freshFor = 10_000;

/** How the timeline of an execution is asked for. */
export function timelineOptions(api: ReturnType<typeof useApi>, id: string) {
  return api.executions.timeline.queryOptions(
    { id },
    { structuralSharing: false, refetchOnWindowFocus: false, gcTime: 0, staleTime: freshFor },
  );
}
