import type { Tx } from '../../../db/client.ts';
import { lockDeployment } from '../../../db/repositories/execution.ts';
import type { StartRequest, StartResult } from '../../api/contract.ts';
import { AppError } from '../../faults/app-error.ts';
import { createExecution } from '../../runtime/requests.ts';
import type { Actor } from '../../security/actor.ts';
import { change, type ServiceDependencies } from '../dependencies.ts';
import { notFound } from '../not-found.ts';
import { type ApprovedPreview, requireApproved } from '../previews/approved-preview.ts';
import { guardRun } from './guard-run.ts';
import { type PreparedRun, prepareRun } from './prepare-run.ts';

/**
 * Starts a workflow of a deployment, or says what is wrong with its parameters. Refused while the workflow is not
 * available or other deployments need what it takes away (unless forced), while another execution of the deployment is
 * active (unless it is queued or forced), and when it would do something else than the preview that was approved.
 */
export async function startExecution(
  dependencies: ServiceDependencies,
  actor: Actor,
  request: StartRequest,
): Promise<StartResult> {
  return change<StartResult>(dependencies, actor, async (tx) => {
    // From here on no other execution of the deployment begins, so that what is checked stays true.
    if ((await lockDeployment(tx, request.deploymentId)) === null) throw notFound('deployment');
    const tenantId = actor.tenant.id;
    const approved = await requireApproved(tx, tenantId, request);
    // What was approved has been judged already, custom parameters included.
    const given = approved === null ? {} : { parameters: approved.parameters, allowCustomParameters: true };
    const question = { ...request, tenantId, ...given };
    const run = await prepareRun({ ...dependencies, db: tx }, question);
    if (run.problems.length > 0) return refuse(run.problems);
    if (request.force !== true) await guardRun(tx, request.workflow, run);
    const difference = approved === null ? null : await approved.difference(run);
    if (difference !== null) return refuse([{ parameter: null, message: difference }]);
    const id = dependencies.ids.uuid();
    await create(tx, { id, request, run, approved, actor });
    const { parameters, workflow, ...how } = request;
    const detail = { ...how, execution: id, workflow, parameters: Object.keys(parameters ?? {}) };
    return {
      result: { ok: true, id },
      record: { action: 'executions.start', target: run.deployment.name, detail: withoutUndefined(detail) },
    };
  });
}

function refuse(problems: Extract<StartResult, { ok: false }>['problems']): { result: StartResult; record: null } {
  return { result: { ok: false, problems }, record: null };
}

async function create(
  tx: Tx,
  start: { id: string; request: StartRequest; run: PreparedRun; approved: ApprovedPreview | null; actor: Actor },
): Promise<void> {
  const { id, request, run, approved, actor } = start;
  const created = await createExecution(tx, {
    id,
    tenantId: actor.tenant.id,
    deploymentId: run.deployment.id,
    workflow: request.workflow,
    parameters: run.parameters,
    dialect: run.deployment.dialect,
    dryRun: request.dryRun ?? false,
    whenBusy: request.queue === true ? 'queue' : 'refuse',
    isForced: request.force === true && request.queue !== true,
    retries: { ...run.retries, waitAfterFail: request.waitAfterFail ?? run.retries.waitAfterFail },
    ...(approved === null ? {} : { previewHash: approved.hash, seed: approved.seed }),
    createdBy: actor.email,
  });
  if (created.ok) return;
  if (created.active === null) throw notFound('deployment');
  throw new AppError(
    'conflict',
    `An execution of "${run.deployment.name}" is still active (${created.active}). Wait until it has ended, queue this one behind it, or cancel it.`,
  );
}

function withoutUndefined<Value>(object: Record<string, Value | undefined>): Record<string, Value> {
  const known = Object.entries(object).filter((entry): entry is [string, Value] => entry[1] !== undefined);
  return Object.fromEntries(known);
}
