import { createHash } from 'node:crypto';
import { defaultGraphLimits, WorkflowRefusal } from '../../../core/workflow/definition.ts';
import { previewRun, type RunPreview } from '../../../core/workflow/preview/preview-run.ts';
import { executionSettings } from '../../runtime/requests.ts';
import { seededIds } from '../../runtime/seeded-ids.ts';
import type { PreparedRun } from '../executions/prepare-run.ts';

/** Operations that an answer lists; those of a larger run are counted. */
export const mostListed = 2_000;

export type PreviewedRun = { ok: true; preview: RunPreview } | { ok: false; message: string };

/** What a run from this seed would do now, or why its workflow refuses. */
export async function previewPreparedRun(
  run: Pick<PreparedRun, 'definition' | 'deployment' | 'model' | 'parameters'>,
  { workflow, seed }: { workflow: string; seed: string },
): Promise<PreviewedRun> {
  try {
    const preview = await previewRun({
      workflow: run.definition,
      model: run.model,
      parameters: run.parameters,
      // The id of the execution is not known yet, and nothing that it does may depend on it.
      execution: { id: seed, workflow },
      settings: executionSettings({ workflow, dialect: run.deployment.dialect }),
      idsOf: (position) => seededIds(seed, position),
      limits: defaultGraphLimits,
      createHash: sha256,
      mostListed,
    });
    return { ok: true, preview };
  } catch (fault) {
    if (fault instanceof WorkflowRefusal) return { ok: false, message: fault.message };
    throw fault;
  }
}

function sha256(): { update(text: string): void; digest(): string } {
  const hash = createHash('sha256');
  return { update: (text) => void hash.update(text), digest: () => hash.digest('hex') };
}
