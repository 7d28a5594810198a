import type { EvaluationStorage, StoredInstance } from '../../../core/dsl/index.ts';
import type { PlanNode } from '../../../core/plan/plan.ts';
import type { SecretReader } from '../../../core/ports/ports.ts';
import type { NodeInstanceRow } from '../../../db/repositories/node-instance.ts';

/** What intrinsic functions read, from a deployment's rows that are in memory already. */
export function createEvaluationStorage(
  nodes: readonly PlanNode[],
  instances: readonly NodeInstanceRow[],
  secrets: SecretReader,
): EvaluationStorage {
  const nodesById = new Map(nodes.map((node) => [node.id, node]));
  const instancesById = new Map(instances.map((row) => [row.id, toStored(row)]));
  return {
    node: async (name) => nodesById.get(name) ?? null,
    instance: async (id) => instancesById.get(id) ?? null,
    instancesOf: async (node) => [...instancesById.values()].filter((instance) => instance.node === node),
    secret: (name) => secrets.read(name),
  };
}

function toStored(row: NodeInstanceRow): StoredInstance {
  const { id, nodeName, index, runtimeProperties, relationships, scalingGroups } = row;
  return { id, node: nodeName, index, runtimeProperties, relationships, scalingGroups };
}
