'use client';

import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { useApi, useApiClient } from '../api/api.ts';
import { keepOpen } from '../api/keep-open.ts';
import { pace } from './pace.ts';

/** Least time between two readings of a list. */
const leastMs = 500;
/** While changes are told; durations and "in the last 24 hours" go on by themselves. */
const liveMs = 30_000;
const busyMs = 2_000;
const calmMs = 10_000;

/** Whether the server tells what changes; how often a list is to be read beside that, which something is going on in or not. */
export interface ListChanges {
  isAway: boolean;
  /** In ms. */
  every: (isBusy: boolean) => number;
}

/**
 * Has the lists of executions, deployments and groups read again when the server says that something in them changed.
 * For one place of a page: it holds a connection while the page is shown.
 */
export function useListChanges(): ListChanges {
  const api = useApi();
  const client = useApiClient();
  const queryClient = useQueryClient();
  const [state, setState] = useState<'opening' | 'live' | 'away'>('opening');

  useEffect(() => {
    const keys = [
      api.executions.search.queryKey(),
      api.executions.get.queryKey(),
      api.deployments.search.queryKey(),
      api.groups.pathKey(),
    ];
    const reread = pace(
      () => Promise.all(keys.map((queryKey) => queryClient.invalidateQueries({ queryKey }, { cancelRefetch: false }))),
      leastMs,
    );
    const end = keepOpen((onEnd) => {
      const over = (): void => {
        setState('away');
        onEnd();
      };
      return client.lists.changes.subscribe(undefined, {
        onData: () => {
          setState('live');
          reread.request();
        },
        onConnectionStateChange: ({ error }) => {
          if (error) setState('away');
        },
        onError: over,
        onComplete: over,
      });
    });
    return () => {
      end();
      reread.cancel();
    };
  }, [api, client, queryClient]);

  return {
    isAway: state === 'away',
    every: (isBusy) => {
      if (state === 'live') return liveMs;
      return isBusy ? busyMs : calmMs;
    },
  };
}
