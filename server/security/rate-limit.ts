import type { Clock } from '../../core/ports/ports.ts';

export interface RateLimitOptions {
  perSecond: number;
  burst: number;
}

export interface RateLimiter {
  /** Takes `count` from the key's allowance: 0 when it had them, else the seconds until it will. */
  take(key: string, count: number): number;
}

interface Bucket {
  tokens: number;
  at: number;
}

/** More keys than this are never remembered; full buckets are forgotten first, they say nothing. */
const mostKeys = 10_000;

/** A token bucket for each key, in this process's memory. */
export function createRateLimiter({ perSecond, burst }: RateLimitOptions, clock: Clock): RateLimiter {
  const buckets = new Map<string, Bucket>();
  const refilled = (bucket: Bucket, now: number): number =>
    Math.min(burst, bucket.tokens + ((now - bucket.at) / 1000) * perSecond);
  const makeRoom = (now: number): void => {
    for (const [key, bucket] of buckets) if (refilled(bucket, now) >= burst) buckets.delete(key);
    const [oldest] = buckets.keys();
    if (buckets.size >= mostKeys && oldest !== undefined) buckets.delete(oldest);
  };
  return {
    take(key, count) {
      const now = clock.now();
      const bucket = buckets.get(key) ?? { tokens: burst, at: now };
      const tokens = refilled(bucket, now);
      const enough = tokens >= count;
      if (!buckets.has(key) && buckets.size >= mostKeys) makeRoom(now);
      buckets.set(key, { tokens: enough ? tokens - count : tokens, at: now });
      return enough ? 0 : Math.max(1, Math.ceil((count - tokens) / perSecond));
    },
  };
}
