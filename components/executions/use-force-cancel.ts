'use client';

import { useEffect, useState } from 'react';
import type { ExecutionSummary } from '../../server/api/contract.ts';

/** What runs is given this long to end by itself before it can be left behind. */
const patienceMs = 30_000;

/**
 * Seconds until an execution that is being cancelled can be cancelled by force: 0 when it can be now, null while nobody
 * has asked for its end or when it is being ended by force already.
 */
export function useForceCancel(execution: Pick<ExecutionSummary, 'status' | 'cancelAskedAt'> | null): number | null {
  const askedAt = execution?.status === 'cancelling' ? execution.cancelAskedAt : null;
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    if (askedAt === null) return;
    setNow(Date.now());
    const timer = setInterval(() => setNow(Date.now()), 1_000);
    return () => clearInterval(timer);
  }, [askedAt]);
  if (askedAt === null) return null;
  return secondsLeft(new Date(askedAt).getTime(), now);
}

/** Whole seconds of the patience that are left; 0 when it is over. Times are milliseconds since the epoch. */
export function secondsLeft(askedAt: number, now: number): number {
  const left = Math.min(patienceMs, askedAt + patienceMs - now);
  return Math.max(0, Math.ceil(left / 1_000));
}
