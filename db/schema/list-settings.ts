import { jsonb, pgTable, primaryKey, text } from 'drizzle-orm/pg-core';
import { user } from './auth.ts';
import { tenant } from './tenant.ts';

/** The lists that a person can arrange. */
export const arrangedLists = ['deployments', 'executions'] as const;
export type ArrangedList = (typeof arrangedLists)[number];

/** What a list, a person and their tenant have in common. */
const ofPerson = {
  tenantId: text()
    .notNull()
    .references(() => tenant.id),
  userId: text()
    .notNull()
    .references(() => user.id, { onDelete: 'cascade' }),
  list: text({ enum: arrangedLists }).notNull(),
};

/** A filter of a list that a person has given a name. */
export const savedFilter = pgTable(
  'saved_filter',
  {
    ...ofPerson,
    name: text().notNull(),
    /** As it stands in the page's address, without the "?". */
    query: text().notNull(),
  },
  (t) => [primaryKey({ columns: [t.tenantId, t.userId, t.list, t.name] })],
);

/** The columns of a list that a person wants to see, in their order. */
export const columnChoice = pgTable(
  'column_choice',
  { ...ofPerson, columns: jsonb().$type<string[]>().notNull() },
  (t) => [primaryKey({ columns: [t.tenantId, t.userId, t.list] })],
);
