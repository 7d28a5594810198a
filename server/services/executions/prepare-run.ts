import type { JsonObject } from '../../../core/blueprint/json.ts';
import type { PlanWorkflow } from '../../../core/plan/plan.ts';
import {
  defaultRunLimits,
  type RunLimits,
  type RunSurroundings,
  type WorkflowDefinition,
  type WorkflowTurn,
} from '../../../core/workflow/definition.ts';
import type { WorkflowModel } from '../../../core/workflow/model.ts';
import { bindParameters, type ParameterProblem } from '../../../core/workflow/parameters.ts';
import { builtinWorkflows } from '../../../core/workflow/workflows.ts';
import type { Db, Tx } from '../../../db/client.ts';
import { findFile } from '../../../db/repositories/blueprint.ts';
import { type DeploymentRow, findDeployment, findDeploymentOverview } from '../../../db/repositories/deployment.ts';
import { findStartedModification } from '../../../db/repositories/deployment-modification.ts';
import { listNodeInstances, type NodeInstanceRow } from '../../../db/repositories/node-instance.ts';
import { AppError } from '../../faults/app-error.ts';
import type { RetryDefaults } from '../../runtime/ports.ts';
import { defaultRetries } from '../../runtime/requests.ts';
import { partNamesOf } from '../deployments/deployment-values.ts';
import { deploymentStorage } from '../deployments/evaluation-storage.ts';
import { readValuesGetter } from '../deployments/read-values-getter.ts';
import { workflowModelOf } from '../deployments/workflow-model.ts';
import { nameSome } from '../name-some.ts';
import { notFound } from '../not-found.ts';
import { resolveDefaults } from './resolve-defaults.ts';

/** What is to be run. */
export interface RunQuestion {
  tenantId: string;
  deploymentId: string;
  workflow: string;
  parameters?: JsonObject | undefined;
  allowCustomParameters?: boolean | undefined;
}

/** Everything that a run, or a preview of it, is made from, read at one moment. */
export interface PreparedRun {
  deployment: DeploymentRow;
  workflow: PlanWorkflow;
  definition: WorkflowDefinition;
  instances: NodeInstanceRow[];
  model: WorkflowModel;
  /** Bound; only right when there are no problems. */
  parameters: JsonObject;
  problems: ParameterProblem[];
  /** For operations whose blueprint says nothing. */
  retries: RetryDefaults;
  limits: RunLimits;
  surroundings?: WorkflowTurn['surroundings'];
}

/** What runs are prepared with. */
export interface RunSources {
  db: Db | Tx;
  /** Workflows of plugins by their mapping, beside the built-in ones. */
  workflows: ReadonlyMap<string, WorkflowDefinition>;
  /** Absent: the reference's own. */
  retries?: RetryDefaults;
  limits?: RunLimits;
}

/**
 * Reads what a run is made from and binds its parameters.
 * @throws AppError when the deployment is not there, or has no such workflow, or the workflow cannot be run.
 */
export async function prepareRun(
  { db, workflows, retries = defaultRetries, limits = defaultRunLimits }: RunSources,
  question: RunQuestion,
): Promise<PreparedRun> {
  const deployment = await findDeployment(db, question.tenantId, question.deploymentId);
  if (deployment === null) throw notFound('deployment');
  const { workflow, definition } = findWorkflow(question.workflow, deployment.plan.workflows, workflows);
  const instances = await listNodeInstances(db, deployment.id);
  const model = workflowModelOf(deployment, instances, await findStartedModification(db, deployment.id));
  const bound = await bind(db, question, { deployment, workflow, instances });
  const surroundings = await surroundingsOf(db, deployment);
  return { deployment, workflow, definition, instances, model, retries, limits, surroundings, ...bound };
}

async function surroundingsOf(db: Db | Tx, deployment: DeploymentRow): Promise<RunSurroundings> {
  const { id, name, tenantId: tenant, blueprintVersionId } = deployment;
  const blueprint = (await findDeploymentOverview(db, tenant, id))?.blueprintName ?? '';
  const readFile = async (path: string) => (await findFile(db, blueprintVersionId, path))?.content ?? null;
  return { deployment: name, blueprint, tenant, readFile };
}

async function bind(
  db: Db | Tx,
  question: RunQuestion,
  { deployment, workflow, instances }: Pick<PreparedRun, 'deployment' | 'workflow' | 'instances'>,
): Promise<Pick<PreparedRun, 'parameters' | 'problems'>> {
  const given = question.parameters ?? {};
  const storage = deploymentStorage(deployment, instances);
  const { declared, problems } = await resolveDefaults(workflow.parameters, given, storage);
  if (problems.length > 0) return { parameters: {}, problems };
  const { id, name, plan } = deployment;
  const own = { id, name, parts: partNamesOf(plan, instances) };
  const values = await readValuesGetter(db, question.tenantId, { declarations: Object.values(declared), own });
  const bound = bindParameters({ name: question.workflow, declared }, given, {
    dataTypes: plan.data_types,
    values,
    allowCustom: question.allowCustomParameters === true,
  });
  return { parameters: bound.values, problems: bound.problems };
}

/** The workflow that a deployment's blueprint declares under a name, and what carries it out. */
export function findWorkflow(
  name: string,
  declared: Readonly<Record<string, PlanWorkflow>>,
  plugins: RunSources['workflows'],
): { workflow: PlanWorkflow; definition: WorkflowDefinition } {
  const workflow = Object.hasOwn(declared, name) ? declared[name] : undefined;
  if (workflow === undefined) {
    throw new AppError(
      'bad-request',
      `The blueprint has no workflow "${name.slice(0, 100)}". It has ${nameSome(Object.keys(declared), 10)}.`,
    );
  }
  const definition = builtinWorkflows[workflow.operation] ?? plugins.get(workflow.operation);
  if (definition === undefined) {
    throw new AppError('bad-request', `The workflow "${name}" (${workflow.operation}) cannot be run.`);
  }
  return { workflow, definition };
}
