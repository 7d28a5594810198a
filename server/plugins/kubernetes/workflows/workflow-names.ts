/** The workflows that the old plugin brought, `kubernetes.kube_plugin.workflows.NAME`. */
export const kubeWorkflows = [
  'kube_run',
  'kube_expose',
  'kube_stop',
  'kube_delete',
  'kube_create',
  'kube_scale',
] as const;

export type KubeWorkflow = (typeof kubeWorkflows)[number];

/** The operation that does the work of a workflow, as the registry of operations names it. */
export function operationOf(workflow: KubeWorkflow): string {
  return `gantry_kubernetes.workflows.${workflow}`;
}
