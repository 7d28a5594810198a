import type { PlanNode } from '../plan/plan.ts';
import type { GraphLimits, GraphResult } from './definition.ts';
import { indexLinks } from './links.ts';
import type { WorkflowInstance, WorkflowModel } from './model.ts';
import type { LinkedRelationship } from './operations.ts';
import { createDraft, type GraphDraft } from './sequence.ts';
import type { Task } from './task-graph.ts';

/** How the parts of a graph that belong to single instances are put together. */
export interface InstanceGraphOrder {
  /** The graph's name. */
  name: string;
  /** `install`: an instance waits for its targets. `uninstall`: they wait for it. `none`: nobody waits. */
  direction: 'install' | 'uninstall' | 'none';
  /** Adds an instance's tasks to the draft; undefined when there is nothing to do for it. */
  add(part: InstancePart): InstanceAnchor | undefined;
}

/** One instance, and where its tasks go. */
export interface InstancePart {
  instance: WorkflowInstance;
  node: PlanNode;
  links: readonly LinkedRelationship[];
  draft: GraphDraft;
}

/** What others wait for when they wait for an instance. */
export interface InstanceAnchor {
  /** Stands for all that is done with the instance. */
  task: Task;
  /** The task after each of its operations. */
  followers?: ReadonlyMap<string, string>;
}

interface Connections {
  order: InstanceGraphOrder;
  links: ReadonlyMap<string, readonly LinkedRelationship[]>;
  anchors: Map<string, InstanceAnchor>;
}

const lifecycleOperationDependency = 'cloudify.relationships.depends_on_lifecycle_operation';

/**
 * Builds a graph instance by instance and lets them wait for each other as their relationships say (runtime.md A.5).
 * Order also passes through instances for which nothing is done. Linear in the model.
 */
export function buildInstanceGraph(model: WorkflowModel, order: InstanceGraphOrder, limits: GraphLimits): GraphResult {
  const index = indexLinks(model);
  const links = new Map(model.instances.map((instance) => [instance.id, index.of(instance)]));
  const anchors = new Map<string, InstanceAnchor>();
  const draft = createDraft();
  for (const instance of model.instances) {
    const part = { instance, node: nodeOf(model, instance), links: links.get(instance.id) ?? [], draft };
    const anchor = order.add(part);
    if (anchor) anchors.set(instance.id, anchor);
    if (draft.tasks.length > limits.maxTasks) return { ok: false, message: tooLarge(order.name, model, limits) };
  }
  if (order.direction !== 'none') {
    const connections = { order, links, anchors };
    addPassages(connections, draft);
    for (const [id, own] of anchors) connect(connections, own.task, links.get(id) ?? []);
  }
  return { ok: true, graph: { name: order.name, tasks: draft.tasks } };
}

/** The node of an instance. @throws Error when the plan does not have it. */
export function nodeOf(model: WorkflowModel, instance: WorkflowInstance): PlanNode {
  const node = model.nodes.get(instance.nodeName);
  if (!node)
    throw new Error(`The instance ${instance.id} belongs to the node ${instance.nodeName}, which is not in the plan.`);
  return node;
}

/** Why a graph is not built. */
export function tooLarge(name: string, model: WorkflowModel, limits: GraphLimits): string {
  return (
    `The workflow ${name} would need more than ${limits.maxTasks} tasks for ${model.instances.length} node instances. ` +
    'Lower the number of instances in the blueprint, or choose a part of them with node_ids.'
  );
}

/** Gives an empty task to each instance without tasks that lies between two with tasks. */
function addPassages({ order, links, anchors }: Connections, draft: GraphDraft): void {
  if (anchors.size === links.size) return;
  const forward = new Map(Array.from(links, ([id, own]) => [id, own.map((link) => link.targetInstance)]));
  const backward = new Map<string, string[]>();
  for (const [id, targets] of forward) for (const target of targets) appendTo(backward, target, id);
  const above = reachable(anchors.keys(), forward);
  const below = reachable(anchors.keys(), backward);
  for (const id of links.keys()) {
    if (anchors.has(id) || !above.has(id) || !below.has(id)) continue;
    const task: Task = { kind: 'effects', id: `${order.name}/${id}`, dependencies: [], effects: [] };
    draft.tasks.push(task);
    anchors.set(id, { task });
  }
}

function appendTo(lists: Map<string, string[]>, key: string, value: string): void {
  const list = lists.get(key);
  if (list) list.push(value);
  else lists.set(key, [value]);
}

/** What can be reached in one step or more. */
function reachable(from: Iterable<string>, edges: ReadonlyMap<string, readonly string[]>): Set<string> {
  const found = new Set<string>();
  const open = [...from];
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    for (const next of edges.get(id) ?? []) {
      if (found.has(next)) continue;
      found.add(next);
      open.push(next);
    }
  }
  return found;
}

function connect({ order, anchors }: Connections, own: Task, links: readonly LinkedRelationship[]): void {
  for (const link of links) {
    const target = anchors.get(link.targetInstance);
    if (!target) continue;
    if (order.direction === 'uninstall') target.task.dependencies.push(own.id);
    else own.dependencies.push(awaited(link, target));
  }
}

/**
 * The target as a whole, or, for a relationship that names one of its lifecycle operations, the task after that. On
 * removal the whole instance is awaited in either case: the order is not lost as it is in the reference.
 */
function awaited(link: LinkedRelationship, { task, followers }: InstanceAnchor): string {
  const operation = link.declared.properties['operation'];
  if (typeof operation !== 'string' || !isLifecycleOperationDependency(link.declared)) return task.id;
  const full = operation.includes('.') ? operation : `cloudify.interfaces.lifecycle.${operation}`;
  return followers?.get(full) ?? task.id;
}

/** Nodes of which others await a single lifecycle operation. */
export function watchedNodes(model: WorkflowModel): Set<string> {
  const relationships = [...model.nodes.values()].flatMap((node) => node.relationships);
  return new Set(relationships.filter(isLifecycleOperationDependency).map((relationship) => relationship.target_id));
}

function isLifecycleOperationDependency(relationship: { type_hierarchy: readonly string[] }): boolean {
  return relationship.type_hierarchy.includes(lifecycleOperationDependency);
}
