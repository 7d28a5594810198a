import type { JsonObject } from '../blueprint/json.ts';
import { limitsOf } from './build-options.ts';
import { indexContainment } from './containment.ts';
import { type WorkflowDefinition, WorkflowRefusal } from './definition.ts';
import { type GraphBuilder, graphsInTurn } from './graphs-in-turn.ts';
import { hasOwnAgent, installMethod, isHost } from './host-steps.ts';
import { nodeOf, tooLarge } from './instance-graph.ts';
import type { WorkflowInstance, WorkflowModel } from './model.ts';
import { nodeOperation } from './operations.ts';
import { selectInstances, tellUnknownNames } from './selection.ts';
import { createDraft, createSequence, type GraphDraft, type Sequence } from './sequence.ts';
import type { SubgraphTask } from './task-graph.ts';

/*
 * install_new_agents and validate_agents (runtime.md A.11). Hosts have no agents here, so there is nothing to do but to
 * say so, except for hosts whose blueprint has operations of its own in the place of those of the reference's plugin.
 */

const agent = 'cloudify.interfaces.cloudify_agent';
const monitoringAgent = 'cloudify.interfaces.monitoring_agent';

/** Puts new agents on the hosts, after they were asked whether they can be reached. */
export const installNewAgents: WorkflowDefinition = graphsInTurn([agentGraph('install_agents', buildInstallation)], {
  says: tellUnknownNames,
});

/** Asks the agents of the hosts whether they answer. */
export const validateAgents: WorkflowDefinition = graphsInTurn([agentGraph('validate_agents', buildValidation)], {
  says: tellUnknownNames,
});

interface AgentWork {
  draft: GraphDraft;
  name: string;
  model: WorkflowModel;
  hosts: readonly WorkflowInstance[];
  parameters: JsonObject;
}

function agentGraph(name: string, build: (work: AgentWork) => void): GraphBuilder {
  return (model, parameters, options) => {
    const draft = createDraft();
    build({ draft, name, model, parameters, hosts: startedHosts(model, parameters) });
    const limits = limitsOf(options);
    if (draft.tasks.length > limits.maxTasks) return { ok: false, message: tooLarge(name, model, limits) };
    return { ok: true, graph: { name, tasks: draft.tasks } };
  };
}

function buildInstallation(work: AgentWork): void {
  const { parameters } = work;
  const { manager_ip = '', manager_certificate = '', install_agent_timeout = 300, stop_old_agent = false } = parameters;
  const contact = { manager_ip, manager_certificate };
  const asked = parameters['validate'] === false ? undefined : addValidation(work, { current_amqp: false, ...contact });
  if (parameters['install'] === false) return;
  const containment = indexContainment(work.model);
  const inputs = { install_agent_timeout, ...contact, stop_old_agent };
  addPhase(work, { name: 'install', after: asked }, (host, sequence) => {
    if (!hasOwnAgent(nodeOf(work.model, host))) {
      sequence.announce({ text: 'Installing new agent: nothing to do, there are no agents here' }, true);
      return;
    }
    sequence.announce({ text: 'Installing new agent' }, false);
    run(work, sequence, { instance: host, operation: `${agent}.create_amqp`, inputs });
    sequence.announce({ text: 'New agent installed.' }, true);
    run(work, sequence, { instance: host, operation: `${agent}.validate_amqp`, inputs: { current_amqp: true } });
    run(work, sequence, { instance: host, operation: `${monitoringAgent}.install` });
    run(work, sequence, { instance: host, operation: `${monitoringAgent}.start` });
    for (const instance of containment.withContained([host])) {
      run(work, sequence, { instance, operation: 'cloudify.interfaces.monitoring.start' });
    }
  });
}

function buildValidation(work: AgentWork): void {
  addValidation(work, { current_amqp: true });
}

function addValidation(work: AgentWork, inputs: JsonObject): SubgraphTask {
  return addPhase(work, { name: 'validate' }, (host, sequence) => {
    if (!hasOwnAgent(nodeOf(work.model, host))) {
      sequence.announce({ text: 'Validating agent connection: nothing to do, there are no agents here' }, true);
      return;
    }
    sequence.announce({ text: 'Validating agent connection.' }, false);
    run(work, sequence, { instance: host, operation: `${agent}.validate_amqp`, inputs });
    sequence.announce({ text: 'Validation done' }, true);
  });
}

/** One subgraph for all hosts, with one for each in it. */
function addPhase(
  { draft, name: graph, hosts }: AgentWork,
  { name, after }: { name: string; after?: SubgraphTask | undefined },
  fill: (host: WorkflowInstance, sequence: Sequence) => void,
): SubgraphTask {
  const id = `${graph}/${name}`;
  const phase: SubgraphTask = { kind: 'subgraph', id, name, dependencies: after === undefined ? [] : [after.id] };
  draft.tasks.push(phase);
  for (const host of hosts) {
    const part: SubgraphTask = {
      kind: 'subgraph',
      id: `${id}/${host.id}`,
      name: `${name}_${host.id}`,
      parent: id,
      dependencies: [],
    };
    draft.tasks.push(part);
    const sequence = createSequence(draft, part.id, host.id);
    fill(host, sequence);
    sequence.end();
  }
  return phase;
}

function run(
  { model }: AgentWork,
  sequence: Sequence,
  { instance, operation, inputs }: { instance: WorkflowInstance; operation: string; inputs?: JsonObject },
): void {
  const found = nodeOperation({ instance, node: nodeOf(model, instance), ignoreFailure: false }, operation);
  if (!found) return;
  const key = `${instance.id}/${operation}`;
  sequence.fork([inputs === undefined ? { ...found, key } : { ...found, key, inputs }]);
}

/** @throws WorkflowRefusal for instances that were named and are no hosts with agents, and for hosts that are not started. */
function startedHosts(model: WorkflowModel, parameters: JsonObject): WorkflowInstance[] {
  const hosts = namesInstances(parameters) ? namedHosts(model, parameters) : hostsWithAgents(model, parameters);
  const stopped = hosts.find(({ state }) => state !== 'started');
  if (stopped) throw new WorkflowRefusal(`Node ${stopped.id} is not started (state: ${stopped.state})`);
  return hosts;
}

function namesInstances(parameters: JsonObject): boolean {
  return ['node_ids', 'node_instance_ids'].some((key) => {
    const value = parameters[key];
    return Array.isArray(value) ? value.length > 0 : value !== undefined && value !== null && value !== '';
  });
}

function namedHosts(model: WorkflowModel, parameters: JsonObject): WorkflowInstance[] {
  const { node_ids = [], node_instance_ids = [] } = parameters;
  const hosts = [...selectInstances(model, { node_ids, node_instance_ids })];
  const problems = hosts.flatMap((instance) => {
    const node = nodeOf(model, instance);
    if (!isHost(node)) return [`Node instance ${instance.id} is not host.`];
    return installMethod(node) === 'none' ? [`Agent should not be installed on node instance ${instance.id}`] : [];
  });
  if (problems.length > 0) throw new WorkflowRefusal(`Specified filters are not correct:\n${problems.join('\n')}`);
  return hosts;
}

function hostsWithAgents(model: WorkflowModel, { install_methods: wanted }: JsonObject): WorkflowInstance[] {
  return model.instances.filter((instance) => {
    const node = nodeOf(model, instance);
    if (!isHost(node)) return false;
    const method = installMethod(node);
    return Array.isArray(wanted) ? wanted.includes(method) : method !== 'none';
  });
}
