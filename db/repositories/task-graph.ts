import { gunzipSync, gzipSync } from 'node:zlib';
import { eq } from 'drizzle-orm';
import type { Db } from '../client.ts';
import { execution, taskGraph } from '../schema/execution.ts';
import type { Claim } from './execution-claim.ts';

/** Stores the encoded graph of an execution; false when the claim is lost. */
export async function insertTaskGraph(
  db: Db,
  claim: Claim,
  graph: { ordinal: number; text: string },
): Promise<boolean> {
  return await db.transaction(async (tx) => {
    const [row] = await tx
      .select({ fence: execution.fence })
      .from(execution)
      .where(eq(execution.id, claim.executionId))
      .for('no key update');
    if (row?.fence !== claim.fence) return false;
    const content = gzipSync(graph.text, { level: 1 });
    await tx.insert(taskGraph).values({ executionId: claim.executionId, ordinal: graph.ordinal, content });
    return true;
  });
}

/** The encoded graphs of an execution, in order. */
export async function readTaskGraphs(db: Db, executionId: string): Promise<string[]> {
  const rows = await db
    .select({ content: taskGraph.content })
    .from(taskGraph)
    .where(eq(taskGraph.executionId, executionId))
    .orderBy(taskGraph.ordinal);
  return rows.map((row) => gunzipSync(row.content).toString('utf8'));
}
