import type { Json, JsonObject } from '../../../core/blueprint/json.ts';
import type { PlanNode } from '../../../core/plan/plan.ts';
import {
  type WorkflowDefinition,
  type WorkflowLine,
  WorkflowRefusal,
  type WorkflowTurn,
} from '../../../core/workflow/definition.ts';
import { hasImplementation } from '../../../core/workflow/model.ts';
import { type OperationsGraph, operationsGraph } from '../../../core/workflow/operations-graph.ts';

const folder = 'cloudify_suspend.workflows';
const computeType = 'cloudify.nodes.Compute';

/** Which instances an operation is run on, beside what the parameters say. */
type Which = 'all' | 'hosts' | 'others';

type Step = [operation: string, which: Which];

const prepare: Step[] = [
  ['cloudify.interfaces.freeze.fs_prepare', 'others'],
  ['cloudify.interfaces.freeze.fs_prepare', 'hosts'],
];
const finalize: Step[] = [
  ['cloudify.interfaces.freeze.fs_finalize', 'hosts'],
  ['cloudify.interfaces.freeze.fs_finalize', 'others'],
];

/**
 * Workflows that run operations on one instance after the other, node by node, with the workflow's parameters as their
 * inputs. Nodes whose property `skip_actions` lists an operation are left out.
 */
export const suspendWorkflows: ReadonlyMap<string, WorkflowDefinition> = new Map([
  [
    `${folder}.suspend`,
    inTurn('suspend', [
      ['cloudify.interfaces.lifecycle.suspend', 'all'],
      ['cloudify.interfaces.freeze.suspend', 'all'],
    ]),
  ],
  [
    `${folder}.resume`,
    inTurn('resume', [
      ['cloudify.interfaces.freeze.resume', 'all'],
      ['cloudify.interfaces.lifecycle.resume', 'all'],
    ]),
  ],
  // The plugin's own name for it.
  [`${folder}.statistics`, inTurn('statistics', [['cloudify.interfaces.statistics.perfomance', 'all']])],
  [`${folder}.backup`, snapshot('backup', [...prepare, ['cloudify.interfaces.snapshot.create', 'all'], ...finalize])],
  [`${folder}.restore`, snapshot('restore', [...prepare, ['cloudify.interfaces.snapshot.apply', 'all'], ...finalize])],
  [`${folder}.remove_backup`, snapshot('remove_backup', [['cloudify.interfaces.snapshot.delete', 'all']])],
]);

function inTurn(name: string, steps: readonly Step[]): WorkflowDefinition {
  return { next: (turn) => nextOf(turn, { name, steps, inputs: turn.parameters, says: [] }) };
}

const endWords: Record<string, string> = { backup: 'Backed up to', restore: 'Restored from', remove_backup: 'Removed' };

function snapshot(name: string, steps: readonly Step[]): WorkflowDefinition {
  return {
    next(turn) {
      const inputs = snapshotInputs(name, turn);
      const text = `${endWords[name]} '${String(inputs['snapshot_name'])}'`;
      return nextOf(turn, { name, steps, inputs, says: [{ kind: 'log', level: 'info', text }] });
    },
  };
}

function snapshotInputs(name: string, { parameters, memory, ids }: WorkflowTurn): JsonObject {
  const inputs: JsonObject = { snapshot_incremental: true, ...parameters };
  if (name === 'backup') {
    inputs['snapshot_type'] ||= 'irregular';
    inputs['snapshot_rotation'] ||= -1;
  }
  if (typeof inputs['snapshot_name'] === 'string' && inputs['snapshot_name'] !== '') return inputs;
  if (name !== 'backup') throw new WorkflowRefusal('The parameter "snapshot_name" must name the backup.');
  // A name by the clock would be another one each time that it is asked for.
  const given: Json = memory;
  return { ...inputs, snapshot_name: typeof given === 'string' ? given : `backup-${ids.suffix(6)}` };
}

function nextOf(
  turn: WorkflowTurn,
  work: { name: string; steps: readonly Step[]; inputs: JsonObject; says: readonly WorkflowLine[] },
): ReturnType<WorkflowDefinition['next']> {
  const { name, steps, inputs, says } = work;
  if (turn.ended !== null) return { kind: 'end', ...turn.ended, ...(turn.ended.status === 'failed' ? {} : { says }) };
  const graph = operationsGraph(name, turn.model);
  for (const step of steps) addStep(graph, turn, { step, inputs });
  const built = graph.inTurn().build(turn.limits);
  if (!built.ok) throw new WorkflowRefusal(built.message);
  return { kind: 'graph', graph: built.graph, memory: inputs['snapshot_name'] ?? null };
}

function addStep(
  graph: OperationsGraph,
  { model, parameters }: WorkflowTurn,
  { step: [operation, which], inputs }: { step: Step; inputs: JsonObject },
): void {
  const included = texts(parameters['include_instances']);
  const byNode = Map.groupBy(model.instances, (instance) => instance.nodeName);
  for (const node of model.nodes.values()) {
    if (!isMeant(node, which, parameters) || !doesOperation(node, operation)) continue;
    for (const instance of byNode.get(node.name) ?? []) {
      if (included.length > 0 && !included.includes(instance.id)) continue;
      graph.instance(instance, (steps) => {
        steps.say(`Starting to ${operation}`).run(operation, { inputs }).say(`Done ${operation}`);
      });
    }
  }
}

/** Parameters choose types only where the workflow itself does not. */
function isMeant({ type_hierarchy: types }: PlanNode, which: Which, parameters: JsonObject): boolean {
  if (which !== 'all') return types.includes(computeType) === (which === 'hosts');
  const isIncluded = texts(parameters['include_node_types']).every((type) => types.includes(type));
  return isIncluded && !texts(parameters['exclude_node_types']).some((type) => types.includes(type));
}

function doesOperation({ operations, properties }: PlanNode, operation: string): boolean {
  return hasImplementation(operations[operation]) && !texts(properties['skip_actions']).includes(operation);
}

function texts(value: Json | undefined): string[] {
  return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : [];
}
