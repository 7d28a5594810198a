'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useApi } from '../api/api.ts';
import { count } from '../ui/count.ts';
import { sayDone, sayFault } from '../ui/toasts.tsx';

/** Reads all that is known about hosts again, after something was changed. */
export function useRefreshHosts(): () => Promise<void> {
  const api = useApi();
  const queryClient = useQueryClient();
  return () => queryClient.invalidateQueries({ queryKey: api.hosts.pathKey() });
}

/** What can be done with hosts at once; each says when it was done, or why it was refused. */
export function useHostActions() {
  const api = useApi();
  const refresh = useRefreshHosts();
  function after<V>(fault: string, done?: (asked: V) => string) {
    return {
      onSuccess: (_: unknown, asked: V) => {
        if (done) sayDone(done(asked));
        return refresh();
      },
      onError: (error: unknown) => sayFault(fault, error),
    };
  }
  const test = useMutation(api.hosts.test.mutationOptions(after('The connection was not tested')));
  const rest = useMutation(
    api.hosts.takeOutOfService.mutationOptions(
      after('Nothing was taken out of service', ({ ids }) => `${count(ids.length, 'host')} out of service`),
    ),
  );
  const back = useMutation(
    api.hosts.putBack.mutationOptions(
      after('Nothing was put back', ({ ids }) => `${count(ids.length, 'host')} back in service`),
    ),
  );
  const release = useMutation(
    api.hosts.release.mutationOptions(after('The host was not released', () => 'The host is released')),
  );
  return {
    test: (ids: string[]) => test.mutate({ ids }),
    takeOutOfService: (ids: string[], reason: string) => rest.mutate({ ids, ...(reason !== '' && { reason }) }),
    putBack: (ids: string[]) => back.mutate({ ids }),
    release: (id: string) => release.mutate({ id }),
    isBusy: test.isPending || rest.isPending || back.isPending || release.isPending,
  };
}
