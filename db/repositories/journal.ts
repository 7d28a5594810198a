import { and, eq, gt } from 'drizzle-orm';
import type { Db } from '../client.ts';
import { type JournalEntry, journal, operationProgress } from '../schema/execution.ts';

const groupsAtOnce = 1000;

/** The entries about one of an execution's graphs, in the order in which they were committed. */
export async function* readJournal(
  db: Db,
  { executionId, stage }: { executionId: string; stage: number },
): AsyncGenerator<JournalEntry[]> {
  let last = 0;
  for (;;) {
    const rows = await db
      .select({ seq: journal.seq, entries: journal.entries })
      .from(journal)
      .where(and(eq(journal.executionId, executionId), eq(journal.stage, stage), gt(journal.seq, last)))
      .orderBy(journal.seq)
      .limit(groupsAtOnce);
    for (const row of rows) {
      yield row.entries;
      last = row.seq;
    }
    if (rows.length < groupsAtOnce) return;
  }
}

export type ProgressRecord = typeof operationProgress.$inferSelect;

/** How far the attempts of an execution had come when that was last recorded. */
export async function readProgress(db: Db, executionId: string): Promise<ProgressRecord[]> {
  return await db.select().from(operationProgress).where(eq(operationProgress.executionId, executionId));
}
