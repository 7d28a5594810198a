import { WorkflowRefusal } from '../../../core/workflow/definition.ts';
import type { RunPreview } from '../../../core/workflow/preview/preview-run.ts';
import { previewOfRun } from '../../runtime/preview-of-run.ts';
import { executionSettings } from '../../runtime/requests.ts';
import type { PreparedRun } from '../executions/prepare-run.ts';

/** Operations that an answer lists; those of a larger run are counted. */
const mostListed = 2_000;

export type PreviewedRun = { ok: true; preview: RunPreview } | { ok: false; message: string };

/** What a run from this seed would do now, or why its workflow refuses. */
export async function previewPreparedRun(
  run: Pick<PreparedRun, 'definition' | 'deployment' | 'model' | 'parameters' | 'retries' | 'surroundings' | 'limits'>,
  { workflow, seed }: { workflow: string; seed: string },
): Promise<PreviewedRun> {
  const { definition, model, parameters, deployment, surroundings, retries, limits } = run;
  const settings = executionSettings({ workflow, retries, dialect: deployment.dialect });
  const coming = { definition, model, workflow, parameters, settings, seed, surroundings, limits };
  try {
    return { ok: true, preview: await previewOfRun(coming, mostListed) };
  } catch (fault) {
    if (fault instanceof WorkflowRefusal) return { ok: false, message: fault.message };
    throw fault;
  }
}
