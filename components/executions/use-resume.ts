'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useApi } from '../api/api.ts';
import { sayFault } from '../ui/toasts.tsx';

interface ResumeRequest {
  /** Failed operations that count as done. */
  done?: string[];
  /** Operations that may still run on their host are begun anew. */
  force?: boolean;
}

/** Goes on with an execution that failed or was cancelled. */
export function useResume(id: string, onResumed?: () => void) {
  const api = useApi();
  const queryClient = useQueryClient();
  const mutation = useMutation(
    api.executions.resume.mutationOptions({
      onSuccess: () => {
        for (const queryKey of [
          api.executions.get.queryKey({ id }),
          api.executions.search.queryKey(),
          api.deployments.get.queryKey(),
        ])
          void queryClient.invalidateQueries({ queryKey });
        onResumed?.();
      },
      onError: (fault) => sayFault('It was not resumed', fault),
    }),
  );
  return { resume: (request: ResumeRequest) => mutation.mutate({ id, ...request }), isBusy: mutation.isPending };
}
