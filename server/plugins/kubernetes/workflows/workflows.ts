import type { JsonObject } from '../../../../core/blueprint/json.ts';
import { didYouMean } from '../../../../core/diagnostics/nearest.ts';
import { KubernetesFault } from '../../../../core/kubernetes/kubernetes-fault.ts';
import {
  readCreate,
  readExpose,
  readRemoval,
  readRun,
  readScale,
} from '../../../../core/kubernetes/workflows/requests.ts';
import { type WorkflowDefinition, WorkflowRefusal, type WorkflowTurn } from '../../../../core/workflow/definition.ts';
import type { WorkflowInstance, WorkflowModel } from '../../../../core/workflow/model.ts';
import { operationsGraph } from '../../../../core/workflow/operations-graph.ts';
import { type KubeWorkflow, kubeWorkflows, operationOf } from './workflow-names.ts';

/** Refuses parameters that no cluster is needed for to see that they are wrong. */
const checks: Readonly<Record<KubeWorkflow, (parameters: JsonObject, model: WorkflowModel) => unknown>> = {
  kube_run: readRun,
  kube_expose: readExpose,
  kube_stop: readRemoval,
  kube_delete: readRemoval,
  kube_create: readCreate,
  kube_scale: (parameters, model) => firstInstance(model, readScale(parameters).node, 'name'),
};

/**
 * The workflows of the old plugin, by their mapping without its plugin (systems.md S2, "Workflows", and S4). Each is
 * one operation on the first instance of the node that the parameter `master` names: of a master, or of the proxy that
 * stands for one.
 */
export const kubernetesWorkflows: ReadonlyMap<string, WorkflowDefinition> = new Map(
  kubeWorkflows.map((name) => [`kube_plugin.workflows.${name}`, { next: (turn) => nextOf(name, turn) }]),
);

function nextOf(
  name: KubeWorkflow,
  { model, parameters, ended, limits }: WorkflowTurn,
): ReturnType<WorkflowDefinition['next']> {
  if (ended !== null) return { kind: 'end', ...ended };
  const instance = refusing(() => {
    checks[name](parameters, model);
    return firstInstance(model, parameters['master'], 'master');
  });
  const graph = operationsGraph(name, model).instance(instance, (steps) => {
    steps.runNative(operationOf(name), { inputs: parameters });
  });
  const built = graph.build(limits);
  if (!built.ok) throw new WorkflowRefusal(built.message);
  return { kind: 'graph', graph: built.graph };
}

function refusing<T>(read: () => T): T {
  try {
    return read();
  } catch (fault) {
    if (fault instanceof KubernetesFault) throw new WorkflowRefusal(fault.message);
    throw fault;
  }
}

function firstInstance({ nodes, instances }: WorkflowModel, node: unknown, parameter: string): WorkflowInstance {
  if (typeof node !== 'string' || node === '')
    throw new KubernetesFault(`"${parameter}" is not given.`, 'Give the name of a node.');
  if (!nodes.has(node)) {
    const hint = didYouMean(node, [...nodes.keys()]) ?? `There are ${[...nodes.keys()].join(', ')}.`;
    throw new KubernetesFault(`The deployment has no node "${node}", which "${parameter}" names.`, hint);
  }
  const found = instances.find((instance) => instance.nodeName === node);
  if (found !== undefined) return found;
  throw new KubernetesFault(`The node "${node}", which "${parameter}" names, has no instance.`, 'Scale it to 1 first.');
}
