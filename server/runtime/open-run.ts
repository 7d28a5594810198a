import type { ExecutionRow } from '../../db/repositories/execution.ts';
import type { Claim } from '../../db/repositories/execution-claim.ts';
import { failExecution, renewLease } from '../../db/repositories/execution-claim.ts';
import { findExecutionSubject } from '../../db/repositories/execution-subject.ts';
import { listNodeInstances } from '../../db/repositories/node-instance.ts';
import { ExecutionRun } from './execution-run.ts';
import { loadExecution, UnrunnableExecution } from './load-execution.ts';
import type { RuntimeDependencies } from './ports.ts';
import { ClaimLost, Recorder } from './recorder.ts';
import { Story } from './story.ts';
import { Subject } from './subject.ts';

export interface OpenRequest {
  row: ExecutionRow;
  worker: string;
  leaseMs: number;
  maxTasks: number;
  onTrouble(error: Error | null): void;
}

/** Loads a claimed execution. One that can never be run is ended with the reason, and null returned. */
export async function openRun(dependencies: RuntimeDependencies, request: OpenRequest): Promise<ExecutionRun | null> {
  const { db } = dependencies;
  const { row } = request;
  const claim: Claim = { executionId: row.id, worker: request.worker, fence: row.fence };
  // A large execution may take longer to load than a lease holds.
  const renewal = setInterval(() => void renewLease(db, claim, request.leaseMs).catch(() => {}), request.leaseMs / 3);
  try {
    return await open(dependencies, request, claim);
  } catch (fault) {
    if (fault instanceof ClaimLost) return null;
    if (fault instanceof UnrunnableExecution) {
      await failExecution(db, claim, fault.message);
      return null;
    }
    throw fault;
  } finally {
    clearInterval(renewal);
  }
}

async function open(dependencies: RuntimeDependencies, request: OpenRequest, claim: Claim): Promise<ExecutionRun> {
  const { db, pool, clock } = dependencies;
  const { row } = request;
  const record = await findExecutionSubject(db, row.deploymentId);
  if (record === null) throw new UnrunnableExecution('Its deployment is not there any more.');
  const redactor = dependencies.createRedactor();
  const instances = await listNodeInstances(db, row.deploymentId);
  const subject = new Subject(record, instances, { secrets: dependencies.secrets(row.tenantId), redactor });
  const loaded = await loadExecution(db, claim, { row, subject, maxTasks: request.maxTasks });
  const late: { run?: ExecutionRun } = {};
  const recorder = new Recorder({
    pool,
    claim,
    commits: row.commits,
    lastSeq: row.lastSeq,
    onEnd: (fault) => late.run?.fail(fault),
    onTrouble: request.onTrouble,
  });
  const story = new Story({ recorder, instances: subject.instances, redactor, clock });
  late.run = new ExecutionRun({
    dependencies,
    row,
    claim,
    leaseMs: request.leaseMs,
    loaded,
    subject,
    story,
    recorder,
  });
  return late.run;
}
