import type { Json, JsonObject } from '../../../../core/blueprint/json.ts';
import { isJsonObject } from '../../../../core/blueprint/json-object.ts';
import { KubernetesFault } from '../../../../core/kubernetes/kubernetes-fault.ts';
import { readManifest } from '../../../../core/kubernetes/objects/read-manifest.ts';
import {
  type WorkflowDefinition,
  type WorkflowLine,
  WorkflowRefusal,
  type WorkflowTurn,
} from '../../../../core/workflow/definition.ts';
import type { WorkflowInstance } from '../../../../core/workflow/model.ts';
import { operationsGraph } from '../../../../core/workflow/operations-graph.ts';
import { changesInput } from './update-objects.ts';

const folder = 'cloudify_kubernetes.workflows';
const lifecycle = 'cloudify.interfaces.lifecycle';

/** The workflows of the later plugin, by their mapping without its plugin. */
export const resourceWorkflows: ReadonlyMap<string, WorkflowDefinition> = new Map([
  [`${folder}.update_resource_definition`, { next: updateDefinition }],
  [`${folder}.refresh_and_store_token`, { next: refreshToken }],
]);

/** One instance is read, and then updated by what changes in its definition. */
function updateDefinition(turn: WorkflowTurn): ReturnType<WorkflowDefinition['next']> {
  if (turn.ended !== null) return { kind: 'end', ...turn.ended };
  const instance = instanceOf(turn, 'node_instance_id');
  const changes = changesOf(turn.parameters['resource_definition_changes']);
  return inTurn(turn, 'update_resource_definition', [
    { instance, operation: 'poststart' },
    { instance, operation: 'update', inputs: { [changesInput]: changes } },
  ]);
}

const unstored: WorkflowLine = {
  ...{ kind: 'log', level: 'warning' },
  text: 'The kubeconfig is not put into the secret "kubernetes_config" by this workflow: keep it in a secret of your own where scripts need it.',
};

/** A cluster is read, and the account, the token and what stores it are made anew, one after the other. */
function refreshToken(turn: WorkflowTurn): ReturnType<WorkflowDefinition['next']> {
  if (turn.ended !== null) return { kind: 'end', ...turn.ended };
  const cluster = instanceOf(turn, 'kubernetes_cluster_node_instance_id');
  const account = instanceOf(turn, 'service_account_node_instance_id');
  const secret = instanceOf(turn, 'secret_token_node_instance_id');
  const store = instanceOf(turn, 'store_token_and_kubeconfig_id');
  const step = inTurn(turn, 'refresh_and_store_token', [
    { instance: cluster, operation: 'poststart' },
    { instance: cluster, operation: 'check_drift' },
    { instance: account, operation: 'update' },
    { instance: account, operation: 'poststart' },
    { instance: secret, operation: 'delete' },
    { instance: secret, operation: 'create' },
    { instance: store, operation: 'create' },
  ]);
  return step.kind === 'graph' ? { ...step, says: [unstored] } : step;
}

interface Step {
  instance: WorkflowInstance;
  operation: string;
  inputs?: JsonObject;
}

function inTurn(
  { model, limits }: WorkflowTurn,
  name: string,
  steps: readonly Step[],
): Extract<Awaited<ReturnType<WorkflowDefinition['next']>>, { kind: 'graph' }> {
  const graph = operationsGraph(name, model);
  for (const { instance, operation, inputs = {} } of steps)
    graph.instance(instance, (sequence) => sequence.run(`${lifecycle}.${operation}`, { inputs }));
  const built = graph.inTurn().build(limits);
  if (!built.ok) throw new WorkflowRefusal(built.message);
  return { kind: 'graph', graph: built.graph };
}

/** The instance that a parameter names, or the first of the node that it names. */
function instanceOf({ model, parameters }: WorkflowTurn, parameter: string): WorkflowInstance {
  const name = parameters[parameter];
  const found =
    model.instances.find(({ id }) => id === name) ?? model.instances.find(({ nodeName }) => nodeName === name);
  if (found !== undefined) return found;
  throw new WorkflowRefusal(
    `The deployment has no node instance "${String(name)}", which "${parameter}" names. Give the id of an instance, or the name of a node.`,
  );
}

/** A map, or the text of one in JSON, YAML, or as Python writes it. */
function changesOf(value: Json | undefined): JsonObject {
  if (isJsonObject(value)) return value;
  try {
    const [map] = readManifest('resource_definition_changes', typeof value === 'string' ? value : '');
    if (isJsonObject(map)) return map;
  } catch (fault) {
    if (fault instanceof KubernetesFault) throw new WorkflowRefusal(fault.message);
    throw fault;
  }
  throw new WorkflowRefusal('"resource_definition_changes" is not a map. Write what changes as in a definition.');
}
