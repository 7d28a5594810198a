import { installNewAgents, validateAgents } from './agents.ts';
import { checkDrift, checkStatus } from './checks.ts';
import type { WorkflowDefinition } from './definition.ts';
import { executeOperation, pull, restart, start, stop } from './execute-operation.ts';
import { heal } from './healing/heal.ts';
import { install, reinstall, rollback, uninstall } from './lifecycle-workflows.ts';
import { scale, scaleEntity } from './scaling/scale.ts';
import { updateWorkflow } from './updating/update-workflow.ts';

const prefix = 'cloudify.plugins.workflows.';

/** Each workflow by the end of its mapping, with what it does in one line for people. */
const described: Readonly<Record<string, { definition: WorkflowDefinition; description: string }>> = {
  install: { definition: install, description: 'Create, configure and start the node instances, dependencies first.' },
  uninstall: { definition: uninstall, description: 'Stop and delete the node instances, dependants first.' },
  reinstall: { definition: reinstall, description: 'Uninstall the node instances, then install them again.' },
  start: { definition: start, description: 'Run the start operation of the node instances, dependencies first.' },
  stop: { definition: stop, description: 'Run the stop operation of the node instances, dependencies first.' },
  restart: { definition: restart, description: 'Run all stop operations, then all start operations.' },
  pull: { definition: pull, description: 'Run the pull operation of the node instances.' },
  execute_operation: { definition: executeOperation, description: 'Run one operation of your choice.' },
  check_status: { definition: checkStatus, description: 'Ask the node instances whether they are well.' },
  check_drift: {
    definition: checkDrift,
    description: 'Ask the node instances whether they still match the blueprint.',
  },
  update: { definition: updateWorkflow, description: 'Carry out a planned update of the deployment.' },
  rollback: { definition: rollback, description: 'Undo what a failed installation has left half done.' },
  scale_entity: { definition: scaleEntity, description: 'Add instances to a node or scaling group, or remove some.' },
  scale: { definition: scale, description: 'Add instances to a node or its host, or remove some.' },
  auto_heal_reinstall_node_subgraph: {
    definition: heal,
    description: 'Heal failing node instances, or install them anew with what they contain.',
  },
  install_new_agents: { definition: installNewAgents, description: 'Put new agents on hosts that have agents.' },
  validate_agents: { definition: validateAgents, description: 'Check the agents of hosts that have agents.' },
};

/**
 * The built-in workflows by their mapping without its plugin, as plans name it (`operation` of a plan's workflow). Any
 * text may be looked up.
 */
export const builtinWorkflows: Readonly<Record<string, WorkflowDefinition>> = byMapping(({ definition }) => definition);

/** What each built-in workflow does, in one line, by the same mapping. Any text may be looked up. */
export const workflowDescriptions: Readonly<Record<string, string>> = byMapping(({ description }) => description);

function byMapping<T>(part: (workflow: { definition: WorkflowDefinition; description: string }) => T) {
  const entries = Object.entries(described).map(([name, workflow]) => [`${prefix}${name}`, part(workflow)] as const);
  return Object.assign(Object.create(null) as Record<string, T>, Object.fromEntries(entries));
}
