'use client';

import { useQuery } from '@tanstack/react-query';
import type { HostView } from '../../server/api/contract.ts';
import { useApi } from '../api/api.ts';

const busyMs = 1_000;
const calmMs = 10_000;

/** All hosts, read again often while tests of connections run. */
export function useHosts() {
  const api = useApi();
  return useQuery(
    api.hosts.list.queryOptions(undefined, {
      refetchInterval: ({ state }) => (state.data?.some(isTesting) ? busyMs : calmMs),
    }),
  );
}

export function isTesting({ testing }: Pick<HostView, 'testing'>): boolean {
  return testing !== null;
}
