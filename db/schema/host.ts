import { sql } from 'drizzle-orm';
import {
  type AnyPgColumn,
  boolean,
  index,
  integer,
  jsonb,
  pgTable,
  text,
  timestamp,
  unique,
  uuid,
} from 'drizzle-orm/pg-core';
import { tenant } from './tenant.ts';

/** Values by key, as the labels of deployments; a key may have several values. */
export type HostLabels = Record<string, string[]>;

/** What a test of the connection learned about a host; null: it could not be found out. */
export interface HostFacts {
  /** The system by its own name, e.g. `Debian GNU/Linux 13 (trixie)`. */
  os: string | null;
  kernel: string | null;
  /** As `uname -m` says it. */
  architecture: string | null;
  cores: number | null;
  memoryBytes: number | null;
  /** Of the file system that holds `/`. */
  diskBytes: number | null;
  diskFreeBytes: number | null;
  /** What the account may do: everything at once, after its password, or nothing as root. */
  sudo: 'root' | 'passwordless' | 'password' | 'none' | null;
  /** Its version, `3.13.5`; null: there is none. */
  python3: string | null;
  /** The account's login shell. */
  shell: string | null;
  /** How far the host's clock is ahead of this machine's, give or take the time of the connection. */
  clockSkewSeconds: number | null;
}

/** A machine people can name in inputs and blueprints take from the pool. `lab`: one of the product's own demonstration hosts. */
export const host = pgTable(
  'host',
  {
    id: uuid().primaryKey(),
    tenantId: text()
      .notNull()
      .references(() => tenant.id),
    name: text().notNull(),
    address: text().notNull(),
    port: integer().notNull().default(22),
    user: text(),
    /** Names of secrets, here and below; what they hold is only in `secret`. */
    keySecret: text(),
    passphraseSecret: text(),
    /** The OpenSSH certificate of the key: it is public, so it is kept as it is. */
    certificate: text(),
    passwordSecret: text(),
    /** Sign in with the SSH agent of this server's account. */
    useAgent: boolean().notNull().default(false),
    sudo: text({ enum: ['none', 'passwordless', 'password'] })
      .notNull()
      .default('none'),
    sudoPasswordSecret: text(),
    /** The host through which this one is reached. */
    jumpHostId: uuid().references((): AnyPgColumn => host.id),
    labels: jsonb().$type<HostLabels>().notNull().default({}),
    notes: text().notNull().default(''),
    lab: boolean().notNull().default(false),
    /** The pool gives it to nobody. */
    isOutOfService: boolean().notNull().default(false),
    outOfServiceReason: text(),
    facts: jsonb().$type<HostFacts>(),
    /** When it was last tested; `checkError` says what went wrong then. Facts of an earlier test stay. */
    checkedAt: timestamp({ withTimezone: true }),
    checkError: text(),
    /**
     * The node instance that holds it; all four are null together. The deployment is named and not referred to: one
     * that is deleted by force leaves its hosts as they are, so they stay taken until a person releases them.
     */
    holderDeploymentId: uuid(),
    holderDeploymentName: text(),
    holderInstanceId: text(),
    takenAt: timestamp({ withTimezone: true }),
    /** When it was last given back. The pool gives out first what has rested longest, so that a heal gets another host. */
    givenBackAt: timestamp({ withTimezone: true }),
    createdAt: timestamp({ withTimezone: true }).notNull().defaultNow(),
    createdBy: text(),
  },
  (t) => [
    unique().on(t.tenantId, t.name),
    index().on(t.jumpHostId),
    // An instance never holds two hosts, whatever attempts of its operation run at once.
    unique().on(t.holderDeploymentId, t.holderInstanceId),
    index('host_free_idx')
      .on(t.tenantId, t.givenBackAt.asc().nullsFirst(), t.name)
      .where(sql`holder_instance_id is null and not is_out_of_service`),
  ],
);
