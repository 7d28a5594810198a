'use client';

import { useQuery } from '@tanstack/react-query';
import { Timer } from 'lucide-react';
import { useApi } from '../api/api.ts';
import { estimateText } from './estimate-text.ts';

interface RunEstimateProps {
  deploymentId: string;
  workflow: string;
}

/** How long a run that is being made ready is expected to take. Keeps its place while that is asked. */
export function RunEstimate({ deploymentId, workflow }: RunEstimateProps) {
  const api = useApi();
  const { data } = useQuery(api.executions.estimate.queryOptions({ deploymentId, workflow }));
  return (
    <p className="flex min-h-5 items-start gap-1.5 text-ink-2 text-sm">
      {data && (
        <>
          <Timer aria-hidden className="mt-0.5 size-4 shrink-0 text-ink-3" />
          <span className="[overflow-wrap:anywhere]">{estimateText(data, workflow)}</span>
        </>
      )}
    </p>
  );
}
