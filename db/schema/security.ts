import {
  bigserial,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  timestamp,
  unique,
  uuid,
} from 'drizzle-orm/pg-core';
import type { Json } from '../../core/blueprint/json.ts';
import { bytea } from './bytea.ts';
import { tenant } from './tenant.ts';

/** Envelope encryption: `wrappedKey` is the record's own key under the key file's key, `ciphertext` the value under it. Each is nonce + data + tag. */
export const secret = pgTable(
  'secret',
  {
    id: uuid().primaryKey(),
    tenantId: text()
      .notNull()
      .references(() => tenant.id),
    name: text().notNull(),
    version: integer().notNull().default(1),
    wrappedKey: bytea().notNull(),
    ciphertext: bytea().notNull(),
    keyId: text().notNull(),
    createdAt: timestamp({ withTimezone: true }).notNull().defaultNow(),
    updatedAt: timestamp({ withTimezone: true }).notNull().defaultNow(),
    createdBy: text(),
  },
  (t) => [unique().on(t.tenantId, t.name)],
);

/** SSH host keys seen at an address. Only `accepted` ones let a connection through (reliability.md P21). */
export const hostKey = pgTable(
  'host_key',
  {
    tenantId: text()
      .notNull()
      .references(() => tenant.id),
    address: text().notNull(),
    port: integer().notNull(),
    /** `SHA256:` and unpadded base64, as ssh-keygen -l prints it. */
    fingerprint: text().notNull(),
    keyType: text().notNull(),
    /** Base64 of the key in SSH wire format. */
    publicKey: text().notNull(),
    status: text({ enum: ['pending', 'accepted', 'revoked'] }).notNull(),
    firstSeenAt: timestamp({ withTimezone: true }).notNull().defaultNow(),
    decidedAt: timestamp({ withTimezone: true }),
    decidedBy: text(),
  },
  (t) => [primaryKey({ columns: [t.tenantId, t.address, t.port, t.fingerprint] })],
);

/** Who did what; each entry's hash covers the one before it (reliability.md P23). */
export const auditEntry = pgTable(
  'audit_entry',
  {
    id: bigserial({ mode: 'number' }).primaryKey(),
    tenantId: text().notNull(),
    at: timestamp({ withTimezone: true, precision: 3 }).notNull(),
    actor: text().notNull(),
    action: text().notNull(),
    target: text().notNull(),
    detail: jsonb().$type<Json>().notNull(),
    previousHash: text().notNull(),
    hash: text().notNull(),
  },
  (t) => [index().on(t.tenantId, t.at), index().on(t.tenantId, t.target, t.id)],
);
