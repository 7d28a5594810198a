import { and, type SQL, sql } from 'drizzle-orm';
import type { PgColumn } from 'drizzle-orm/pg-core';

/** An order of rows, total by `id`: what a page goes on from. `by` must never be null. */
export interface Keyset {
  by: SQL;
  /** PostgreSQL's type of `by`. */
  type: 'text' | 'numeric' | 'timestamptz';
  down: boolean;
  id: PgColumn;
}

/** The place of a row in a keyset, and which side of it is meant. */
export interface KeysetCursor {
  side: 'after' | 'before';
  value: string;
  id: string;
}

/** A cursor as text for a URL. */
export function writeCursor({ side, value, id }: KeysetCursor): string {
  return Buffer.from(JSON.stringify([side, value, id])).toString('base64url');
}

/** @returns null for a text that no cursor was written as */
export function readCursor(text: string): KeysetCursor | null {
  try {
    const parts: unknown = JSON.parse(Buffer.from(text, 'base64url').toString('utf8'));
    if (!Array.isArray(parts) || parts.length !== 3) return null;
    const [side, value, id]: unknown[] = parts;
    if ((side !== 'after' && side !== 'before') || typeof value !== 'string' || typeof id !== 'string') return null;
    return /^[0-9a-f-]{36}$/.test(id) ? { side, value, id } : null;
  } catch {
    return null;
  }
}

/** The condition, the order and the place of each row for one page of a keyset. */
export function keysetParts({ by, type, down, id }: Keyset, cursor: KeysetCursor | null) {
  const backwards = cursor?.side === 'before';
  const falling = down !== backwards;
  const direction = sql.raw(falling ? 'desc' : 'asc');
  const place = cursor && sql`(${cursor.value}::${sql.raw(type)}, ${cursor.id}::uuid)`;
  return {
    where: place ? and(sql`(${by}, ${id}) ${sql.raw(falling ? '<' : '>')} ${place}`) : undefined,
    orderBy: [sql`${by} ${direction}`, sql`${id} ${direction}`],
    place: sql<string>`(${by})::text`.as('place'),
    backwards,
  };
}

/** Text in the order people count in: "web-2" before "web-10", capitals like small letters. */
export function inPeopleOrder(text: SQL | PgColumn): SQL {
  const padded = sql`regexp_replace(lower(${text}), '([0-9]+)', '000000000000\\1', 'g')`;
  return sql`regexp_replace(${padded}, '0*([0-9]{12})(?![0-9])', '\\1', 'g') collate "C"`;
}

/** Whether every word of what a person typed is in one of the texts. */
export function hasWords(text: string | undefined, columns: readonly (SQL | PgColumn)[]): SQL | undefined {
  const words = (text ?? '').split(/\s+/).filter(Boolean).slice(0, 10);
  const all = sql.join(
    columns.map((column) => sql`coalesce(${column}::text, '')`),
    sql` || ' ' || `,
  );
  return and(...words.map((word) => sql`(${all}) ilike ${`%${word.replace(/[\\%_]/g, '\\$&')}%`}`));
}
