'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { HostKeyView } from '../../server/api/contract.ts';
import { useApi } from '../api/api.ts';
import { sayDone, sayFault } from '../ui/toasts.tsx';

export interface HostKeyActions {
  accept: (key: HostKeyView) => void;
  revoke: (key: HostKeyView) => void;
  isBusy: boolean;
}

export function keyName(key: HostKeyView): string {
  return `${key.address}:${key.port} ${key.fingerprint}`;
}

export function useHostKeyActions(): HostKeyActions {
  const api = useApi();
  const queryClient = useQueryClient();
  function after(done: string) {
    return {
      onSuccess: () => {
        sayDone(done);
        return queryClient.invalidateQueries({ queryKey: api.hosts.keys.queryKey() });
      },
      onError: (fault: unknown) => sayFault('The key was left as it is', fault),
    };
  }
  const accept = useMutation(api.hosts.acceptKey.mutationOptions(after('The key is accepted')));
  const revoke = useMutation(api.hosts.revokeKey.mutationOptions(after('The key is revoked')));
  return {
    accept: ({ address, port, fingerprint }) => accept.mutate({ address, port, fingerprint }),
    revoke: ({ address, port, fingerprint }) => revoke.mutate({ address, port, fingerprint }),
    isBusy: accept.isPending || revoke.isPending,
  };
}
