'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { HostKeyView } from '../../server/api/contract.ts';
import { useApi, useApiClient } from '../api/api.ts';
import { count } from '../ui/count.ts';
import { sayDone, sayFault } from '../ui/toasts.tsx';

interface Verdict {
  keys: readonly HostKeyView[];
  verdict: 'accept' | 'revoke';
}

export function keyName(key: HostKeyView): string {
  return `${key.address}:${key.port} ${key.fingerprint}`;
}

/** Accepts or revokes keys, one after the other, and says how it went. */
export function useDecideKeys() {
  const api = useApi();
  const client = useApiClient();
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: async ({ keys, verdict }: Verdict) => {
      const decide = verdict === 'accept' ? client.hosts.acceptKey : client.hosts.revokeKey;
      await Promise.all(keys.map(({ address, port, fingerprint }) => decide.mutate({ address, port, fingerprint })));
    },
    onSuccess: (_, { keys, verdict }) => {
      const done = verdict === 'accept' ? 'accepted' : 'revoked';
      sayDone(keys.length === 1 ? `The key is ${done}` : `${count(keys.length, 'key')} ${done}`);
    },
    onError: (fault, { keys }) =>
      sayFault(keys.length === 1 ? 'The key was left as it is' : 'Not all keys were changed', fault),
    onSettled: () => queryClient.invalidateQueries({ queryKey: api.hosts.keys.queryKey() }),
  });
}

/** What can be decided about one key. */
export function useHostKeyActions() {
  const decide = useDecideKeys();
  return {
    accept: (key: HostKeyView) => decide.mutate({ keys: [key], verdict: 'accept' }),
    revoke: (key: HostKeyView) => decide.mutate({ keys: [key], verdict: 'revoke' }),
    isBusy: decide.isPending,
  };
}
