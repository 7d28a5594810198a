'use client';

import { useQueryClient } from '@tanstack/react-query';
import { CloudOff } from 'lucide-react';
import { useEffect, useState } from 'react';
import { askServer, useAwaySince } from '../api/connection.ts';
import { Button } from '../ui/button.tsx';
import { formatClock } from '../ui/format-time.ts';

/** Seconds between two tries, the last for all that follow. */
const waits = [1, 2, 3, 5, 10];

/** Says that the server is away, since when, and when it is asked again; what is shown is read anew once it is back. */
export function ConnectionBanner() {
  const since = useAwaySince();
  return since === null ? null : <Away since={since} />;
}

function Away({ since }: { since: number }) {
  const queryClient = useQueryClient();
  const [turn, setTurn] = useState(0);
  const [left, setLeft] = useState(waits[0] ?? 1);
  useEffect(() => {
    let seconds = waits[Math.min(turn, waits.length - 1)] ?? 1;
    setLeft(seconds);
    const timer = setInterval(() => {
      seconds -= 1;
      setLeft(seconds);
      if (seconds > 0) return;
      clearInterval(timer);
      void askServer().then(() => setTurn((now) => now + 1));
    }, 1_000);
    return () => clearInterval(timer);
  }, [turn]);
  // It goes when the server has answered.
  useEffect(() => () => void queryClient.invalidateQueries(), [queryClient]);
  return (
    <div className="flex min-h-9 flex-wrap items-center gap-x-3 gap-y-1 border-warn/35 border-b bg-warn-soft px-4 py-1 text-sm text-warn md:px-6">
      <CloudOff aria-hidden className="size-4 shrink-0" />
      <span role="alert" className="font-medium">
        The server does not answer. What you see is as of {formatClock(since)}.
      </span>
      <span className="tabular text-ink-2">{left > 0 ? `Asking again in ${left} s` : 'Asking…'}</span>
      <Button size="sm" className="ml-auto" onClick={() => void askServer().then(() => setTurn((now) => now + 1))}>
        Ask now
      </Button>
    </div>
  );
}
