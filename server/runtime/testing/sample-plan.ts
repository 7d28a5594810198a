import type { JsonObject } from '../../../core/blueprint/json.ts';
import type { BlueprintPlan, PlanNode, PlanOperation, PlanWorkflow } from '../../../core/plan/plan.ts';

/** A node of a plan that is made for a test: what it contains is written out, the rest is as the compiler leaves it. */
export interface SampleNode {
  name: string;
  instances?: number;
  properties?: JsonObject;
  /** Bare names of lifecycle operations, with their inputs. */
  operations: Record<string, JsonObject>;
  relationships?: { target: string; establish?: JsonObject }[];
  maxRetries?: number;
  retryInterval?: number;
  /** Default: the plugin and mapping of the tests' own operation. */
  implementation?: { plugin: string; operation: string };
}

/** The plugin and mapping of operations that say nothing else. */
export const samplePlugin = 'sample';
export const sampleMapping = 'tasks.run';

export function samplePlan(nodes: SampleNode[]): BlueprintPlan {
  return {
    description: null,
    metadata: null,
    version: { raw: 'cloudify_dsl_1_4', definitions_name: 'cloudify_dsl', definitions_version: [1, 4] },
    inputs: {},
    nodes: nodes.map(planNode),
    relationships: {},
    workflows: Object.fromEntries(Object.entries(mappings).map(([name, mapping]) => [name, workflowOf(mapping)])),
    outputs: {},
    capabilities: {},
    groups: {},
    policies: {},
    policy_types: {},
    policy_triggers: {},
    scaling_groups: {},
    data_types: {},
    labels: {},
    blueprint_labels: {},
    resource_tags: {},
    deployment_settings: {},
    deployment_plugins_to_install: [],
    workflow_plugins_to_install: [],
    host_agent_plugins_to_install: [],
    imported_blueprints: [],
    namespaces_mapping: {},
    requirements: { secrets: [], parent_capabilities: [] },
  };
}

function planNode(node: SampleNode): PlanNode {
  const operations: Record<string, PlanOperation> = {};
  for (const [name, inputs] of Object.entries(node.operations)) {
    operations[`cloudify.interfaces.lifecycle.${name}`] = planOperation(node, inputs);
  }
  const count = node.instances ?? 1;
  return {
    id: node.name,
    name: node.name,
    type: 'cloudify.nodes.Root',
    type_hierarchy: ['cloudify.nodes.Root'],
    properties: node.properties ?? {},
    interfaces: {},
    operations,
    relationships: (node.relationships ?? []).map((relationship) => ({
      type: 'cloudify.relationships.connected_to',
      target_id: relationship.target,
      properties: { connection_type: 'all_to_all' },
      type_hierarchy: ['cloudify.relationships.depends_on', 'cloudify.relationships.connected_to'],
      source_interfaces: {},
      target_interfaces: {},
      source_operations:
        relationship.establish === undefined
          ? {}
          : {
              'cloudify.interfaces.relationship_lifecycle.establish': planOperation(node, relationship.establish),
            },
      target_operations: {},
    })),
    capabilities: {
      scalable: {
        properties: {
          min_instances: 1,
          max_instances: -1,
          default_instances: count,
          current_instances: count,
          planned_instances: count,
        },
      },
    },
    plugins: [],
    deployment_plugins_to_install: [],
    instances: {},
  };
}

function planOperation(node: SampleNode, inputs: JsonObject): PlanOperation {
  return {
    ...(node.implementation ?? { plugin: samplePlugin, operation: sampleMapping }),
    executor: 'central_deployment_agent',
    inputs,
    has_intrinsic_functions: JSON.stringify(inputs).includes('"get_'),
    max_retries: node.maxRetries ?? null,
    retry_interval: node.retryInterval ?? null,
    timeout: null,
    timeout_recoverable: null,
  };
}

/** The mapping of the workflow `custom`, which a test registers itself. */
export const customMapping = 'sample.workflow';

const builtins = {
  install: 'install',
  uninstall: 'uninstall',
  reinstall: 'reinstall',
  start: 'start',
  stop: 'stop',
  restart: 'restart',
  pull: 'pull',
  execute_operation: 'execute_operation',
  heal: 'auto_heal_reinstall_node_subgraph',
  scale: 'scale_entity',
  update: 'update',
  rollback: 'rollback',
  check_status: 'check_status',
  check_drift: 'check_drift',
};

const mappings: Record<string, string> = { custom: customMapping };
for (const [name, mapping] of Object.entries(builtins)) mappings[name] = `cloudify.plugins.workflows.${mapping}`;

function workflowOf(mapping: string): PlanWorkflow {
  return {
    plugin: 'default_workflows',
    operation: mapping,
    parameters: {},
    is_cascading: false,
    availability_rules: null,
  };
}
