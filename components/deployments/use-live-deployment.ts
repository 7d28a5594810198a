'use client';

import { useQuery, useQueryClient } from '@tanstack/react-query';
import type { Unsubscribable } from '@trpc/server/observable';
import { useCallback, useEffect, useMemo } from 'react';
import type { DeploymentDetail, EventView } from '../../server/api/contract.ts';
import { useApi, useApiClient } from '../api/api.ts';
import { whileShown } from '../api/while-shown.ts';
import { patchStates } from './patch-states.ts';
import { throttle } from './throttle.ts';

/** A whole re-read at most this often; single states come sooner, by the event stream. */
const rereadEvery = 400;
/** In case a stream is cut without a word. */
const pollEvery = 15_000;

/** A deployment that stays true: read again when the server says that something changed, and after each reconnect. */
export function useLiveDeployment(id: string) {
  const api = useApi();
  const client = useApiClient();
  const queryClient = useQueryClient();
  const query = useQuery(api.deployments.get.queryOptions({ id }, { refetchInterval: pollEvery }));
  const key = useMemo(() => api.deployments.get.queryKey({ id }), [api, id]);

  useEffect(() => {
    const reread = throttle(() => {
      const changed = [
        key,
        api.deployments.instance.queryKey(),
        api.deployments.instanceHistory.queryKey(),
        api.deployments.unwell.queryKey(),
        api.deployments.scalables.queryKey(),
        api.deployments.history.queryKey(),
        api.executions.list.queryKey(),
        api.executions.get.queryKey(),
      ];
      for (const queryKey of changed) void queryClient.invalidateQueries({ queryKey });
    }, rereadEvery);
    let retry: ReturnType<typeof setTimeout> | undefined;
    let subscription: Unsubscribable | null = null;
    function follow(): void {
      subscription?.unsubscribe();
      subscription = client.deployments.changes.subscribe(
        { id },
        {
          onData: () => reread.request(),
          onError: again,
          onComplete: again,
        },
      );
    }
    function again(): void {
      clearTimeout(retry);
      retry = setTimeout(reopen, 2_000);
    }
    function reopen(): void {
      follow();
      reread.request();
    }
    const end = whileShown(() => {
      reopen();
      return () => {
        clearTimeout(retry);
        subscription?.unsubscribe();
      };
    });
    return () => {
      end();
      reread.cancel();
    };
  }, [api, client, id, key, queryClient]);

  const onEvents = useCallback(
    (events: readonly EventView[]) => {
      queryClient.setQueryData<DeploymentDetail>(key, (before) => before && patchStates(before, events));
    },
    [queryClient, key],
  );
  return { query, onEvents };
}
