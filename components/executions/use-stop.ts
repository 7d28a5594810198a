'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { CancelMode } from '../../core/engine/protocol.ts';
import { useApi } from '../api/api.ts';
import { sayFault } from '../ui/toasts.tsx';

/** Ends an execution that has not ended. */
export function useStop(id: string) {
  const api = useApi();
  const queryClient = useQueryClient();
  const mutation = useMutation(
    api.executions.cancel.mutationOptions({
      onSuccess: () => {
        for (const queryKey of [api.executions.pathKey(), api.deployments.get.queryKey()])
          void queryClient.invalidateQueries({ queryKey });
      },
      onError: (fault) => sayFault('It was not cancelled', fault),
    }),
  );
  return { cancel: (mode: CancelMode) => mutation.mutate({ id, mode }), isBusy: mutation.isPending };
}
