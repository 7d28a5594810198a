import { type GraphResult, WorkflowRefusal } from '../definition.ts';
import { buildGraph, type GraphOrder } from '../graph-builder.ts';
import type { WorkflowModel } from '../model.ts';
import type { TaskGraph } from '../task-graph.ts';
import { withoutLinks } from './changed-links.ts';
import type { UpdateCourse } from './course.ts';

/** The graph of an installation or a removal; null when there is nothing to do. */
export function lifecycle(course: UpdateCourse, model: WorkflowModel, order: GraphOrder): TaskGraph | null {
  const { subgraphRetries, limits } = course.turn;
  return unlessEmpty(buildGraph(model, { ...order, subgraphRetries }, limits));
}

/** The graph, or null when it has no task. @throws WorkflowRefusal when there is none */
export function unlessEmpty(built: GraphResult): TaskGraph | null {
  if (!built.ok) throw new WorkflowRefusal(built.message);
  return built.graph.tasks.length === 0 ? null : built.graph;
}

/** The new model as far as it is there already: without new instances, and without new relationships of others. */
export function asInstalled(course: UpdateCourse): WorkflowModel {
  const { gained } = course.memory;
  return withoutLinks(withoutAdded(course), ({ id }, at) => gained[id]?.includes(at) ?? false);
}

/** The new model without the instances that the update adds. */
export function withoutAdded(course: UpdateCourse): WorkflowModel {
  const added = addedIds(course);
  const instances = course.model.instances.filter(({ id }) => !added.has(id));
  return { ...course.model, instances };
}

/** The ids of the instances that the update adds. */
export function addedIds({ update }: UpdateCourse): Set<string> {
  return new Set(update.added.map(({ id }) => id));
}
