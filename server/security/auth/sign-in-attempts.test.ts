import { describe, expect, it } from 'vitest';
import { type AttemptRecord, reserveAttempt } from './sign-in-attempts.ts';

const minute = 60_000;

function attempt(record: AttemptRecord | null, now: number): AttemptRecord {
  const result = reserveAttempt(record, now);
  if (!result.allowed) throw new Error('was refused');
  return result.record;
}

function fail(times: number, start: number): AttemptRecord {
  let record: AttemptRecord | null = null;
  for (let n = 0; n < times; n += 1) record = attempt(record, start + n);
  if (record === null) throw new Error('no attempt');
  return record;
}

describe('sign-in attempts', () => {
  it('lets five through and then refuses, saying for how long', () => {
    const record = fail(5, 0);
    expect(reserveAttempt(record, 10)).toEqual({ allowed: false, retryAfterSeconds: 60 });
  });

  it('lets one through after each pause, and the pauses grow to 15 minutes', () => {
    let record = fail(5, 0);
    const pauses: number[] = [];
    for (let n = 0; n < 6; n += 1) {
      const at = record.blockedUntil ?? 0;
      record = attempt(record, at);
      pauses.push(((record.blockedUntil ?? 0) - at) / minute);
    }
    expect(pauses).toEqual([2, 4, 8, 15, 15, 15]);
  });

  it('forgives after five quiet minutes', () => {
    expect(attempt(fail(4, 0), 5 * minute + 1)).toMatchObject({ failures: 1, blockedUntil: null });
    const blocked = fail(5, 0);
    expect(attempt(blocked, (blocked.blockedUntil ?? 0) + 5 * minute)).toMatchObject({ failures: 1 });
  });

  it('keeps counting when the failures are spread within the window', () => {
    expect(attempt(fail(3, 0), 4 * minute)).toMatchObject({ failures: 4 });
  });
});
