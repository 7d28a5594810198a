import { step } from '../../core/engine/engine.ts';
import { createEngine, type Engine } from '../../core/engine/state.ts';
import { runningAttempts, taskState } from '../../core/engine/summary.ts';
import type { OperationProgress } from '../../core/ports/operation.ts';
import { WorkflowRefusal } from '../../core/workflow/definition.ts';
import { decodeGraph, encodeGraph } from '../../core/workflow/graph-encoding.ts';
import type { TaskGraph } from '../../core/workflow/task-graph.ts';
import { builtinWorkflows } from '../../core/workflow/workflows.ts';
import type { Db } from '../../db/client.ts';
import type { ExecutionRow } from '../../db/repositories/execution.ts';
import type { Claim } from '../../db/repositories/execution-claim.ts';
import { readJournal, readProgress } from '../../db/repositories/journal.ts';
import { insertTaskGraph, readTaskGraphs } from '../../db/repositories/task-graph.ts';
import { crashPoint } from './crash-point.ts';
import { ClaimLost } from './recorder.ts';
import type { Subject } from './subject.ts';

/** The execution cannot be run at all; the message is for people. */
export class UnrunnableExecution extends Error {
  override name = 'UnrunnableExecution';
}

/** An execution as it stood when its last group was committed. */
export interface LoadedExecution {
  engine: Engine;
  /** False when it has never been started. */
  isUnderWay: boolean;
  /** Attempts that may have been started by an earlier owner, by `attemptKey`. */
  begun: Map<string, OperationProgress>;
}

/** What a graph is built from. */
interface Plan {
  row: ExecutionRow;
  subject: Subject;
  maxTasks: number;
}

export function attemptKey(task: string, attempt: number): string {
  return `${attempt} ${task}`;
}

/** Replays the journal. Builds and stores the graph first when this is the first owner. */
export async function loadExecution(db: Db, claim: Claim, from: Plan): Promise<LoadedExecution> {
  const [stored] = await readTaskGraphs(db, claim.executionId);
  const graph = stored === undefined ? await storeGraph(db, claim, from) : decodeGraph(stored);
  const engine = createEngine(graph, from.row.settings);
  const dispatched = new Set<string>();
  let isUnderWay = false;
  for await (const entries of readJournal(db, claim.executionId)) {
    for (const entry of entries) {
      if (entry.kind === 'input') {
        step(engine, entry.input);
        isUnderWay = true;
      } else {
        refuseStrangeHistory(engine, entry);
        dispatched.add(attemptKey(entry.task, entry.attempt));
      }
    }
  }
  return { engine, isUnderWay, begun: await findBegun(db, { engine, dispatched, executionId: claim.executionId }) };
}

async function storeGraph(db: Db, claim: Claim, { row, subject, maxTasks }: Plan): Promise<TaskGraph> {
  const graph = await firstGraph({ row, subject, maxTasks });
  crashPoint('before-graph-commit');
  const isStored = await insertTaskGraph(db, claim, { ordinal: 0, text: encodeGraph(graph) });
  if (!isStored) throw new ClaimLost('Another worker has taken the execution over.');
  crashPoint('after-graph-commit');
  return graph;
}

async function firstGraph({ row, subject, maxTasks }: Plan): Promise<TaskGraph> {
  const declared = subject.record.deployment.plan.workflows[row.workflow];
  const workflow = declared === undefined ? undefined : builtinWorkflows[declared.operation];
  if (workflow === undefined) throw new UnrunnableExecution(`This version cannot run the workflow "${row.workflow}".`);
  try {
    const step = await workflow.next({
      model: subject.model(),
      parameters: row.parameters,
      execution: { id: row.id, workflow: row.workflow },
      subgraphRetries: row.settings.subgraphRetries ?? 0,
      ids: { uuid: () => row.seed, suffix: (length) => row.seed.slice(0, length) },
      limits: { maxTasks },
      position: 0,
      memory: null,
      ended: null,
    });
    if (step.kind !== 'graph') throw new UnrunnableExecution(step.error ?? 'There is nothing to do.');
    return step.graph;
  } catch (fault) {
    if (fault instanceof WorkflowRefusal) throw new UnrunnableExecution(fault.message);
    throw fault;
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
  history: { engine: Engine; dispatched: ReadonlySet<string>; executionId: string },
): Promise<Map<string, OperationProgress>> {
  const begun = new Map<string, OperationProgress>();
  for (const { task, attempt } of runningAttempts(history.engine)) {
    const key = attemptKey(task.id, attempt);
    if (history.dispatched.has(key)) begun.set(key, noProgress());
  }
  if (begun.size === 0) return begun;
  for (const record of await readProgress(db, history.executionId)) {
    const key = attemptKey(record.taskId, record.attempt);
    if (!begun.has(key)) continue;
    const offsets = { stdout: record.stdoutOffset, stderr: record.stderrOffset };
    begun.set(key, { offsets, requests: record.requests });
  }
  return begun;
}

export function noProgress(): OperationProgress {
  return { offsets: { stdout: 0, stderr: 0 }, requests: {} };
}
