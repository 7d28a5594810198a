'use client';

import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { type ComparedOperation, compareRuns } from '../../core/timeline/compare-runs.ts';
import { useApi } from '../api/api.ts';
import { loadTimeline } from '../timeline/load-timeline.ts';

/** The operations of two executions side by side. */
export interface Comparison {
  /** Null while they are read. */
  operations: readonly ComparedOperation[] | null;
  fault: unknown;
  retry: () => void;
}

const once = { structuralSharing: false, refetchOnWindowFocus: false, gcTime: 0 } as const;

/** Reads two executions as they are now and holds them side by side. */
export function useComparison(beforeId: string, afterId: string): Comparison {
  const api = useApi();
  const before = useQuery(api.executions.timeline.queryOptions({ id: beforeId }, once));
  const after = useQuery(api.executions.timeline.queryOptions({ id: afterId }, once));
  const operations = useMemo(
    () =>
      before.data && after.data
        ? compareRuns(loadTimeline(before.data).timeline, loadTimeline(after.data).timeline)
        : null,
    [before.data, after.data],
  );
  return {
    operations,
    fault: operations ? null : (before.error ?? after.error),
    retry: () => {
      void before.refetch();
      void after.refetch();
    },
  };
}
