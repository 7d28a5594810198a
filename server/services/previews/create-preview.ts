import type { RunPreview } from '../../../core/workflow/preview/preview-run.ts';
import type { NodeInstanceRow } from '../../../db/repositories/node-instance.ts';
import { findPreview, insertPreview } from '../../../db/repositories/preview.ts';
import type { PreviewOperation, PreviewResult, PreviewView } from '../../api/contract.ts';
import { AppError } from '../../faults/app-error.ts';
import type { Actor } from '../../security/actor.ts';
import { redactObject } from '../../security/redaction/redact-json.ts';
import { change, type ServiceDependencies } from '../dependencies.ts';
import { guardRun } from '../executions/guard-run.ts';
import { type PreparedRun, prepareRun, type RunQuestion } from '../executions/prepare-run.ts';
import { notFound } from '../not-found.ts';
import { previewPreparedRun } from './preview-run.ts';
import { operationViews } from './preview-view.ts';
import { createRenderer } from './render-operations.ts';

/** What a run would do, kept so that it can be approved; or what is wrong with its parameters. Runs nothing. */
export async function createPreview(
  dependencies: ServiceDependencies,
  actor: Actor,
  question: Omit<RunQuestion, 'tenantId'>,
): Promise<PreviewResult> {
  const run = await prepareRun(dependencies, { ...question, tenantId: actor.tenant.id });
  if (run.problems.length > 0) return { ok: false, problems: run.problems };
  const { workflow } = question;
  const notes = await obstacles(dependencies, workflow, run);
  return storePreview(dependencies, actor, { run, workflow, updateId: null, notes });
}

/** What keeps the run from being started unless it is forced. */
async function obstacles({ db }: ServiceDependencies, workflow: string, run: PreparedRun): Promise<string[]> {
  try {
    await guardRun(db, workflow, run);
    return [];
  } catch (fault) {
    if (fault instanceof AppError) return [fault.message];
    throw fault;
  }
}

/** What of a run decides what it would do. */
export type PreviewableRun = Omit<PreparedRun, 'problems' | 'workflow'>;

/** The same for a run that is prepared already: an update comes with a model of its own. */
export async function storePreview(
  dependencies: ServiceDependencies,
  actor: Actor,
  {
    run,
    workflow,
    updateId,
    notes = [],
  }: { run: PreviewableRun; workflow: string; updateId: string | null; notes?: string[] },
): Promise<PreviewResult> {
  const seed = dependencies.ids.uuid();
  const previewed = await previewPreparedRun(run, { workflow, seed });
  if (!previewed.ok) return { ok: false, problems: [{ parameter: null, message: previewed.message }] };
  const { preview } = previewed;
  const plain = await toView(dependencies, { run, workflow, preview });
  const view = { ...plain, notes: [...notes, ...plain.notes] };
  const { id, hash } = view;
  return change<PreviewResult>(dependencies, actor, async (tx, now) => {
    await insertPreview(tx, {
      ...{ id, hash, workflow, updateId, seed },
      tenantId: actor.tenant.id,
      deploymentId: run.deployment.id,
      parameters: run.parameters,
      content: JSON.stringify(view),
      createdAt: now,
      createdBy: actor.email,
    });
    const detail = { preview: id, workflow, hash };
    return {
      result: { ok: true, preview: view },
      record: { action: 'executions.preview', target: run.deployment.name, detail },
    };
  });
}

async function toView(
  dependencies: ServiceDependencies,
  { run, workflow, preview }: { run: PreviewableRun; workflow: string; preview: RunPreview },
): Promise<PreviewView> {
  return {
    id: dependencies.ids.uuid(),
    hash: preview.hash,
    deploymentId: run.deployment.id,
    workflow,
    parameters: redactObject(run.parameters, dependencies.redactor),
    operations: await renderedOperations(dependencies, run, preview),
    moreOperations: preview.totalOperations - preview.operations.length,
    instances: preview.instances,
    steps: [...(run.model.update?.steps ?? [])],
    notes: notesOf(preview),
    createdAt: new Date(dependencies.clock.now()).toISOString(),
  };
}

/** A preview as it was made. */
export async function getPreview({ db }: ServiceDependencies, actor: Actor, id: string): Promise<PreviewView> {
  const stored = await findPreview(db, { tenantId: actor.tenant.id, id });
  if (stored === null) throw notFound('preview');
  return JSON.parse(stored.content) as PreviewView;
}

async function renderedOperations(
  { redactor }: ServiceDependencies,
  run: PreviewableRun,
  preview: RunPreview,
): Promise<PreviewOperation[]> {
  const rows = new Map<string, NodeInstanceRow>(run.instances.map((row) => [row.id, row]));
  const renderers = preview.stages.map((model) => createRenderer(run.deployment, model, rows));
  const views = operationViews(preview);
  for (const [index, operation] of preview.operations.entries()) {
    const view = views[index];
    const renderer = renderers[operation.stage];
    if (view === undefined || renderer === undefined) continue;
    view.inputs = redactObject(await renderer.inputs(operation), redactor);
    if (view.host !== null) view.host.address = await renderer.address(view.host.instance);
  }
  return views;
}

function notesOf({ uncertain, problem, operations, totalOperations }: RunPreview): string[] {
  return [
    ...(problem === null ? [] : [`The run would fail: ${problem}`]),
    ...(totalOperations === 0 ? ['It would run no operation.'] : []),
    ...(totalOperations > operations.length
      ? [`Only the first ${operations.length} of ${totalOperations} operations are listed.`]
      : []),
    ...uncertain.map(
      ({ stage, graph }) =>
        `What comes after step ${stage + 1} (${graph}) depends on what its operations find out; shown is what follows when all of them find nothing wrong.`,
    ),
  ];
}
