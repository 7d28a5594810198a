'use client';

import { CloudOff } from 'lucide-react';
import { useAwaySince } from '../api/connection.ts';
import type { ListChanges } from './use-list-changes.ts';

/** Says that a list is only as new as its last reading; nothing while changes are told, or the whole server is away. */
export function LiveState({ changes }: { changes: ListChanges }) {
  const isServerAway = useAwaySince() !== null;
  return (
    <p role="status" className="flex items-center gap-1.5 text-warn text-xs empty:hidden">
      {changes.isAway && !isServerAway && (
        <>
          <CloudOff aria-hidden className="size-3.5 shrink-0" />
          Not live: read every few seconds
        </>
      )}
    </p>
  );
}
