import { boolean, integer, json, jsonb, pgTable, primaryKey, text, timestamp, unique, uuid } from 'drizzle-orm/pg-core';
import type { Diagnostic } from '../../core/diagnostics/diagnostic.ts';
import type { BlueprintPlan } from '../../core/plan/plan.ts';
import { bytea } from './bytea.ts';
import { tenant } from './tenant.ts';

export const blueprint = pgTable(
  'blueprint',
  {
    id: uuid().primaryKey(),
    tenantId: text()
      .notNull()
      .references(() => tenant.id),
    name: text().notNull(),
    /** Shipped with the product and kept up to date by it. */
    example: boolean().notNull().default(false),
    createdAt: timestamp({ withTimezone: true }).notNull().defaultNow(),
    createdBy: text(),
  },
  (t) => [unique().on(t.tenantId, t.name)],
);

/** An uploaded state of a blueprint's files and what it compiles to. Never changed once written. */
export const blueprintVersion = pgTable(
  'blueprint_version',
  {
    id: uuid().primaryKey(),
    blueprintId: uuid()
      .notNull()
      .references(() => blueprint.id, { onDelete: 'cascade' }),
    number: integer().notNull(),
    mainFile: text().notNull(),
    /** SHA-256 over paths, modes and contents of its files, in hexadecimal: tells whether an upload changes anything. */
    contentHash: text().notNull(),
    /** `json` and not `jsonb`, which would sort the keys: inputs and outputs are shown in the order they are written. */
    plan: json().$type<BlueprintPlan>().notNull(),
    /** Which generation of the reference it was written for, by the types that it imports. */
    dialect: text({ enum: ['v3', 'v5'] })
      .notNull()
      .default('v5'),
    /** Warnings and notices; a version with errors is never stored. */
    diagnostics: jsonb().$type<Diagnostic[]>().notNull(),
    /** What a person said of it when it was saved. */
    note: text(),
    createdAt: timestamp({ withTimezone: true }).notNull().defaultNow(),
    createdBy: text(),
  },
  (t) => [unique().on(t.blueprintId, t.number)],
);

export const blueprintFile = pgTable(
  'blueprint_file',
  {
    versionId: uuid()
      .notNull()
      .references(() => blueprintVersion.id, { onDelete: 'cascade' }),
    path: text().notNull(),
    mode: integer().notNull().default(0o644),
    content: bytea().notNull(),
  },
  (t) => [primaryKey({ columns: [t.versionId, t.path] })],
);
