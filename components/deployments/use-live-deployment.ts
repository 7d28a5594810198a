'use client';

import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useMemo } from 'react';
import type { DeploymentDetail, EventView } from '../../server/api/contract.ts';
import { useApi, useApiClient } from '../api/api.ts';
import { keepOpen } from '../api/keep-open.ts';
import { oncePerFrame } from '../logs/once-per-frame.ts';
import { patchStates } from './patch-states.ts';
import { throttle } from './throttle.ts';

/**
 * A whole re-read at most this often, and a large deployment a millisecond per instance more seldom; single states come
 * sooner, by the event stream.
 */
const rereadEvery = { least: 400, most: 4_000 };
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
    const reread = throttle(
      () => {
        const changed = [
          key,
          api.deployments.instance.queryKey(),
          api.deployments.instanceHistory.queryKey(),
          api.deployments.unwell.queryKey(),
          api.deployments.scalables.queryKey(),
          api.deployments.history.queryKey(),
          api.executions.search.queryKey(),
          api.executions.get.queryKey(),
        ];
        for (const queryKey of changed) void queryClient.invalidateQueries({ queryKey });
      },
      () => {
        const count = queryClient.getQueryData<DeploymentDetail>(key)?.instanceCount ?? 0;
        return Math.min(rereadEvery.most, Math.max(rereadEvery.least, count));
      },
    );
    const end = keepOpen((onEnd) => {
      const listener = { onData: reread.request, onError: onEnd, onComplete: onEnd };
      const stream = client.deployments.changes.subscribe({ id }, listener);
      reread.request();
      return stream;
    });
    return () => {
      end();
      reread.cancel();
    };
  }, [api, client, id, key, queryClient]);

  const onEvents = useFrameByFrame(
    useCallback(
      (events: readonly EventView[]) => {
        queryClient.setQueryData<DeploymentDetail>(key, (before) => before && patchStates(before, events));
      },
      [queryClient, key],
    ),
  );
  return { query, onEvents };
}

/** Hands events on once per animation frame, all that came since the last one together. */
function useFrameByFrame(take: (events: readonly EventView[]) => void): (events: readonly EventView[]) => void {
  const inbox = useMemo(() => {
    let waiting: EventView[] = [];
    const frame = oncePerFrame(() => {
      const events = waiting;
      waiting = [];
      take(events);
    });
    return {
      add: (events: readonly EventView[]) => {
        for (const event of events) waiting.push(event);
        frame.request();
      },
      cancel: frame.cancel,
    };
  }, [take]);
  useEffect(() => inbox.cancel, [inbox]);
  return inbox.add;
}
