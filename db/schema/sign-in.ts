import { integer, pgTable, text, timestamp } from 'drizzle-orm/pg-core';

/** Failed sign-ins of an account from an address (reliability.md P18). In the database so that a restart forgives nothing. */
export const signInFailure = pgTable('sign_in_failure', {
  /** Hash of account and address: no addresses are kept, and a long account name takes no room. */
  key: text().primaryKey(),
  failures: integer().notNull(),
  windowStart: timestamp({ withTimezone: true }).notNull(),
  blockedUntil: timestamp({ withTimezone: true }),
});
