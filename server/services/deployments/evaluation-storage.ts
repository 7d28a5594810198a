import type { EvaluationStorage, StoredInstance } from '../../../core/dsl/index.ts';
import type { PlanNode } from '../../../core/plan/plan.ts';
import type { SecretReader } from '../../../core/ports/ports.ts';
import type { NodeInstanceRow } from '../../../db/repositories/node-instance.ts';

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

function toStored(row: EvaluatedRow): StoredInstance {
  const { id, nodeName, index, runtimeProperties, relationships, scalingGroups } = row;
  return { id, node: nodeName, index, runtimeProperties, relationships, scalingGroups };
}
