import { setTimeout as delay } from 'node:timers/promises';
import type { RunLimits } from '../../core/workflow/definition.ts';
import { updateWorkflow } from '../../core/workflow/updating/update-workflow.ts';
import type { Db } from '../../db/client.ts';
import { isPassingFault } from '../../db/database-fault.ts';
import { findStartedModification } from '../../db/repositories/deployment-modification.ts';
import type { ExecutionRow } from '../../db/repositories/execution.ts';
import type { Claim } from '../../db/repositories/execution-claim.ts';
import { failExecution, renewLease } from '../../db/repositories/execution-claim.ts';
import { findExecutionSubject } from '../../db/repositories/execution-subject.ts';
import { listNodeInstances } from '../../db/repositories/node-instance.ts';
import { findPendingUpdate } from '../../db/repositories/pending-update.ts';
import { ExecutionRun } from './execution-run.ts';
import { loadStage } from './load-stage.ts';
import type { RuntimeDependencies } from './ports.ts';
import { ClaimLost, Recorder } from './recorder.ts';
import { Story } from './story.ts';
import { Subject, type SubjectParts } from './subject.ts';
import { UnrunnableExecution } from './unrunnable-execution.ts';
import { findWorkflow } from './workflow-of.ts';

export interface OpenRequest {
  row: ExecutionRow;
  worker: string;
  leaseMs: number;
  parkMs: number;
  limits: RunLimits;
  onTrouble(error: Error | null): void;
}

const againMs = 200;

const interruptedDryRun =
  'The worker of this dry run stopped before its end. A dry run changes nothing: start it again.';

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
  const redactor = dependencies.createRedactor();
  const secrets = dependencies.secrets(row.tenantId);
  const subject = await loadSubject(db, row, { secrets, redactor });
  const declared = subject.record.deployment.plan.workflows;
  // An update is carried out whatever the blueprint calls by that name.
  const isUpdate = row.updateId !== null;
  const definition = isUpdate ? updateWorkflow : findWorkflow(dependencies.workflows, declared, row.workflow);
  if (definition === undefined) {
    throw new UnrunnableExecution(`This version cannot run the workflow "${row.workflow}".`);
  }
  const stage = await loadStage(db, row, definition.wantsResults === true);
  if (stage !== null && row.settings.dryRun === true) throw new UnrunnableExecution(interruptedDryRun);
  const late: { run?: ExecutionRun } = {};
  const recorder = new Recorder({
    pool,
    claim,
    commits: row.commits,
    lastSeq: row.lastSeq,
    stage: row.stage,
    onEnd: (fault) => late.run?.fail(fault),
    onTrouble: request.onTrouble,
  });
  const story = new Story({ recorder, instances: subject.instances, redactor, clock });
  late.run = new ExecutionRun({
    dependencies,
    row,
    claim,
    leaseMs: request.leaseMs,
    parkMs: request.parkMs,
    limits: request.limits,
    definition,
    subject,
    reload: () => patiently(() => loadSubject(db, row, { secrets, redactor })),
    story,
    recorder,
    stage,
  });
  return late.run;
}

/** The deployment and what is known of it. @throws UnrunnableExecution when it is gone. */
export async function loadSubject(
  db: Db,
  { deploymentId, updateId }: Pick<ExecutionRow, 'deploymentId' | 'updateId'>,
  access: Pick<SubjectParts, 'secrets' | 'redactor'>,
): Promise<Subject> {
  const record = await findExecutionSubject(db, deploymentId);
  if (record === null) throw new UnrunnableExecution('Its deployment is not there any more.');
  const rows = await listNodeInstances(db, deploymentId);
  const modification = await findStartedModification(db, deploymentId);
  const update = updateId === null ? null : await findPendingUpdate(db, updateId);
  return new Subject({ record, rows, modification, update, ...access });
}

/** Again and again while the database is away. */
async function patiently<T>(read: () => Promise<T>): Promise<T> {
  for (;;) {
    try {
      return await read();
    } catch (fault) {
      if (!isPassingFault(fault)) throw fault;
      await delay(againMs);
    }
  }
}
