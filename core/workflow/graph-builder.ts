import type { PlanNode } from '../plan/plan.ts';
import type { GraphLimits, GraphResult } from './definition.ts';
import { addInstallBody, addUninstallBody, type Subject } from './instance-subgraph.ts';
import { indexLinks, type Links } from './links.ts';
import type { WorkflowInstance, WorkflowModel } from './model.ts';
import type { LinkedRelationship } from './operations.ts';
import { installPhases, uninstallPhases } from './phases.ts';
import { createDraft, type GraphDraft } from './sequence.ts';
import { addStub } from './stub.ts';
import type { SubgraphTask, Task } from './task-graph.ts';

/** What one graph does, and for which instances. */
export interface GraphOrder {
  /** The graph's name; task ids begin with it. */
  name: string;
  direction: 'install' | 'uninstall';
  /** Instances that go through their lifecycle; the others only keep the order and renew or end their relationships to these. */
  selected: ReadonlySet<WorkflowInstance>;
  /** A failed operation counts as done. */
  ignoreFailure: boolean;
}

interface Build {
  model: WorkflowModel;
  order: GraphOrder;
  links: Links;
  selectedIds: ReadonlySet<string>;
  draft: GraphDraft;
  /** Per instance: the task that stands for all of it. */
  anchors: Map<string, Task>;
  /** Per target of a lifecycle-operation dependency: the task that follows each of its operations. */
  followers: Map<string, ReadonlyMap<string, string>>;
  watchedNodes: ReadonlySet<string>;
}

const lifecycleOperationDependency = 'cloudify.relationships.depends_on_lifecycle_operation';

/** Builds the graph of an installation or a removal (runtime.md A.1 to A.6) in linear time. */
export function buildGraph(model: WorkflowModel, order: GraphOrder, limits: GraphLimits): GraphResult {
  const build: Build = {
    model,
    order,
    links: indexLinks(model),
    selectedIds: new Set(Array.from(order.selected, (instance) => instance.id)),
    draft: createDraft(),
    anchors: new Map(),
    followers: new Map(),
    watchedNodes: watchedNodes(model),
  };
  for (const instance of model.instances) {
    addInstance(build, instance);
    if (build.draft.tasks.length > limits.maxTasks) return { ok: false, message: tooLarge(build, limits) };
  }
  for (const instance of model.instances) connect(build, instance);
  return { ok: true, graph: { name: order.name, tasks: build.draft.tasks } };
}

function tooLarge(build: Build, limits: GraphLimits): string {
  return (
    `The workflow ${build.order.name} would need more than ${limits.maxTasks} tasks for ${build.order.selected.size} node ` +
    'instances. Lower the number of instances in the blueprint, or choose a part of them with node_ids.'
  );
}

function addInstance(build: Build, instance: WorkflowInstance): void {
  const { order, draft, anchors } = build;
  const node = nodeOf(build.model, instance);
  const links = build.links.of(instance);
  const id = `${order.name}/${instance.id}`;
  if (!order.selected.has(instance)) {
    anchors.set(
      instance.id,
      addStub(draft, { id, instance, links: linksToSelected(build, links), direction: order.direction }),
    );
    return;
  }
  const isInstall = order.direction === 'install';
  const name = isInstall ? `install_${instance.id}` : instance.id;
  const subgraph: SubgraphTask = { kind: 'subgraph', id, name, dependencies: [] };
  draft.tasks.push(subgraph);
  anchors.set(instance.id, subgraph);
  const subject: Subject = { node, instance, links, isReversed: !isInstall, ignoreFailure: order.ignoreFailure };
  if (!isInstall) {
    addUninstallBody({ draft, id }, subject, uninstallPhases);
    return;
  }
  const followers = addInstallBody({ draft, id }, subject, installPhases);
  if (build.watchedNodes.has(instance.nodeName)) build.followers.set(instance.id, followers);
}

function nodeOf(model: WorkflowModel, instance: WorkflowInstance): PlanNode {
  const node = model.nodes.get(instance.nodeName);
  if (!node)
    throw new Error(`The instance ${instance.id} belongs to the node ${instance.nodeName}, which is not in the plan.`);
  return node;
}

function linksToSelected(build: Build, links: readonly LinkedRelationship[]): LinkedRelationship[] {
  return links.filter((link) => build.selectedIds.has(link.targetInstance));
}

/** Installing, an instance waits for its targets; removing, the targets wait for it (runtime.md A.5). */
function connect(build: Build, instance: WorkflowInstance): void {
  const own = build.anchors.get(instance.id) as Task;
  for (const link of build.links.of(instance)) {
    const target = build.anchors.get(link.targetInstance);
    if (!target) continue;
    if (build.order.direction === 'uninstall') target.dependencies.push(own.id);
    else own.dependencies.push(awaited(build, link, target));
  }
}

/**
 * The target as a whole, or, for a relationship that names one of its lifecycle operations, the task after that. On
 * removal the whole instance is awaited in either case: the order is not lost as it is in the reference.
 */
function awaited(build: Build, link: LinkedRelationship, target: Task): string {
  const operation = link.declared.properties['operation'];
  if (typeof operation !== 'string' || !isLifecycleOperationDependency(link.declared)) return target.id;
  const followers = build.followers.get(link.targetInstance);
  const full = operation.includes('.') ? operation : `cloudify.interfaces.lifecycle.${operation}`;
  return followers?.get(full) ?? target.id;
}

function watchedNodes(model: WorkflowModel): Set<string> {
  const relationships = [...model.nodes.values()].flatMap((node) => node.relationships);
  return new Set(relationships.filter(isLifecycleOperationDependency).map((relationship) => relationship.target_id));
}

function isLifecycleOperationDependency(relationship: { type_hierarchy: readonly string[] }): boolean {
  return relationship.type_hierarchy.includes(lifecycleOperationDependency);
}
