import type { Tx } from '../../../db/client.ts';
import { dependentsOf } from '../../../db/repositories/deployment-dependency.ts';
import { findUpdateOverview, startUpdate as startRow } from '../../../db/repositories/deployment-update.ts';
import { lockDeployment } from '../../../db/repositories/execution.ts';
import type { PreviewResult, StartResult } from '../../api/contract.ts';
import type { StartUpdateRequest, UpdateOptions } from '../../api/update-contract.ts';
import { AppError } from '../../faults/app-error.ts';
import { createExecution } from '../../runtime/requests.ts';
import type { Actor } from '../../security/actor.ts';
import { change, type ServiceDependencies } from '../dependencies.ts';
import { nameDependents } from '../deployments/name-dependents.ts';
import { notFound } from '../not-found.ts';
import { type ApprovedPreview, requireApproved } from '../previews/approved-preview.ts';
import { storePreview } from '../previews/create-preview.ts';
import { type PreparedUpdate, prepareUpdate } from './prepare-update.ts';
import { updateParameters } from './update-parameters.ts';

/** The name under which executions of updates are listed, whatever workflows the blueprint declares. */
const workflow = 'update';

const otherUpdate = 'The preview is one of another update. Make a new one.';

/** What a planned update would run with these options, kept so that it can be approved. */
export async function previewUpdate(
  dependencies: ServiceDependencies,
  actor: Actor,
  { id, options }: { id: string; options?: UpdateOptions | undefined },
): Promise<PreviewResult> {
  const by = { ...dependencies, tenantId: actor.tenant.id };
  const { run } = await prepareUpdate(dependencies.db, by, { id, parameters: updateParameters(options) });
  return await storePreview(dependencies, actor, { run, workflow, updateId: id });
}

/**
 * Carries out a planned update. Refused while another execution of the deployment is active, when other deployments
 * depend on it (unless forced), when it has changed since the plan, and when it would do something else than the
 * preview that was approved.
 */
export async function startUpdate(
  dependencies: ServiceDependencies,
  actor: Actor,
  request: StartUpdateRequest,
): Promise<StartResult> {
  const key = { tenantId: actor.tenant.id, id: request.id };
  return change<StartResult>(dependencies, actor, async (tx) => {
    const known = await findUpdateOverview(tx, key);
    // From here on no other execution of the deployment begins, so that what is checked stays true.
    if (known === null || (await lockDeployment(tx, known.deploymentId)) === null) throw notFound('update');
    const { previewId } = request;
    const approved = await requireApproved(tx, key.tenantId, { previewId, deploymentId: known.deploymentId, workflow });
    if (approved !== null && approved.updateId !== request.id) throw new AppError('bad-request', otherUpdate);
    const parameters = approved?.parameters ?? updateParameters(request.options);
    const by = { ...dependencies, tenantId: key.tenantId };
    const update = await prepareUpdate(tx, by, { id: request.id, parameters });
    if (request.force !== true) await guard(tx, update);
    const difference = approved === null ? null : await approved.difference(update.run);
    if (difference !== null)
      return { result: { ok: false, problems: [{ parameter: null, message: difference }] }, record: null };
    const id = dependencies.ids.uuid();
    await create(tx, { id, actor, request, update, approved });
    const { from, to } = update.overview;
    const detail = { update: request.id, execution: id, from: versionName(from), to: versionName(to) };
    return { result: { ok: true, id }, record: { action: 'updates.start', target: known.deploymentName, detail } };
  });
}

async function guard(tx: Tx, { run }: PreparedUpdate): Promise<void> {
  const dependents = await dependentsOf(tx, run.deployment.id);
  if (dependents.length === 0) return;
  throw new AppError(
    'conflict',
    `"${run.deployment.name}" is used by ${nameDependents(dependents)}, which an update may break. Force it to run it nevertheless.`,
  );
}

async function create(
  tx: Tx,
  start: {
    id: string;
    actor: Actor;
    request: StartUpdateRequest;
    update: PreparedUpdate;
    approved: ApprovedPreview | null;
  },
): Promise<void> {
  const { id, actor, request, update, approved } = start;
  const { deployment, parameters } = update.run;
  const dryRun = request.dryRun ?? false;
  const created = await createExecution(tx, {
    id,
    tenantId: actor.tenant.id,
    deploymentId: deployment.id,
    workflow,
    parameters,
    updateId: request.id,
    dialect: deployment.dialect,
    retries: update.run.retries,
    dryRun,
    ...(approved === null ? {} : { previewHash: approved.hash, seed: approved.seed }),
    createdBy: actor.email,
  });
  if (!created.ok) {
    throw new AppError(
      'conflict',
      `An execution of "${deployment.name}" is still active (${created.active}). Wait until it has ended, or cancel it.`,
    );
  }
  // A dry run leaves the plan to be carried out.
  if (!dryRun) await startRow(tx, { id: request.id, executionId: id });
}

function versionName({ blueprintName, version }: { blueprintName: string; version: number }): string {
  return `${blueprintName} (version ${version})`;
}
