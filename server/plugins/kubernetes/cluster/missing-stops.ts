import type { PlanNode, PlanOperation } from '../../../../core/plan/plan.ts';

const lifecycle = 'cloudify.interfaces.lifecycle';
const byFabric = 'fabric_plugin.tasks.run_module_task';
const started = /^kube_plugin\.start[-_](master|node)[-_]ubuntu14(?:[-_]tasks)?\.start_(?:master|node)$/;

const exposed = /^(kube_plugin\.(?:tasks|remote[-_]tasks))\.kube_run_expose$/;

/**
 * The published types that install a cluster have no `stop`: uninstall left everything on the hosts, and the older ones
 * of microservices left everything on the cluster. Whatever file they
 * come from, a node that is started by one of those tasks, and does not say how it is stopped, gets the stop that belongs
 * to it, with the same inputs (docs/decisions/0022).
 */
export function addMissingStops(nodes: readonly PlanNode[]): void {
  for (const { operations } of nodes) {
    const start = operations[`${lifecycle}.start`];
    const stop = operations[`${lifecycle}.stop`];
    const made = start === undefined || (stop !== undefined && stop.operation !== '') ? null : stopOf(start);
    if (made === null) continue;
    operations[`${lifecycle}.stop`] = made;
    // The bare name is there when no other interface has a stop.
    if (operations['stop']?.operation === '') operations['stop'] = made;
  }
}

/** The operation that takes back what `start` does; null: it is none of these. */
function stopOf(start: PlanOperation): PlanOperation | null {
  const role = (mapping: unknown): string | undefined =>
    typeof mapping === 'string' ? started.exec(mapping)?.[1] : undefined;
  const own = role(start.operation);
  if (own !== undefined) return { ...start, operation: `kube_plugin.stop_cluster.stop_${own}` };
  const service = start.plugin === 'kubernetes' ? exposed.exec(start.operation)?.[1] : undefined;
  if (service !== undefined) return { ...start, operation: `${service}.kube_delete` };
  const task = start.operation === byFabric ? role(start.inputs['task_mapping']) : undefined;
  if (task === undefined) return null;
  return { ...start, inputs: { ...start.inputs, task_mapping: `kube_plugin.stop_cluster.stop_${task}` } };
}
