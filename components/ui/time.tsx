'use client';

import { useEffect, useState } from 'react';
import { usePreference } from '../shell/preferences-context.tsx';
import { formatDuration, formatElapsed, formatMoment, formatRelative } from './format-time.ts';

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

/** When something was, in the way that the person chose: "3 min ago", or date and time; the full time on hover. */
export function Ago({ at }: { at: string }) {
  const [format] = usePreference('time');
  const now = useNow(20_000, format === 'relative');
  const moment = new Date(at).getTime();
  return (
    <time
      dateTime={at}
      title={`${formatMoment(moment, 'local')} · ${formatMoment(moment, 'utc')}`}
      className="tabular whitespace-nowrap"
      suppressHydrationWarning
    >
      {format === 'relative' ? formatRelative(moment, now) : formatMoment(moment, format)}
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
