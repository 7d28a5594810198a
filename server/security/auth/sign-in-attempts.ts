/** Failed sign-ins of one account from one address. Times are milliseconds since the epoch. */
export interface AttemptRecord {
  failures: number;
  windowStart: number;
  blockedUntil: number | null;
}

export type Attempt = { allowed: true; record: AttemptRecord } | { allowed: false; retryAfterSeconds: number };

const minute = 60_000;
const window = 5 * minute;
const freeAttempts = 5;
const longestBlock = 15 * minute;

/**
 * Reserves one attempt (reliability.md P18): five in five minutes, then one after each pause of 1, 2, 4, 8 and at most
 * 15 minutes; five quiet minutes forgive all. It counts as a failure from the start and is taken back by a success, so
 * that a thousand attempts at once get no more than five through.
 */
export function reserveAttempt(record: AttemptRecord | null, now: number): Attempt {
  if (record?.blockedUntil != null && record.blockedUntil > now) {
    return { allowed: false, retryAfterSeconds: Math.ceil((record.blockedUntil - now) / 1000) };
  }
  const quietSince = record === null ? null : Math.max(record.windowStart, record.blockedUntil ?? 0);
  if (record === null || quietSince === null || quietSince + window <= now) {
    return { allowed: true, record: { failures: 1, windowStart: now, blockedUntil: null } };
  }
  const failures = record.failures + 1;
  const pause = Math.min(minute * 2 ** Math.max(0, failures - freeAttempts), longestBlock);
  return {
    allowed: true,
    record: {
      failures,
      windowStart: record.windowStart,
      blockedUntil: failures >= freeAttempts ? now + pause : null,
    },
  };
}
