import { step } from '../../core/engine/engine.ts';
import type { EngineSettings, OperationOutcome } from '../../core/engine/protocol.ts';
import { createEngine, type Engine } from '../../core/engine/state.ts';
import { runningAttempts, taskState } from '../../core/engine/summary.ts';
import type { OperationProgress } from '../../core/ports/operation.ts';
import { decodeGraph } from '../../core/workflow/graph-encoding.ts';
import type { TaskGraph } from '../../core/workflow/task-graph.ts';
import type { Db } from '../../db/client.ts';
import { readJournal, readProgress } from '../../db/repositories/journal.ts';
import { listGraphsOfStep, readTaskGraph, type StoredGraph } from '../../db/repositories/task-graph.ts';
import { UnrunnableExecution } from './unrunnable-execution.ts';

/** A graph of an execution as it stood when its last group was committed. */
export interface Stage extends Pick<StoredGraph, 'ordinal' | 'position' | 'onFailure'> {
  engine: Engine;
  /** False when nothing of it has begun. */
  isUnderWay: boolean;
  /** Attempts that may have been started by an earlier owner, by `attemptKey`. */
  begun: Map<string, OperationProgress>;
  /**
   * How the operations of its step ended, those of graphs that it was resumed from included, by task; the last attempt
   * counts. Empty when its workflow does not want to know.
   */
  results: Map<string, OperationOutcome>;
}

/** Names an attempt of a task within one graph. */
export function attemptKey(task: string, attempt: number): string {
  return `${attempt} ${task}`;
}

/** A graph that nothing has begun of. */
export function newStage(
  graph: TaskGraph,
  settings: EngineSettings,
  place: Pick<StoredGraph, 'ordinal' | 'position' | 'onFailure'>,
): Stage {
  return { ...place, engine: createEngine(graph, settings), isUnderWay: false, begun: new Map(), results: new Map() };
}

/**
 * Replays the journal of the graph that an execution is at; null when it has none yet. Costs time in proportion to that
 * graph, whatever came before it.
 * @throws UnrunnableExecution when the journal does not follow from the graph.
 */
export async function loadStage(
  db: Db,
  row: { id: string; stage: number; settings: EngineSettings },
  wantsResults: boolean,
): Promise<Stage | null> {
  const stored = await readTaskGraph(db, { executionId: row.id, ordinal: row.stage });
  if (stored === null) return null;
  const { text, ...place } = stored;
  const stage = newStage(decodeGraph(text), row.settings, place);
  if (wantsResults) await addEarlierResults(db, row, stage);
  const dispatched = new Set<string>();
  for await (const entries of readJournal(db, { executionId: row.id, stage: row.stage })) {
    for (const entry of entries) {
      if (entry.kind === 'input') {
        step(stage.engine, entry.input);
        stage.isUnderWay = true;
        if (wantsResults && entry.input.kind === 'outcome') stage.results.set(entry.input.task, entry.input.outcome);
      } else {
        refuseStrangeHistory(stage.engine, entry);
        dispatched.add(attemptKey(entry.task, entry.attempt));
      }
    }
  }
  await findBegun(db, stage, { dispatched, executionId: row.id });
  return stage;
}

/** A resumed graph holds what was left of one before it; how the rest of that ended is in the journal of then. */
async function addEarlierResults(
  db: Db,
  row: { id: string; stage: number },
  { position, results }: Stage,
): Promise<void> {
  const place = { executionId: row.id, position, before: row.stage };
  for (const stage of await listGraphsOfStep(db, place)) {
    for await (const entries of readJournal(db, { executionId: row.id, stage })) {
      for (const entry of entries) {
        if (entry.kind === 'input' && entry.input.kind === 'outcome')
          results.set(entry.input.task, entry.input.outcome);
      }
    }
  }
}

function refuseStrangeHistory(engine: Engine, entry: { task: string; attempt: number }): void {
  if ((taskState(engine, entry.task)?.attempts ?? 0) >= entry.attempt) return;
  throw new UnrunnableExecution(
    `The journal says that attempt ${entry.attempt} of ${entry.task} was started, which does not follow from what came before it. This version of Gantry cannot go on with the execution.`,
  );
}

async function findBegun(
  db: Db,
  { engine, begun }: Stage,
  history: { dispatched: ReadonlySet<string>; executionId: string },
): Promise<void> {
  for (const { task, attempt } of runningAttempts(engine)) {
    const key = attemptKey(task.id, attempt);
    if (history.dispatched.has(key)) begun.set(key, noProgress());
  }
  if (begun.size === 0) return;
  for (const record of await readProgress(db, history.executionId)) {
    const key = attemptKey(record.taskId, record.attempt);
    if (!begun.has(key)) continue;
    const offsets = { stdout: record.stdoutOffset, stderr: record.stderrOffset };
    begun.set(key, { offsets, requests: record.requests });
  }
}

/** Nothing of an attempt's output is recorded yet. */
export function noProgress(): OperationProgress {
  return { offsets: { stdout: 0, stderr: 0 }, requests: {} };
}
