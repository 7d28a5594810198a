import type { GraphLimits, GraphResult } from './definition.ts';
import { buildInstanceGraph, type InstanceAnchor, type InstancePart, watchedNodes } from './instance-graph.ts';
import { addBody, type Subject } from './instance-subgraph.ts';
import { type Lifecycles, lifecyclesOf } from './lifecycles.ts';
import type { WorkflowInstance, WorkflowModel } from './model.ts';
import type { LinkedRelationship } from './operations.ts';
import { addStub } from './stub.ts';
import { addFallbacks } from './subgraph-retries.ts';
import type { SubgraphTask } from './task-graph.ts';

/** What one graph does, and for which instances. */
export interface GraphOrder {
  /** The graph's name; task ids begin with it. */
  name: string;
  /** `rollback`: only what an installation left half done is removed, in the order of a removal (runtime.md A.11). */
  kind: 'install' | 'uninstall' | 'rollback';
  /** Instances that go through their lifecycle; the others only keep the order and renew or end their relationships to these. */
  selected: ReadonlySet<WorkflowInstance>;
  /** A failed operation counts as done. */
  ignoreFailure: boolean;
  /** How often the subgraph of an instance is run anew after it failed (runtime.md A.8). Absent: 0. */
  subgraphRetries?: number;
  /** Which relationships of the other instances are renewed or ended. Absent: those to selected instances. */
  relinks?(source: WorkflowInstance, link: LinkedRelationship): boolean;
}

interface Build {
  order: GraphOrder;
  lifecycles: Lifecycles;
  watchedNodes: ReadonlySet<string>;
  relinks: NonNullable<GraphOrder['relinks']>;
}

/** Builds the graph of an installation, a removal or a rollback (runtime.md A.1 to A.6, A.11) in linear time. */
export function buildGraph(model: WorkflowModel, order: GraphOrder, limits: GraphLimits): GraphResult {
  const selectedIds = new Set(Array.from(order.selected, (instance) => instance.id));
  const build: Build = {
    order,
    lifecycles: lifecyclesOf(model.dialect),
    watchedNodes: watchedNodes(model),
    relinks: order.relinks ?? ((_, link) => selectedIds.has(link.targetInstance)),
  };
  const direction = order.kind === 'install' ? 'install' : 'uninstall';
  return buildInstanceGraph(model, { name: order.name, direction, add: (part) => addInstance(build, part) }, limits);
}

function addInstance(build: Build, part: InstancePart): InstanceAnchor | undefined {
  const { order, lifecycles } = build;
  const { instance, draft } = part;
  const id = `${order.name}/${instance.id}`;
  if (!order.selected.has(instance)) return addRelinks(build, part);
  const isInstall = order.kind === 'install';
  const task: SubgraphTask = {
    kind: 'subgraph',
    id,
    name: isInstall ? `install_${instance.id}` : instance.id,
    dependencies: [],
  };
  draft.tasks.push(task);
  const subject: Subject = {
    ...{ node: part.node, instance, links: part.links, isReversed: !isInstall },
    ignoreFailure: order.ignoreFailure || (!isInstall && lifecycles.alwaysIgnoresFailure),
  };
  const followers = addBody({ draft, id }, subject, lifecycles[order.kind]);
  if (order.kind !== 'rollback' && !subject.ignoreFailure) {
    addFallbacks(
      draft,
      { of: task, kind: order.kind, graph: order.name, subject, lifecycles },
      order.subgraphRetries ?? 0,
    );
  }
  return build.watchedNodes.has(instance.nodeName) ? { task, followers } : { task };
}

/** The relationships of an instance that is left as it is to what is installed or removed. */
function addRelinks({ order, relinks }: Build, { instance, links, draft }: InstancePart): InstanceAnchor | undefined {
  const task = addStub(draft, {
    id: `${order.name}/${instance.id}`,
    instance,
    links: links.filter((link) => relinks(instance, link)),
    isInstall: order.kind === 'install',
  });
  return task && { task };
}
