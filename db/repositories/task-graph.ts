import { gunzipSync, gzipSync } from 'node:zlib';
import { and, asc, eq, lt } from 'drizzle-orm';
import type { Db, Tx } from '../client.ts';
import { taskGraph } from '../schema/execution.ts';

/** A graph of an execution as text (core/workflow/graph-encoding.ts), with its place in its workflow. */
export interface StoredGraph {
  /** Graphs of an execution are numbered from 0. */
  ordinal: number;
  /** Which step of the workflow it belongs to, from 0. */
  position: number;
  onFailure: 'fail' | 'next';
  text: string;
}

export async function insertTaskGraph(tx: Tx, executionId: string, { text, ...place }: StoredGraph): Promise<void> {
  await tx.insert(taskGraph).values({ executionId, ...place, content: gzipSync(text, { level: 1 }) });
}

/** One graph of an execution; null when there is none of that number. */
export async function readTaskGraph(
  db: Db | Tx,
  { executionId, ordinal }: { executionId: string; ordinal: number },
): Promise<StoredGraph | null> {
  const [row] = await db
    .select()
    .from(taskGraph)
    .where(and(eq(taskGraph.executionId, executionId), eq(taskGraph.ordinal, ordinal)));
  if (row === undefined) return null;
  const { position, onFailure, content } = row;
  return { ordinal, position, onFailure, text: gunzipSync(content).toString('utf8') };
}

/** All graphs of an execution, in order. */
export async function listTaskGraphs(db: Db | Tx, executionId: string): Promise<StoredGraph[]> {
  const rows = await db
    .select()
    .from(taskGraph)
    .where(eq(taskGraph.executionId, executionId))
    .orderBy(asc(taskGraph.ordinal));
  return rows.map(({ ordinal, position, onFailure, content }) => {
    return { ordinal, position, onFailure, text: gunzipSync(content).toString('utf8') };
  });
}

/** The numbers of an execution's graphs that belong to a step of its workflow, of those before a number. */
export async function listGraphsOfStep(
  db: Db | Tx,
  { executionId, position, before }: { executionId: string; position: number; before: number },
): Promise<number[]> {
  const rows = await db
    .select({ ordinal: taskGraph.ordinal })
    .from(taskGraph)
    .where(and(eq(taskGraph.executionId, executionId), eq(taskGraph.position, position), lt(taskGraph.ordinal, before)))
    .orderBy(asc(taskGraph.ordinal));
  return rows.map((row) => row.ordinal);
}
