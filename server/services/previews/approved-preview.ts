import type { JsonObject } from '../../../core/blueprint/json.ts';
import type { Tx } from '../../../db/client.ts';
import { findPreview, type StoredPreview } from '../../../db/repositories/preview.ts';
import type { PreviewView, StartRequest } from '../../api/contract.ts';
import { AppError } from '../../faults/app-error.ts';
import { notFound } from '../not-found.ts';
import { describeDifference } from './describe-difference.ts';
import { previewPreparedRun } from './preview-run.ts';
import { operationViews } from './preview-view.ts';

/** A preview that a person has said yes to. */
export interface ApprovedPreview {
  hash: string;
  seed: string;
  parameters: JsonObject;
  /** The update that it carries out; null in all others. */
  updateId: string | null;
  /** How what the run would do now differs from the preview, in words; null when it does not. */
  difference(run: Parameters<typeof previewPreparedRun>[0]): Promise<string | null>;
}

/** The preview that a run is to be started from; null when there is none. Throws when it is one of something else. */
export async function requireApproved(
  tx: Tx,
  tenantId: string,
  request: Pick<StartRequest, 'previewId' | 'deploymentId' | 'workflow'>,
): Promise<ApprovedPreview | null> {
  if (request.previewId === undefined) return null;
  const stored = await findPreview(tx, { tenantId, id: request.previewId });
  if (stored === null) throw notFound('preview');
  if (stored.deploymentId !== request.deploymentId || stored.workflow !== request.workflow) {
    throw new AppError('bad-request', 'The preview is one of another deployment or workflow. Make a new one.');
  }
  const { hash, seed, parameters, updateId } = stored;
  return { hash, seed, parameters, updateId, difference: (run) => findDifference(stored, run) };
}

async function findDifference(
  stored: StoredPreview,
  run: Parameters<ApprovedPreview['difference']>[0],
): Promise<string | null> {
  const now = await previewPreparedRun(run, { workflow: stored.workflow, seed: stored.seed });
  if (!now.ok) return now.message;
  if (now.preview.hash === stored.hash) return null;
  const then = JSON.parse(stored.content) as PreviewView;
  return describeDifference(then.operations, operationViews(now.preview));
}
