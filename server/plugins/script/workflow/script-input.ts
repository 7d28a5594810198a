import type { JsonObject } from '../../../../core/blueprint/json.ts';
import type { WorkflowTurn } from '../../../../core/workflow/definition.ts';
import type { WorkflowInstance, WorkflowModel } from '../../../../core/workflow/model.ts';
import type { ScriptAnswer } from './script-request.ts';

/** A script and where it stands. */
export interface ScriptStanding {
  /** How tracebacks name it. */
  path: string;
  script: string;
  /** States of the instances when it ran for the first time, by their ids. */
  states: Readonly<Record<string, string>>;
  answers: readonly ScriptAnswer[];
}

/** All that a script can see, as JSON. The same at each run of it, so that it asks for the same again. */
export function scriptInput(
  { model, parameters, execution, surroundings }: WorkflowTurn,
  { path, script, states, answers }: ScriptStanding,
): string {
  const { script_path: _, script_source: __, ...given } = parameters;
  const { deployment = '', blueprint = '', tenant = '' } = surroundings ?? {};
  return JSON.stringify({
    ...{ path, script, answers, execution, parameters: given },
    names: { deployment, blueprint, tenant },
    nodes: Array.from(model.nodes.values(), ({ id, type, type_hierarchy, properties, operations, ...node }) => ({
      ...{ id, type, type_hierarchy, properties, operations, relationships: node.relationships },
      host_id: node.host_id ?? null,
    })),
    instances: model.instances.map((instance) => describeInstance(instance, states)),
  });
}

/** The states of all instances, by their ids. */
export function statesOf({ instances }: WorkflowModel): Record<string, string> {
  return Object.fromEntries(instances.map(({ id, state }) => [id, state]));
}

function describeInstance(instance: WorkflowInstance, states: ScriptStanding['states']): JsonObject {
  const { id, nodeName, hostId, relationships, scalingGroups, systemProperties } = instance;
  return {
    ...{ id, node_id: nodeName, host_id: hostId, state: states[id] ?? instance.state },
    relationships: relationships.map((relationship) => ({ ...relationship })),
    scaling_groups: scalingGroups.map((group) => ({ ...group })),
    system_properties: systemProperties,
  };
}
