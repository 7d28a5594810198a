import { and, asc, count, eq, ne } from 'drizzle-orm';
import type { Db, Tx } from '../client.ts';
import { type ArrangedList, columnChoice, savedFilter } from '../schema/list-settings.ts';

/** Whose list it is. */
export interface PersonsList {
  tenantId: string;
  userId: string;
  list: ArrangedList;
}

function isOf(table: typeof savedFilter | typeof columnChoice, { tenantId, userId, list }: PersonsList) {
  return and(eq(table.tenantId, tenantId), eq(table.userId, userId), eq(table.list, list));
}

/** By name. */
export async function listSavedFilters(db: Db | Tx, key: PersonsList): Promise<{ name: string; query: string }[]> {
  return db
    .select({ name: savedFilter.name, query: savedFilter.query })
    .from(savedFilter)
    .where(isOf(savedFilter, key))
    .orderBy(asc(savedFilter.name));
}

/** How many a person has of a list that are not called `name`. */
export async function countOtherFilters(db: Db | Tx, key: PersonsList, name: string): Promise<number> {
  const [row] = await db
    .select({ n: count() })
    .from(savedFilter)
    .where(and(isOf(savedFilter, key), ne(savedFilter.name, name)));
  return row?.n ?? 0;
}

/** In place of one of the same name. */
export async function putSavedFilter(
  db: Db | Tx,
  key: PersonsList,
  { name, query }: { name: string; query: string },
): Promise<void> {
  await db
    .insert(savedFilter)
    .values({ ...key, name, query })
    .onConflictDoUpdate({
      target: [savedFilter.tenantId, savedFilter.userId, savedFilter.list, savedFilter.name],
      set: { query },
    });
}

export async function removeSavedFilter(db: Db | Tx, key: PersonsList, name: string): Promise<void> {
  await db.delete(savedFilter).where(and(isOf(savedFilter, key), eq(savedFilter.name, name)));
}

/** Null when the person has chosen none. */
export async function findColumnChoice(db: Db | Tx, key: PersonsList): Promise<string[] | null> {
  const [row] = await db.select({ columns: columnChoice.columns }).from(columnChoice).where(isOf(columnChoice, key));
  return row?.columns ?? null;
}

/** Null: those that the list has by itself. */
export async function putColumnChoice(db: Db | Tx, key: PersonsList, columns: string[] | null): Promise<void> {
  if (columns === null) {
    await db.delete(columnChoice).where(isOf(columnChoice, key));
    return;
  }
  await db
    .insert(columnChoice)
    .values({ ...key, columns })
    .onConflictDoUpdate({
      target: [columnChoice.tenantId, columnChoice.userId, columnChoice.list],
      set: { columns },
    });
}
