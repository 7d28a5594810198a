import type { JsonObject } from '../blueprint/json.ts';
import type { WorkflowModel } from './model.ts';
import type { TaskGraph } from './task-graph.ts';

/** A graph, or the reason for which there is none, in words for the person who started the workflow. */
export type GraphResult = { ok: true; graph: TaskGraph } | { ok: false; message: string };

/** How large a graph may become. */
export interface GraphLimits {
  maxTasks: number;
}

export const defaultGraphLimits: GraphLimits = { maxTasks: 200_000 };

/** A built-in workflow: a pure builder of the graph that the engine runs. */
export interface WorkflowDefinition {
  name: string;
  /** `parameters` are those of the execution, with unknown ones ignored here (they are checked when it is started). */
  build(model: WorkflowModel, parameters: JsonObject, limits?: GraphLimits): GraphResult;
}
