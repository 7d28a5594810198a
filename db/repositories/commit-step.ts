import { eq } from 'drizzle-orm';
import { drizzle } from 'drizzle-orm/node-postgres';
import type { Pool } from 'pg';
import type { Json } from '../../core/blueprint/json.ts';
import type { ModelChange } from '../../core/workflow/model-change.ts';
import { databaseOptions } from '../client.ts';
import { execution, operationProgress } from '../schema/execution.ts';
import { type CommitGroup, commitGroup } from './commit-group.ts';
import { applyModelChanges } from './model-changes.ts';
import { insertTaskGraph, type StoredGraph } from './task-graph.ts';

/** A step of a workflow as it becomes durable: the graph that it goes on with, and what it changes in its deployment. */
export interface StepRecord {
  /** Null: the workflow has ended. */
  graph: StoredGraph | null;
  changes: readonly ModelChange[];
  /** What the workflow wants back at its next step. */
  memory: Json;
  /** Absent: stays. */
  runHash?: string;
}

/**
 * Writes a group together with the step that the workflow takes after it: all of it in one transaction, or nothing when
 * the group is refused (see `commitGroup`).
 */
export async function commitStep(pool: Pool, group: CommitGroup, step: StepRecord): Promise<'written' | 'refused'> {
  const client = await pool.connect();
  try {
    return await drizzle(client, databaseOptions).transaction(async (tx) => {
      if ((await commitGroup(client, group)) === 'refused') return 'refused';
      const { executionId } = group;
      const { graph, changes, memory, runHash } = step;
      if (graph !== null) {
        await insertTaskGraph(tx, executionId, graph);
        // Attempts of the graph before have ended, or nobody waits for them any more.
        await tx.delete(operationProgress).where(eq(operationProgress.executionId, executionId));
      }
      const [row] = await tx
        .update(execution)
        .set({
          resume: null,
          ...(graph === null ? {} : { stage: graph.ordinal, memory }),
          ...(runHash === undefined ? {} : { runHash }),
        })
        .where(eq(execution.id, executionId))
        .returning({ deploymentId: execution.deploymentId });
      if (row !== undefined) await applyModelChanges(tx, row.deploymentId, changes);
      return 'written';
    });
  } finally {
    client.release();
  }
}
