import { evaluateOutputs } from '../../../core/dsl/index.ts';
import type { PlanNode } from '../../../core/plan/plan.ts';
import { buildTopology } from '../../../core/topology/build-topology.ts';
import { type DeploymentRow, findDeployment, findDeploymentOverview } from '../../../db/repositories/deployment.ts';
import { listTellingExecutions } from '../../../db/repositories/execution.ts';
import { listFailedInstances } from '../../../db/repositories/failed-instance.ts';
import { findNodeInstance, listNodeInstances, type NodeInstanceRow } from '../../../db/repositories/node-instance.ts';
import type { DeploymentDetail, NodeInstanceDetail } from '../../api/contract.ts';
import type { Actor } from '../../security/actor.ts';
import { redactJson, redactObject } from '../../security/redaction/redact-json.ts';
import type { ServiceDependencies } from '../dependencies.ts';
import { hasEnded, toExecutionSummary } from '../executions/execution-view.ts';
import { hasObjects } from '../kubernetes/find-objects.ts';
import { notFound } from '../not-found.ts';
import { deploymentActions } from './deployment-actions.ts';
import { createEvaluationStorage } from './evaluation-storage.ts';
import { toDeploymentSummary } from './read-deployments.ts';
import { workflowModelOf } from './workflow-model.ts';
import { workflowOffers } from './workflow-offers.ts';

/** A deployment as it is now: its graph, what it can do, its outputs. */
export async function getDeployment(
  dependencies: ServiceDependencies,
  actor: Actor,
  id: string,
): Promise<DeploymentDetail> {
  const { db } = dependencies;
  const tenantId = actor.tenant.id;
  const [overview, row] = await Promise.all([
    findDeploymentOverview(db, tenantId, id),
    findDeployment(db, tenantId, id),
  ]);
  if (overview === null || row === null) throw notFound('deployment');
  const [instances, [lastRow]] = await Promise.all([listNodeInstances(db, id), listTellingExecutions(db, [id])]);
  const last = lastRow === undefined ? null : toExecutionSummary(lastRow);
  const running = last === null || hasEnded(last.status) ? null : last;
  const failed = last === null ? [] : await listFailedInstances(db, last.id);
  return {
    ...toDeploymentSummary(overview, countStates(instances), last),
    inputs: redactObject(row.inputs, dependencies.redactor),
    outputs: await readOutputs(dependencies, row, instances),
    topology: buildTopology(row.plan, instances, new Set(failed)),
    actions: deploymentActions(
      instances.map((instance) => instance.state),
      running?.status ?? null,
    ),
    offers: workflowOffers(row.plan.workflows, workflowModelOf(row, instances, null)),
    running,
    hasKubernetes: hasObjects(instances),
  };
}

export async function getNodeInstance(
  { db, redactor }: ServiceDependencies,
  actor: Actor,
  { id, instanceId }: { id: string; instanceId: string },
): Promise<NodeInstanceDetail> {
  const row = await findDeployment(db, actor.tenant.id, id);
  const instance = row === null ? null : await findNodeInstance(db, { deploymentId: id, id: instanceId });
  const node = row?.plan.nodes.find((one) => one.id === instance?.nodeName);
  if (row === null || instance === null || node === undefined) throw notFound('node instance');
  const { hostId } = instance;
  const host = hostId === null ? null : await findNodeInstance(db, { deploymentId: id, id: hostId });
  return {
    id: instance.id,
    node: node.id,
    type: node.type,
    state: instance.state,
    hostId,
    hostAddress: host === null ? null : addressOf(host, row.plan.nodes),
    operations: operationsOf(node),
    runtimeProperties: redactObject(instance.runtimeProperties, redactor),
    properties: redactObject(node.properties, redactor),
    relationships: instance.relationships.map(({ type, target_id }) => ({ type, target: target_id })),
  };
}

function addressOf(host: NodeInstanceRow, nodes: readonly PlanNode[]): string | null {
  const node = nodes.find((one) => one.id === host.nodeName);
  const address = host.runtimeProperties['ip'] ?? node?.properties['ip'];
  return typeof address === 'string' && address !== '' ? address : null;
}

function operationsOf(node: PlanNode): string[] {
  return Object.entries(node.operations).flatMap(([name, { operation }]) =>
    name.includes('.') && operation !== '' ? [name] : [],
  );
}

function countStates(instances: readonly NodeInstanceRow[]): DeploymentDetail['states'] {
  const counts: DeploymentDetail['states'] = {};
  for (const { state } of instances) counts[state] = (counts[state] ?? 0) + 1;
  return counts;
}

/** Outputs may be made of secrets; what people see has them masked. */
async function readOutputs(
  { vault, redactor }: ServiceDependencies,
  row: DeploymentRow,
  instances: readonly NodeInstanceRow[],
): Promise<DeploymentDetail['outputs']> {
  const storage = createEvaluationStorage(row.plan.nodes, instances, vault.reader(row.tenantId));
  const outputs = await evaluateOutputs(row.plan.outputs, storage);
  return outputs.map(({ name, description, value, problem }) => ({
    name,
    description,
    value: redactJson(value, redactor),
    problem: problem === null ? null : redactor.redact(problem),
  }));
}
