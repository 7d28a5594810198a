'use client';

import { useEffect, useState } from 'react';
import { formatDuration, formatElapsed, formatRelative } from './format-time.ts';

/** The time of now, milliseconds since the epoch; draws anew every `ms` while `on`. */
export function useNow(ms: number, on = true): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    if (!on) return;
    const timer = setInterval(() => setNow(Date.now()), ms);
    return () => clearInterval(timer);
  }, [ms, on]);
  return now;
}

/** "3 min ago"; the full time on hover. */
export function Ago({ at }: { at: string }) {
  const now = useNow(20_000);
  return (
    <time dateTime={at} title={new Date(at).toLocaleString()} className="tabular" suppressHydrationWarning>
      {formatRelative(new Date(at).getTime(), now)}
    </time>
  );
}

/** How long something took, or has been running so far. */
export function Elapsed({ from, to }: { from: string; to: string | null }) {
  const now = useNow(1_000, to === null);
  const start = new Date(from).getTime();
  return (
    <span className="tabular" suppressHydrationWarning>
      {to === null ? formatElapsed(now - start) : formatDuration(new Date(to).getTime() - start)}
    </span>
  );
}
