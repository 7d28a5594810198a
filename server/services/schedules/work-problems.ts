import type { JsonObject } from '../../../core/blueprint/json.ts';
import type { FieldProblem } from '../../api/contract.ts';
import { AppError } from '../../faults/app-error.ts';
import { prepareRun, type RunSources } from '../executions/prepare-run.ts';

/** What is wrong with running a workflow of a deployment later: which workflow, and which of its parameters. */
export async function workProblems(
  sources: RunSources,
  deployment: { id: string; tenantId: string },
  work: { workflow: string; parameters?: JsonObject | undefined; allowCustomParameters?: boolean | undefined },
): Promise<FieldProblem[]> {
  const { workflow, parameters, allowCustomParameters } = work;
  try {
    const question = { workflow, parameters, allowCustomParameters };
    const run = await prepareRun(sources, { tenantId: deployment.tenantId, deploymentId: deployment.id, ...question });
    return run.problems.map(({ parameter, message }) => ({
      field: parameter === null ? 'parameters' : `parameters.${parameter}`,
      message,
    }));
  } catch (fault) {
    if (fault instanceof AppError && fault.kind === 'user') return [{ field: 'workflow', message: fault.message }];
    throw fault;
  }
}
