import type { JsonObject } from '../../../core/blueprint/json.ts';
import type { WorkflowDefinition, WorkflowStep, WorkflowTurn } from '../../../core/workflow/definition.ts';
import type { WorkflowInstance } from '../../../core/workflow/model.ts';
import type { OperationTask, TaskGraph } from '../../../core/workflow/task-graph.ts';
import { sampleMapping } from './sample-plan.ts';

/** A graph that runs one lifecycle operation on each of the instances, all at once. */
export function sampleGraph(name: string, operation: string, instances: readonly string[]): TaskGraph {
  const tasks = instances.map((instance): OperationTask => {
    const id = `${name}/${instance}`;
    return { kind: 'operation', id, instance, dependencies: [], name: sampleMapping, operation: lifecycle(operation) };
  });
  return { name, tasks };
}

function lifecycle(operation: string): string {
  return `cloudify.interfaces.lifecycle.${operation}`;
}

/** A workflow that asks each function once, in turn, and then ends as its last graph did. */
export function sampleWorkflow(
  ...steps: ((turn: WorkflowTurn) => WorkflowStep)[]
): WorkflowDefinition & { turns: WorkflowTurn[] } {
  const turns: WorkflowTurn[] = [];
  return {
    turns,
    wantsResults: true,
    next(turn) {
      turns.push(turn);
      return steps[turn.position]?.(turn) ?? { kind: 'end', status: 'terminated' };
    },
  };
}

/** An instance as a workflow adds it. */
export function newInstance(id: string, nodeName: string, systemProperties: JsonObject = {}): WorkflowInstance {
  return { id, nodeName, state: 'uninitialized', hostId: null, relationships: [], scalingGroups: [], systemProperties };
}
