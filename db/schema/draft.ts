import { index, integer, jsonb, pgTable, primaryKey, text, timestamp, uuid } from 'drizzle-orm/pg-core';
import { bytea } from './bytea.ts';
import { tenant } from './tenant.ts';

/** Where things were put on the canvas; see components/designer/document/layout.ts. */
export interface DraftLayout {
  places: Record<string, { x: number; y: number; width?: number; height?: number }>;
  notes: Record<
    string,
    {
      id: string;
      x: number;
      y: number;
      width: number;
      height: number;
      text: string;
      colour: 'yellow' | 'blue' | 'green' | 'red';
    }
  >;
}

/**
 * What is being written of a blueprint: how its files differ from those of a version, and where things stand on the
 * canvas. A draft without differences follows the latest version.
 */
export const draft = pgTable(
  'draft',
  {
    /** Of the blueprint that it belongs to, or of the one that it becomes with its first version. */
    id: uuid().primaryKey(),
    tenantId: text()
      .notNull()
      .references(() => tenant.id),
    /** Of a draft that is not a blueprint yet; else the blueprint's own name holds. */
    name: text().notNull(),
    /** Null: that of the version it is based on. */
    mainFile: text(),
    /** The number of the version that its files differ from; null: none. */
    baseVersion: integer(),
    /** Grows with everything that is saved. */
    revision: integer().notNull(),
    /** What the page called its last save, so that one whose answer was lost is not taken for another person's. */
    savedWith: uuid(),
    layout: jsonb().$type<DraftLayout>().notNull(),
    updatedAt: timestamp({ withTimezone: true }).notNull(),
    updatedBy: text().notNull(),
  },
  (t) => [index().on(t.tenantId)],
);

/** A file of a draft that differs from its version's. */
export const draftFile = pgTable(
  'draft_file',
  {
    draftId: uuid()
      .notNull()
      .references(() => draft.id, { onDelete: 'cascade' }),
    path: text().notNull(),
    mode: integer().notNull(),
    /** Null: the file is taken away. */
    content: bytea(),
  },
  (t) => [primaryKey({ columns: [t.draftId, t.path] })],
);

/** What was sent for files that are no text, by its hash: a save names it, now or when a step is undone or done again. */
export const draftBlob = pgTable(
  'draft_blob',
  {
    draftId: uuid()
      .notNull()
      .references(() => draft.id, { onDelete: 'cascade' }),
    /** SHA-256 in hexadecimal. */
    hash: text().notNull(),
    content: bytea().notNull(),
    sentAt: timestamp({ withTimezone: true }).notNull(),
  },
  (t) => [primaryKey({ columns: [t.draftId, t.hash] })],
);
