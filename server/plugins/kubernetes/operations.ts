import type { Json } from '../../../core/blueprint/json.ts';
import type { OperationContext, OperationFunction } from '../../../core/ports/operation.ts';
import { clusterOperations } from './cluster/tasks/native-tasks.ts';
import type { KubernetesParts } from './parts.ts';

/** Operations of one part of the plugin by their mapping, `plugin.module.function`. */
export type KubernetesOperations = Readonly<
  Record<string, (parts: KubernetesParts, context: OperationContext) => Promise<Json>>
>;

const operations: KubernetesOperations = { ...clusterOperations };

/** The names of the Kubernetes plugins' operations, of all generations. */
export const kubernetesOperationNames: readonly string[] = Object.keys(operations);

/** The operations by their names. Each may be begun again whatever became of an attempt. */
export function kubernetesOperations(parts: KubernetesParts): ReadonlyMap<string, OperationFunction> {
  const bound = Object.entries(operations).map(([name, run]): [string, OperationFunction] => {
    const operation = (context: OperationContext): Promise<Json> => run(parts, context);
    return [name, Object.assign(operation, { resumable: true })];
  });
  return new Map(bound);
}
