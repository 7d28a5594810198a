import type { Json } from '../../../core/blueprint/json.ts';
import { isJsonObject, ownValue } from '../../../core/blueprint/json-object.ts';
import type { EvaluationStorage, StoredInstance } from '../../../core/dsl/index.ts';
import type { PlanNode } from '../../../core/plan/plan.ts';
import type { SecretReader } from '../../../core/ports/ports.ts';
import type { DeploymentRow } from '../../../db/repositories/deployment.ts';
import type { NodeInstanceRow } from '../../../db/repositories/node-instance.ts';
import { mask } from '../../security/redaction/redactor.ts';

/** What functions read of a node instance. */
export type EvaluatedRow = Pick<
  NodeInstanceRow,
  'id' | 'nodeName' | 'index' | 'runtimeProperties' | 'relationships' | 'scalingGroups'
>;

/** What intrinsic functions read, from a deployment's rows that are in memory already. */
export function createEvaluationStorage(
  nodes: readonly PlanNode[],
  instances: readonly EvaluatedRow[],
  secrets: SecretReader,
): EvaluationStorage {
  const nodesById = new Map(nodes.map((node) => [node.id, node]));
  const instancesById = new Map(instances.map((row) => [row.id, toStored(row)]));
  const instancesByNode = Map.groupBy(instancesById.values(), (instance) => instance.node);
  return {
    node: async (name) => nodesById.get(name) ?? null,
    instance: async (id) => instancesById.get(id) ?? null,
    instancesOf: async (node) => instancesByNode.get(node) ?? [],
    secret: (name) => secrets.read(name),
  };
}

/** The same with what functions read of the deployment itself. A secret is the mask and is not read. */
export function deploymentStorage(
  { id, name, inputs, plan }: Pick<DeploymentRow, 'id' | 'name' | 'inputs' | 'plan'>,
  instances: readonly EvaluatedRow[],
  nodes: readonly PlanNode[] = plan.nodes,
): EvaluationStorage {
  const known: Readonly<Record<string, string>> = { id, name };
  return {
    ...createEvaluationStorage(nodes, instances, { read: async () => mask }),
    input: async (input) => ownValue(inputs, input),
    label: async (key) => labelValues(ownValue(plan.labels, key)),
    system: async (entity, property) => (entity === 'deployment' ? known[property] : undefined),
  };
}

function labelValues(label: Json | undefined): string[] | undefined {
  const values = isJsonObject(label) ? label['values'] : undefined;
  return Array.isArray(values) ? values.map(String) : undefined;
}

function toStored(row: EvaluatedRow): StoredInstance {
  const { id, nodeName, index, runtimeProperties, relationships, scalingGroups } = row;
  return { id, node: nodeName, index, runtimeProperties, relationships, scalingGroups };
}
