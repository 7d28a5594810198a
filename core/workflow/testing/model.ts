import type { JsonObject } from '../../blueprint/json.ts';
import type { PlanNode, PlanOperation, PlanRelationship } from '../../plan/plan.ts';
import type { WorkflowInstance, WorkflowModel } from '../model.ts';
import type { NodeInstanceState } from '../task-graph.ts';

/** A node of a small model. */
export interface NodeSketch {
  hierarchy?: string[];
  properties?: JsonObject;
  operations?: readonly string[];
  relationships?: RelationshipSketch[];
  state?: NodeInstanceState;
  instances?: number;
}

export interface RelationshipSketch {
  target: string;
  hierarchy?: string[];
  properties?: JsonObject;
  source?: readonly string[];
  targetOperations?: readonly string[];
}

/** An implemented operation of a plan. */
export function plannedOperation(mapping: string, extra: Partial<PlanOperation> = {}): PlanOperation {
  return {
    plugin: 'p',
    operation: mapping,
    executor: null,
    inputs: {},
    has_intrinsic_functions: false,
    max_retries: null,
    retry_interval: null,
    timeout: null,
    timeout_recoverable: null,
    ...extra,
  };
}

/** A model in which every instance of a node relates to every instance of its targets; ids are `<node>_<n>` from 1. */
export function sketchModel(sketches: Record<string, NodeSketch>): WorkflowModel {
  const nodes = new Map(Object.entries(sketches).map(([name, sketch]) => [name, sketchNode(name, sketch)]));
  const idsOf = (name: string) =>
    Array.from({ length: sketches[name]?.instances ?? 1 }, (_, index) => `${name}_${index + 1}`);
  const instances = Object.entries(sketches).flatMap(([name, sketch]) =>
    idsOf(name).map(
      (id): WorkflowInstance => ({
        id,
        nodeName: name,
        state: sketch.state ?? 'uninitialized',
        hostId: null,
        scalingGroups: [],
        systemProperties: {},
        relationships: (sketch.relationships ?? []).flatMap((relationship) =>
          idsOf(relationship.target).map((target) => ({
            type: relationship.hierarchy?.at(-1) ?? 'connected',
            target_name: relationship.target,
            target_id: target,
          })),
        ),
      }),
    ),
  );
  return { nodes, instances, scalingGroups: {}, dialect: 'v5', modification: null, update: null };
}

function sketchNode(name: string, sketch: NodeSketch): PlanNode {
  const hierarchy = sketch.hierarchy ?? ['cloudify.nodes.Root'];
  const instances = sketch.instances ?? 1;
  return {
    id: name,
    name,
    type: hierarchy.at(-1) ?? '',
    type_hierarchy: hierarchy,
    properties: sketch.properties ?? {},
    interfaces: {},
    operations: implemented(sketch.operations),
    relationships: (sketch.relationships ?? []).map(sketchRelationship),
    capabilities: {
      scalable: {
        properties: {
          min_instances: 0,
          max_instances: -1,
          default_instances: instances,
          current_instances: instances,
          planned_instances: instances,
        },
      },
    },
    plugins: [],
    deployment_plugins_to_install: [],
    instances: {},
  };
}

function sketchRelationship(sketch: RelationshipSketch): PlanRelationship {
  const hierarchy = sketch.hierarchy ?? ['connected'];
  return {
    type: hierarchy.at(-1) ?? '',
    target_id: sketch.target,
    properties: sketch.properties ?? {},
    type_hierarchy: hierarchy,
    source_interfaces: {},
    target_interfaces: {},
    source_operations: implemented(sketch.source),
    target_operations: implemented(sketch.targetOperations),
  };
}

function implemented(names: readonly string[] = []): Record<string, PlanOperation> {
  return Object.fromEntries(names.map((name) => [name, plannedOperation(`run.${name.split('.').at(-1)}`)]));
}
