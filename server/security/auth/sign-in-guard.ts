import { createHash } from 'node:crypto';
import type { Clock } from '../../../core/ports/ports.ts';
import type { Db } from '../../../db/client.ts';
import {
  deleteOldSignInFailures,
  deleteSignInFailure,
  lockSignInFailure,
  saveSignInFailure,
} from '../../../db/repositories/sign-in-failure.ts';
import { type AttemptRecord, reserveAttempt } from './sign-in-attempts.ts';

/** Counts failed sign-ins by account and address, in the database. */
export interface SignInGuard {
  /** Reserves an attempt; 0 when it may be made, else the seconds to wait. */
  reserve(account: string, address: string): Promise<number>;
  /** The attempt succeeded: forget the failures before it. */
  succeeded(account: string, address: string): Promise<void>;
}

const day = 24 * 60 * 60 * 1000;

export function createSignInGuard(db: Db, clock: Clock): SignInGuard {
  return {
    async reserve(account, address) {
      const key = keyOf(account, address);
      const now = clock.now();
      return db.transaction(async (tx) => {
        const row = await lockSignInFailure(tx, key);
        const attempt = reserveAttempt(row === null ? null : toRecord(row), now);
        if (!attempt.allowed) return attempt.retryAfterSeconds;
        const { failures, windowStart, blockedUntil } = attempt.record;
        await saveSignInFailure(tx, {
          key,
          failures,
          windowStart: new Date(windowStart),
          blockedUntil: blockedUntil === null ? null : new Date(blockedUntil),
        });
        return 0;
      });
    },
    async succeeded(account, address) {
      await deleteSignInFailure(db, keyOf(account, address));
      await deleteOldSignInFailures(db, new Date(clock.now() - day));
    },
  };
}

function keyOf(account: string, address: string): string {
  return createHash('sha256').update(account.trim().toLowerCase()).update('\0').update(address).digest('base64url');
}

function toRecord(row: { failures: number; windowStart: Date; blockedUntil: Date | null }): AttemptRecord {
  return {
    failures: row.failures,
    windowStart: row.windowStart.getTime(),
    blockedUntil: row.blockedUntil?.getTime() ?? null,
  };
}
