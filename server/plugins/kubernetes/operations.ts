import type { Json } from '../../../core/blueprint/json.ts';
import type { OperationContext, OperationFunction } from '../../../core/ports/operation.ts';
import { operationErrorOf } from './client/cluster-fault.ts';
import { clusterOperations } from './cluster/tasks/native-tasks.ts';
import { connectOperations } from './connect/connect-master.ts';
import { microserviceOperations } from './microservice/operations.ts';
import type { KubernetesParts } from './parts.ts';
import { resourceOperations } from './resources/operations.ts';
import { workflowOperations } from './workflows/operations.ts';

/** Operations of one part of the plugin by their mapping, `plugin.module.function`. */
export type KubernetesOperations = Readonly<
  Record<string, (parts: KubernetesParts, context: OperationContext) => Promise<Json>>
>;

const operations: KubernetesOperations = {
  ...clusterOperations,
  ...connectOperations,
  ...microserviceOperations,
  ...resourceOperations,
  ...workflowOperations,
};

/** The names of the Kubernetes plugins' operations, of all generations. */
export const kubernetesOperationNames: readonly string[] = Object.keys(operations);

/** The operations by their names; faults of clusters become errors of operations. Each may be begun again whatever became of an attempt. */
export function kubernetesOperations(parts: KubernetesParts): ReadonlyMap<string, OperationFunction> {
  const bound = Object.entries(operations).map(([name, run]): [string, OperationFunction] => {
    const operation = async (context: OperationContext): Promise<Json> => {
      try {
        return await run(parts, context);
      } catch (error) {
        throw operationErrorOf(error);
      }
    };
    return [name, Object.assign(operation, { resumable: true })];
  });
  return new Map(bound);
}
