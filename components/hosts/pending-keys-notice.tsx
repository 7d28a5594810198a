'use client';

import { useQuery } from '@tanstack/react-query';
import { useApi } from '../api/api.ts';
import { ButtonLink } from '../ui/button.tsx';
import { Notice } from '../ui/states.tsx';
import { placeOf } from './host-look.ts';

/** With more, the notice would push the log out of view. */
const namedAtMost = 5;

/** While something runs: host keys that wait for a person, since nothing goes on at those hosts before. */
export function PendingKeysNotice() {
  const api = useApi();
  const { data } = useQuery(api.hosts.keys.queryOptions(undefined, { refetchInterval: 3_000 }));
  const pending = data?.filter((key) => key.status === 'pending') ?? [];
  if (pending.length === 0) return null;
  const hosts = pending.slice(0, namedAtMost).map(placeOf).join(', ');
  const more = pending.length - namedAtMost;
  return (
    <div className="border-line border-b bg-panel p-3">
      <Notice
        tone="warn"
        role="status"
        title={
          pending.length === 1 ? 'A host key waits to be accepted' : `${pending.length} host keys wait to be accepted`
        }
        action={
          <ButtonLink size="sm" variant="primary" href="/hosts?tab=keys">
            {pending.length === 1 ? 'Check the host key' : 'Check the host keys'}
          </ButtonLink>
        }
      >
        {hosts}
        {more > 0 && ` and ${more} more`}. Operations there are tried again once a person has compared the fingerprint
        and accepted it.
      </Notice>
    </div>
  );
}
