import type { Json, JsonObject } from '../blueprint/json.ts';

/*
 * The deployment plan in the reference's own format (dsl.md section 12): the field names are those that existing tools
 * read and that the conformance cases compare, hence snake_case here and nowhere else.
 */

/** Where an operation may run. `auto`: on the instance's host when it has one, else centrally. */
export type Executor = 'central_deployment_agent' | 'host_agent' | 'auto';

/** One operation of a node or relationship; an empty `operation` means it does nothing (NOP). */
export interface PlanOperation {
  plugin: string;
  operation: string;
  executor: Executor | null;
  inputs: JsonObject;
  has_intrinsic_functions: boolean;
  max_retries: number | null;
  retry_interval: number | null;
  timeout: number | null;
  timeout_recoverable: boolean | null;
  inputs_types?: Record<string, string>;
}

export interface PlanPlugin {
  name: string;
  executor: Executor | null;
  source: string | null;
  install: boolean;
  package_name: string | null;
  package_version: string | null;
  [key: string]: Json;
}

export interface PlanRelationship {
  type: string;
  target_id: string;
  properties: JsonObject;
  type_hierarchy: string[];
  source_interfaces: JsonObject;
  target_interfaces: JsonObject;
  source_operations: Record<string, PlanOperation>;
  target_operations: Record<string, PlanOperation>;
}

/** How many instances a node or scaling group has in each instance of what it stands in. `max_instances` -1: any number. */
export type PlanInstanceNumbers = {
  min_instances: number;
  max_instances: number;
  default_instances: number;
  current_instances: number;
  planned_instances: number;
};

/** A group that a scaling policy makes instances of; its members stand inside those (dsl.md section 8). */
export type PlanScalingGroup = {
  /** Names of node templates and scaling groups. What is contained in another member is left out. */
  members: string[];
  properties: PlanInstanceNumbers;
};

export interface PlanNode {
  id: string;
  name: string;
  type: string;
  type_hierarchy: string[];
  properties: JsonObject;
  interfaces: JsonObject;
  /** Keys: `interface.operation` always, and the bare operation name when only one interface has it. */
  operations: Record<string, PlanOperation>;
  relationships: PlanRelationship[];
  capabilities: { scalable: { properties: PlanInstanceNumbers } };
  /** The node template at the root of the containment chain that is a host; absent when there is none. */
  host_id?: string;
  plugins: PlanPlugin[];
  deployment_plugins_to_install: PlanPlugin[];
  plugins_to_install?: PlanPlugin[];
  instances: JsonObject;
}

export interface PlanInput {
  type?: string;
  default?: Json;
  required?: boolean;
  description?: string;
  display_label?: string;
  hidden?: boolean;
  constraints?: Json[];
  [key: string]: Json | undefined;
}

export interface PlanOutput {
  description?: string;
  value: Json;
}

export interface PlanWorkflow {
  plugin: string;
  operation: string;
  parameters: Record<string, JsonObject>;
  is_cascading: boolean;
  availability_rules: Json;
}

/** What a blueprint compiles to, before inputs are given (`inputs` holds schemas). */
export interface BlueprintPlan {
  description: string | null;
  metadata: JsonObject | null;
  version: { raw: string; definitions_name: string; definitions_version: [number, number] };
  inputs: Record<string, PlanInput>;
  nodes: PlanNode[];
  relationships: Record<string, JsonObject>;
  workflows: Record<string, PlanWorkflow>;
  outputs: Record<string, PlanOutput>;
  capabilities: Record<string, PlanOutput>;
  groups: JsonObject;
  policies: JsonObject;
  policy_types: JsonObject;
  policy_triggers: JsonObject;
  scaling_groups: Record<string, PlanScalingGroup>;
  data_types: JsonObject;
  labels: JsonObject;
  blueprint_labels: JsonObject;
  resource_tags: JsonObject;
  deployment_settings: JsonObject;
  deployment_plugins_to_install: PlanPlugin[];
  workflow_plugins_to_install: PlanPlugin[];
  host_agent_plugins_to_install: PlanPlugin[];
  imported_blueprints: string[];
  namespaces_mapping: Record<string, string>;
  requirements: { secrets: Json[]; parent_capabilities: Json[] };
}

export interface PlanInstanceRelationship {
  type: string;
  target_name: string;
  target_id: string;
}

/** A node instance as the plan creates it (dsl.md section 13). */
export interface PlanNodeInstance {
  id: string;
  node_id: string;
  name: string;
  host_id?: string;
  relationships: PlanInstanceRelationship[];
  /** The instances of scaling groups that it stands in directly, innermost first. */
  scaling_groups?: { name: string; id: string }[];
}

/** A plan with its inputs bound and its instances expanded: what a deployment is made from. */
export interface DeploymentPlan extends Omit<BlueprintPlan, 'inputs'> {
  inputs: JsonObject;
  node_instances: PlanNodeInstance[];
  inter_deployment_functions: Json[];
}
